package app.akin.core.kit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Reads and changes small safetensors files of a model folder.
public final class SafetensorsKit {
  private SafetensorsKit() {}

  /// Returns the flattened tensors of all safetensors files of a folder by name.
  public static Map<String, float[]> read(Path folder) {
    Map<String, float[]> tensors = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.safetensors")) {
      for (Path file : files) {
        readFile(file, tensors);
      }
      return tensors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Changes the header of a file and keeps the tensors.
  ///
  /// @param padding number of bytes of a multiple of which the new header consists
  /// @param change changes the names and descriptions of the tensors
  public static void changeHeader(Path file, int padding, Consumer<JsonObject> change)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong(0);
    JsonObject header =
        JsonParser.parseString(new String(bytes.array(), 8, length, StandardCharsets.UTF_8))
            .getAsJsonObject();
    change.accept(header);
    byte[] changed = header(header.toString(), padding);
    ByteBuffer written = ByteBuffer.allocate(changed.length + bytes.capacity() - 8 - length);
    written.put(changed).put(bytes.array(), 8 + length, bytes.capacity() - 8 - length);
    Files.write(file, written.array());
  }

  /// Returns the length and the padded text of a header.
  public static byte[] header(String json, int padding) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    int length = (text.length + padding - 1) / padding * padding;
    ByteBuffer header = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(length).put(text);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.array();
  }

  private static void readFile(Path file, Map<String, float[]> tensors) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong(0);
    JsonObject header =
        JsonParser.parseString(new String(bytes.array(), 8, length, StandardCharsets.UTF_8))
            .getAsJsonObject();
    header.remove("__metadata__");
    for (String name : header.keySet()) {
      JsonObject tensor = header.getAsJsonObject(name);
      JsonArray offsets = tensor.getAsJsonArray("data_offsets");
      int from = 8 + length + offsets.get(0).getAsInt();
      int to = 8 + length + offsets.get(1).getAsInt();
      String type = tensor.get("dtype").getAsString();
      int size = type.equals("F32") ? 4 : 2;
      float[] values = new float[(to - from) / size];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (type) {
              case "F32" -> bytes.getFloat(from + 4 * i);
              case "F16" -> Float.float16ToFloat(bytes.getShort(from + 2 * i));
              case "BF16" -> Float.intBitsToFloat(bytes.getShort(from + 2 * i) << 16);
              default -> throw new IllegalArgumentException(type);
            };
      }
      tensors.put(name, values);
    }
  }
}
