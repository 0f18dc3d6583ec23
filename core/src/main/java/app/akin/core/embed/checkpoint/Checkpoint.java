package app.akin.core.embed.checkpoint;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The weights of a model folder: `model.safetensors`, or the shards listed in
/// `model.safetensors.index.json`. Only headers are read, so the cost does not depend on the size;
/// nothing is written to the folder. Immutable and thread-safe.
///
/// Source: the format description of the safetensors reference implementation.
public final class Checkpoint {
  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private final List<Path> files;
  private final Map<Path, Long> lengths;
  private final Map<String, StoredTensor> tensors;

  private Checkpoint(List<Path> files, Map<Path, Long> lengths, Map<String, StoredTensor> tensors) {
    this.files = List.copyOf(files);
    this.lengths = Collections.unmodifiableMap(new TreeMap<>(lengths));
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /// Reads and checks the headers of a folder's weights. A single file takes precedence over an
  /// index, as in the reference implementation.
  ///
  /// @throws AkinException `ModelFileMissing`, `ModelWeights`, or `ModelTensorMissing` for a tensor
  ///   of the index that is missing in its shard
  public static Checkpoint read(Path folder) {
    Path single = folder.resolve(SINGLE);
    if (Files.exists(single)) {
      SafetensorsHeader header = SafetensorsHeader.read(single);
      return new Checkpoint(List.of(single), Map.of(single, header.length()), header.tensors());
    }
    Path index = folder.resolve(INDEX);
    if (!Files.exists(index)) {
      throw new AkinException(new Problem.ModelFileMissing(folder.toString(), SINGLE));
    }
    return readShards(folder, index);
  }

  /// Returns the file names of the shards that the index of a folder names, sorted. Each is a plain
  /// file name. The shards need not exist.
  ///
  /// @throws AkinException `ModelWeights` if the index is missing or invalid
  public static List<String> shardNames(Path folder) {
    return List.copyOf(new TreeSet<>(ShardIndex.read(folder.resolve(INDEX)).shards().values()));
  }

  private static Checkpoint readShards(Path folder, Path index) {
    Map<String, String> shardOf = ShardIndex.read(index).shards();
    Map<String, SafetensorsHeader> headers = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>(List.of(index));
    Map<Path, Long> lengths = new LinkedHashMap<>();
    for (String shard : new TreeSet<>(shardOf.values())) {
      Path file = folder.resolve(shard);
      SafetensorsHeader header = SafetensorsHeader.read(file);
      headers.put(shard, header);
      files.add(file);
      lengths.put(file, header.length());
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    shardOf.forEach(
        (name, shard) -> {
          SafetensorsHeader header = headers.get(shard);
          StoredTensor tensor = header == null ? null : header.tensors().get(name);
          if (tensor == null) {
            throw new AkinException(new Problem.ModelTensorMissing(folder.resolve(shard), name));
          }
          tensors.put(name, tensor);
        });
    return new Checkpoint(files, lengths, tensors);
  }

  /// Returns the files of the weights in a stable order: the single file, or the index followed by
  /// its shards by name.
  public List<Path> files() {
    return files;
  }

  /// Returns the length of each safetensors file when its header was read, by name.
  public Map<Path, Long> lengths() {
    return lengths;
  }

  /// Checks that every file still has the length it had when its header was read. A program that
  /// maps a shorter file would end the process.
  ///
  /// @throws AkinException `ModelWeights`
  public void checkLengths() {
    lengths.forEach(
        (file, length) -> {
          try {
            if (Files.size(file) != length) {
              throw new AkinException(
                  new Problem.ModelWeights(file, "changed while it was in use"));
            }
          } catch (IOException e) {
            throw new AkinException(
                e, new Problem.ModelWeights(file, "cannot be read: " + e.getMessage()));
          }
        });
  }

  /// Returns the names of all tensors.
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /// Returns the number of elements of a tensor; 0 if it does not exist.
  public long elements(String name) {
    StoredTensor tensor = tensors.get(name);
    return tensor == null ? 0 : tensor.shape().stream().reduce(1L, Math::multiplyExact);
  }

  /// Returns the number format of a tensor as named in the file; empty if it does not exist.
  public String typeName(String name) {
    StoredTensor tensor = tensors.get(name);
    return tensor == null ? "" : tensor.typeName();
  }

  /// Returns a tensor, which must have the given shape and 16-bit or 32-bit floats.
  ///
  /// @throws AkinException `ModelTensorMissing`, `ModelTensorShape`, or `ModelWeights` for another
  ///   number format
  public StoredTensor tensor(String name, List<Long> shape) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AkinException(new Problem.ModelTensorMissing(files.getFirst(), name));
    }
    if (!tensor.shape().equals(shape)) {
      throw new AkinException(
          new Problem.ModelTensorShape(
              tensor.file(), name, shape.toString(), tensor.shape().toString()));
    }
    if (!isFloat(tensor.type())) {
      throw new AkinException(
          new Problem.ModelWeights(
              tensor.file(),
              "tensor " + name + " is of type " + tensor.typeName() + ", not F16, BF16 or F32"));
    }
    return tensor;
  }

  private static boolean isFloat(@Nullable TensorType type) {
    return type == TensorType.F16 || type == TensorType.BF16 || type == TensorType.F32;
  }

  /// Maps the weights into memory until the result is closed. Files are mapped on first access to
  /// one of their tensors.
  public MappedWeights map() {
    return new MappedWeights(lengths);
  }
}
