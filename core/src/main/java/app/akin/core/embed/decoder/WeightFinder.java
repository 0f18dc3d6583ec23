package app.akin.core.embed.decoder;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.StoredTensor;
import app.akin.core.embed.checkpoint.TensorType;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the tensors of a checkpoint by exact name and shape, and checks that there are no others,
/// that all have one number format, and that a program can map them. Not thread-safe.
public final class WeightFinder {
  /// Buffers that some versions of transformers store and no version needs.
  private static final List<String> BUFFERS = List.of(".position_ids", ".inv_freq");

  private final Checkpoint checkpoint;
  private final Set<String> names = new HashSet<>();
  private @Nullable StoredTensor first;

  /// Creates a finder.
  public WeightFinder(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  /// Returns a tensor.
  ///
  /// @throws AkinException `ModelTensorMissing`, `ModelTensorShape`, `ModelWeights`
  public StoredTensor tensor(String name, long... shape) {
    List<Long> sizes = new ArrayList<>();
    for (long size : shape) {
      sizes.add(size);
    }
    StoredTensor tensor = checkpoint.tensor(name, sizes);
    names.add(name);
    StoredTensor reference = first == null ? tensor : first;
    first = reference;
    if (!tensor.typeName().equals(reference.typeName())) {
      throw invalid(
          tensor,
          "is of type %s and %s of type %s"
              .formatted(tensor.typeName(), reference.name(), reference.typeName()));
    }
    int bytes = Objects.requireNonNull(tensor.type()).bytes();
    if (tensor.offset() % bytes != 0) {
      throw invalid(
          tensor, "starts at byte " + tensor.offset() + ", which " + bytes + " does not divide");
    }
    return tensor;
  }

  /// Checks a tensor that embeddings do not need. It may be missing.
  public void unused(String name, long... shape) {
    if (checkpoint.names().contains(name)) {
      tensor(name, shape);
    }
  }

  /// Returns the layers of a decoder: for each layer the norm before attention, the maps to
  /// queries, keys, values and from attention, the norm before the feed-forward block, its maps
  /// `gate`, `up` and `down`, and the biases of queries, keys and values if there are any.
  ///
  /// @param prefix prefix of the names, such as `model.layers.`
  public List<List<StoredTensor>> layers(String prefix, DecoderConfig config) {
    long hidden = config.hidden();
    long queries = (long) config.heads() * config.headWidth();
    long keys = (long) config.keyHeads() * config.headWidth();
    long feedForward = config.feedForward();
    List<List<StoredTensor>> layers = new ArrayList<>();
    for (int i = 0; i < config.layers(); i++) {
      String layer = prefix + i + ".";
      String attention = layer + "self_attn.";
      List<StoredTensor> tensors =
          new ArrayList<>(
              List.of(
                  tensor(layer + "input_layernorm.weight", hidden),
                  tensor(attention + "q_proj.weight", queries, hidden),
                  tensor(attention + "k_proj.weight", keys, hidden),
                  tensor(attention + "v_proj.weight", keys, hidden),
                  tensor(attention + "o_proj.weight", hidden, queries),
                  tensor(layer + "post_attention_layernorm.weight", hidden),
                  tensor(layer + "mlp.gate_proj.weight", feedForward, hidden),
                  tensor(layer + "mlp.up_proj.weight", feedForward, hidden),
                  tensor(layer + "mlp.down_proj.weight", hidden, feedForward)));
      if (config.biases()) {
        tensors.add(tensor(attention + "q_proj.bias", queries));
        tensors.add(tensor(attention + "k_proj.bias", keys));
        tensors.add(tensor(attention + "v_proj.bias", keys));
      }
      layers.add(List.copyOf(tensors));
    }
    return List.copyOf(layers);
  }

  /// Returns the common number format of all tensors found so far, and checks that the checkpoint
  /// has no other tensors: an unknown one, such as that of an adapter, may change the result.
  ///
  /// @throws AkinException `ModelWeights`
  public TensorType finish() {
    for (String name : checkpoint.names()) {
      if (!names.contains(name) && BUFFERS.stream().noneMatch(name::endsWith)) {
        throw new AkinException(
            new Problem.ModelWeights(
                checkpoint.files().getFirst(), "has the unknown tensor " + name));
      }
    }
    return Objects.requireNonNull(Objects.requireNonNull(first).type());
  }

  private static AkinException invalid(StoredTensor tensor, String detail) {
    return new AkinException(
        new Problem.ModelWeights(tensor.file(), "tensor " + tensor.name() + " " + detail));
  }
}
