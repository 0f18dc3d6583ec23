package app.akin.core.embed.checkpoint;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header of a safetensors file, validated as strictly as by the reference implementation:
/// eight bytes of length, JSON, then the tensors without gaps or overlaps up to the end of the
/// file.
///
/// @param length size of the whole file when it was read
/// @param tensors all tensors by name, in the order of the header
record SafetensorsHeader(long length, Map<String, StoredTensor> tensors) {
  private static final int PREFIX = Long.BYTES;

  /// The limit of the format.
  private static final long MAX_BYTES = 100_000_000;

  /// Reads and checks the header of a file without reading tensors.
  ///
  /// @throws AkinException `ModelWeights` with a detail, `ModelFileMissing`
  static SafetensorsHeader read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < PREFIX) {
        throw invalid(
            file, "ends after " + size + " of the " + PREFIX + " bytes of a header length");
      }
      long length = bytes(channel, 0, PREFIX, file).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 2 || length > MAX_BYTES) {
        throw invalid(
            file, "a header of " + Long.toUnsignedString(length) + " bytes is not possible");
      }
      if (length > size - PREFIX) {
        throw invalid(file, "ends after " + size + " of " + (PREFIX + length) + " bytes of header");
      }
      ByteBuffer json = bytes(channel, PREFIX, (int) length, file);
      Map<String, StoredTensor> tensors = parse(file, text(file, json), PREFIX + length);
      checkLayout(file, tensors, PREFIX + length, size);
      return new SafetensorsHeader(size, tensors);
    } catch (NoSuchFileException e) {
      throw new AkinException(e, new Problem.ModelFileMissing(folder(file).toString(), name(file)));
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.ModelWeights(file, "cannot be read: " + e.getMessage()));
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long position, int count, Path file)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) {
        throw invalid(file, "became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static String text(Path file, ByteBuffer json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException e) {
      throw new AkinException(e, new Problem.ModelWeights(file, "the header is not UTF-8 text"));
    }
  }

  private static Map<String, StoredTensor> parse(Path file, String json, long dataStart) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    boolean metadata = false;
    try {
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (name.equals("__metadata__")) {
          if (metadata) {
            throw invalid(file, "the header names __metadata__ twice");
          }
          metadata = true;
          reader.skipValue();
        } else if (tensors.put(name, tensor(file, name, reader, dataStart)) != null) {
          throw invalid(file, "the header names tensor " + name + " twice");
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("more than one value");
      }
      return tensors;
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | NumberFormatException
        | JsonParseException e) {
      throw new AkinException(
          e, new Problem.ModelWeights(file, "the header is not valid JSON for tensors"));
    } catch (IOException e) {
      throw new AssertionError("a string cannot fail to be read", e);
    }
  }

  private static StoredTensor tensor(Path file, String name, JsonReader reader, long dataStart)
      throws IOException {
    String type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      switch (key) {
        case "dtype" -> type = once(file, name, key, type, reader.nextString());
        case "shape" -> shape = once(file, name, key, shape, sizes(file, name, reader));
        case "data_offsets" -> offsets = once(file, name, key, offsets, sizes(file, name, reader));
        default -> throw invalid(file, "tensor " + name + " has an unknown key " + key);
      }
    }
    reader.endObject();
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw invalid(file, "tensor " + name + " lacks one of dtype, shape and two data_offsets");
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (end < begin || end > Long.MAX_VALUE - dataStart) {
      throw invalid(file, "tensor " + name + " has offsets " + begin + " to " + end);
    }
    StoredTensor tensor = new StoredTensor(name, type, shape, file, dataStart + begin, end - begin);
    checkBytes(file, tensor);
    return tensor;
  }

  private static <T> T once(Path file, String tensor, String key, @Nullable T before, T value) {
    if (before != null) {
      throw invalid(file, "tensor " + tensor + " has " + key + " twice");
    }
    return value;
  }

  private static List<Long> sizes(Path file, String tensor, JsonReader reader) throws IOException {
    List<Long> sizes = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      if (reader.peek() != JsonToken.NUMBER) {
        throw invalid(file, "tensor " + tensor + " has a size that is no number");
      }
      long size = reader.nextLong();
      if (size < 0) {
        throw invalid(file, "tensor " + tensor + " has a negative size " + size);
      }
      sizes.add(size);
    }
    reader.endArray();
    return sizes;
  }

  /// Unknown types are accepted, because only required tensors must be readable.
  private static void checkBytes(Path file, StoredTensor tensor) {
    Optional<TensorType> type = TensorType.ofName(tensor.typeName());
    if (type.isEmpty()) {
      return;
    }
    long expected = type.get().bytes();
    try {
      for (long size : tensor.shape()) {
        expected = Math.multiplyExact(expected, size);
      }
    } catch (ArithmeticException e) {
      throw new AkinException(
          e, new Problem.ModelWeights(file, "tensor " + tensor.name() + " is too large"));
    }
    if (expected != tensor.bytes()) {
      throw invalid(
          file,
          "tensor %s of type %s and shape %s needs %d bytes and has %d"
              .formatted(
                  tensor.name(), tensor.typeName(), tensor.shape(), expected, tensor.bytes()));
    }
  }

  private static void checkLayout(
      Path file, Map<String, StoredTensor> tensors, long dataStart, long size) {
    List<StoredTensor> inOrder = new ArrayList<>(tensors.values());
    inOrder.sort(
        Comparator.comparingLong(StoredTensor::offset).thenComparingLong(StoredTensor::end));
    long at = dataStart;
    for (StoredTensor tensor : inOrder) {
      if (tensor.offset() < at) {
        throw invalid(file, "tensor " + tensor.name() + " overlaps the one before it");
      }
      if (tensor.offset() > at) {
        throw invalid(
            file, (tensor.offset() - at) + " bytes before tensor " + tensor.name() + " are unused");
      }
      at = tensor.end();
    }
    if (at > size) {
      throw invalid(file, "ends after " + size + " of " + at + " bytes");
    }
    if (at < size) {
      throw invalid(file, (size - at) + " bytes after the last tensor are unused");
    }
  }

  private static AkinException invalid(Path file, String detail) {
    return new AkinException(new Problem.ModelWeights(file, detail));
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
