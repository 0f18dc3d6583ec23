package app.akin.core.kit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Copies and changes checkpoints in the Hugging Face layout, and writes checkpoints without
/// weights.
public final class CheckpointKit {
  private static final String INDEX = "model.safetensors.index.json";

  /// The size of a shard in the layout of transformers.
  private static final long SHARD_BYTES = 5_000_000_000L;

  private CheckpointKit() {}

  /// A tensor of a checkpoint.
  ///
  /// @param name its name
  /// @param shape its dimensions, outermost first
  public record Entry(String name, List<Long> shape) {
    /// Creates an entry.
    public static Entry of(String name, long... shape) {
      List<Long> sizes = new ArrayList<>();
      for (long size : shape) {
        sizes.add(size);
      }
      return new Entry(name, sizes);
    }

    /// Returns the number of elements.
    public long elements() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /// Copies the files of a folder.
  public static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path file : files) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  /// Sets a value of a JSON file.
  ///
  /// @param key names of nested objects and a key, separated by dots
  /// @param json the value; empty removes the key
  public static void set(Path file, String key, String json) throws IOException {
    JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonObject object = root;
    List<String> path = List.of(key.split("[.]"));
    for (String name : path.subList(0, path.size() - 1)) {
      object = object.getAsJsonObject(name);
    }
    if (json.isEmpty()) {
      object.remove(path.getLast());
    } else {
      object.add(path.getLast(), JsonParser.parseString(json));
    }
    Files.writeString(file, root.toString());
  }

  /// Renames tensors in all shards and their index.
  public static void rename(Path folder, UnaryOperator<String> names) throws IOException {
    Path index = folder.resolve(INDEX);
    JsonObject root = JsonParser.parseString(Files.readString(index)).getAsJsonObject();
    root.add("weight_map", renamed(root.getAsJsonObject("weight_map"), names));
    Files.writeString(index, root.toString());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.safetensors")) {
      for (Path file : files) {
        SafetensorsKit.changeHeader(
            file,
            8,
            header -> {
              JsonObject changed = renamed(header, names);
              List.copyOf(header.keySet()).forEach(header::remove);
              changed.entrySet().forEach(tensor -> header.add(tensor.getKey(), tensor.getValue()));
            });
      }
    }
  }

  /// Writes the shards and the index of a checkpoint as transformers does, without weights: the
  /// files are sparse.
  ///
  /// @param entries the tensors in the order of the modules
  /// @param type number format of two bytes
  /// @return the lengths of the shards
  public static List<Long> writeSparse(Path folder, List<Entry> entries, String type)
      throws IOException {
    List<Map<String, Entry>> shards = new ArrayList<>();
    long used = SHARD_BYTES;
    for (Entry entry : entries) {
      long bytes = 2 * entry.elements();
      if (used + bytes > SHARD_BYTES) {
        shards.add(new TreeMap<>());
        used = 0;
      }
      shards.getLast().put(entry.name(), entry);
      used += bytes;
    }
    List<Long> lengths = new ArrayList<>();
    JsonObject map = new JsonObject();
    for (int i = 0; i < shards.size(); i++) {
      String name = "model-%05d-of-%05d.safetensors".formatted(i + 1, shards.size());
      shards.get(i).keySet().forEach(tensor -> map.addProperty(tensor, name));
      lengths.add(writeShard(folder.resolve(name), shards.get(i), type));
    }
    JsonObject index = new JsonObject();
    index.add("weight_map", map);
    Files.writeString(folder.resolve(INDEX), index.toString());
    return lengths;
  }

  private static long writeShard(Path file, Map<String, Entry> shard, String type)
      throws IOException {
    StringBuilder json = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
    long offset = 0;
    for (Entry entry : shard.values()) {
      long end = offset + 2 * entry.elements();
      json.append(
          ",\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  entry.name(), type, entry.shape().toString().replace(" ", ""), offset, end));
      offset = end;
    }
    byte[] header = SafetensorsKit.header(json.append("}").toString(), 8);
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.write(header);
      written.setLength(header.length + offset);
    }
    return header.length + offset;
  }

  private static JsonObject renamed(JsonObject object, UnaryOperator<String> names) {
    JsonObject changed = new JsonObject();
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      String name = entry.getKey();
      changed.add(name.equals("__metadata__") ? name : names.apply(name), entry.getValue());
    }
    return changed;
  }
}
