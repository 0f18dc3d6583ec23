package app.akin.core.embed.checkpoint;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The weights of a model folder: `model.safetensors`, or the shards that
/// `model.safetensors.index.json` lists. Reading takes the headers alone, so it costs the same for
/// any size; nothing is written to the folder. Immutable and thread-safe.
///
/// Source: the safetensors format description of its reference implementation.
public final class Checkpoint {
  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private final List<Path> files;
  private final Map<Path, Long> lengths;
  private final Map<String, StoredTensor> tensors;

  private Checkpoint(List<Path> files, Map<Path, Long> lengths, Map<String, StoredTensor> tensors) {
    this.files = List.copyOf(files);
    this.lengths = Map.copyOf(lengths);
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /// Reads and checks the headers of a folder's weights. A single file wins over an index, as it
  /// does in the reference.
  ///
  /// @throws AkinException `MODEL_FILE_MISSING`, `MODEL_WEIGHTS`, or `MODEL_TENSOR_MISSING` for a
  ///   tensor that is in the index and not in its shard
  public static Checkpoint read(Path folder) {
    Path single = folder.resolve(SINGLE);
    if (Files.exists(single)) {
      SafetensorsHeader header = SafetensorsHeader.read(single);
      return new Checkpoint(List.of(single), Map.of(single, header.length()), header.tensors());
    }
    Path index = folder.resolve(INDEX);
    if (!Files.exists(index)) {
      throw new AkinException(Problem.MODEL_FILE_MISSING, folder, SINGLE);
    }
    return readShards(folder, index);
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
            throw new AkinException(Problem.MODEL_TENSOR_MISSING, folder.resolve(shard), name);
          }
          tensors.put(name, tensor);
        });
    return new Checkpoint(files, lengths, tensors);
  }

  /// The files that make up the weights, in a stable order: the single file, or the index and then
  /// its shards by name.
  public List<Path> files() {
    return files;
  }

  /// The names of all tensors.
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /// How many numbers a tensor has; 0 where there is none of the name.
  public long elements(String name) {
    StoredTensor tensor = tensors.get(name);
    return tensor == null ? 0 : tensor.shape().stream().reduce(1L, Math::multiplyExact);
  }

  /// A tensor's number format, in the file's own word; empty where there is none of the name.
  public String typeWord(String name) {
    StoredTensor tensor = tensors.get(name);
    return tensor == null ? "" : tensor.typeWord();
  }

  /// The tensor of a name, which must have this shape and hold floats of 16 or 32 bits.
  ///
  /// @throws AkinException `MODEL_TENSOR_MISSING`, `MODEL_TENSOR_SHAPE`, or `MODEL_WEIGHTS` for
  ///   another number format
  public StoredTensor tensor(String name, List<Long> shape) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AkinException(Problem.MODEL_TENSOR_MISSING, files.getFirst(), name);
    }
    if (!tensor.shape().equals(shape)) {
      throw new AkinException(
          Problem.MODEL_TENSOR_SHAPE,
          tensor.file(),
          name,
          shape.toString(),
          tensor.shape().toString());
    }
    if (!isFloat(tensor.type())) {
      throw new AkinException(
          Problem.MODEL_WEIGHTS,
          tensor.file(),
          "tensor " + name + " is of type " + tensor.typeWord() + ", not F16, BF16 or F32");
    }
    return tensor;
  }

  private static boolean isFloat(@Nullable TensorType type) {
    return type == TensorType.F16 || type == TensorType.BF16 || type == TensorType.F32;
  }

  /// Maps the weights into memory for as long as the result is open. Files are mapped when a tensor
  /// of theirs is first asked for.
  public MappedWeights map() {
    return new MappedWeights(lengths);
  }
}
