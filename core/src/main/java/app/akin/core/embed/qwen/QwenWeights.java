package app.akin.core.embed.qwen;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.StoredTensor;
import app.akin.core.embed.checkpoint.TensorType;
import app.akin.core.embed.decoder.WeightFinder;
import java.util.ArrayList;
import java.util.List;

/// The tensors of a Qwen2.5-VL model, found by exact name and validated against the configuration.
///
/// @param type number format of all tensors
/// @param tokens token embeddings
/// @param layers the decoder's layers
/// @param norm the decoder's last norm
/// @param patches the map of patches
/// @param vision the layers of the image tower
/// @param merger norm and both linear maps of the merger of patches
record QwenWeights(
    TensorType type,
    StoredTensor tokens,
    List<List<StoredTensor>> layers,
    StoredTensor norm,
    StoredTensor patches,
    List<List<StoredTensor>> vision,
    List<StoredTensor> merger) {
  private static final String TOKENS = "embed_tokens.weight";

  /// Prefix of the decoder since transformers 4.52.
  private static final String NEWER = "model.language_model.";

  /// Finds all tensors.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelTensorMissing`, `ModelTensorShape`,
  ///   `ModelWeights`
  static QwenWeights find(Checkpoint checkpoint, QwenConfig config) {
    boolean newer = checkpoint.names().contains(NEWER + TOKENS);
    String decoder = newer ? NEWER : "model.";
    String prefix = newer ? "model.visual." : "visual.";
    WeightFinder finder = new WeightFinder(checkpoint);
    long hidden = config.decoder().hidden();
    long rows = config.decoder().vocabularySize();
    StoredTensor tokens = finder.tensor(decoder + TOKENS, rows, hidden);
    finder.unused("lm_head.weight", rows, hidden);
    QwenConfig.Vision vision = config.vision();
    StoredTensor patches =
        finder.tensor(
            prefix + "patch_embed.proj.weight",
            vision.hidden(),
            3,
            QwenConfig.PAIR,
            vision.patch(),
            vision.patch());
    List<List<StoredTensor>> tower = new ArrayList<>();
    for (int i = 0; i < vision.layers(); i++) {
      tower.add(layer(finder, prefix + "blocks." + i + ".", vision));
    }
    List<List<StoredTensor>> layers = finder.layers(decoder + "layers.", config.decoder());
    StoredTensor norm = finder.tensor(decoder + "norm.weight", hidden);
    List<StoredTensor> merger = merger(finder, prefix + "merger.", vision.hidden(), hidden);
    return new QwenWeights(
        finder.finish(), tokens, layers, norm, patches, List.copyOf(tower), merger);
  }

  private static List<StoredTensor> merger(
      WeightFinder finder, String prefix, long vision, long hidden) {
    long block = QwenConfig.PAIR * QwenConfig.PAIR * vision;
    return List.of(
        finder.tensor(prefix + "ln_q.weight", vision),
        finder.tensor(prefix + "mlp.0.weight", block, block),
        finder.tensor(prefix + "mlp.0.bias", block),
        finder.tensor(prefix + "mlp.2.weight", hidden, block),
        finder.tensor(prefix + "mlp.2.bias", hidden));
  }

  private static List<StoredTensor> layer(
      WeightFinder finder, String prefix, QwenConfig.Vision vision) {
    long hidden = vision.hidden();
    long feedForward = vision.feedForward();
    return List.of(
        finder.tensor(prefix + "norm1.weight", hidden),
        finder.tensor(prefix + "attn.qkv.weight", 3 * hidden, hidden),
        finder.tensor(prefix + "attn.qkv.bias", 3 * hidden),
        finder.tensor(prefix + "attn.proj.weight", hidden, hidden),
        finder.tensor(prefix + "attn.proj.bias", hidden),
        finder.tensor(prefix + "norm2.weight", hidden),
        finder.tensor(prefix + "mlp.gate_proj.weight", feedForward, hidden),
        finder.tensor(prefix + "mlp.gate_proj.bias", feedForward),
        finder.tensor(prefix + "mlp.up_proj.weight", feedForward, hidden),
        finder.tensor(prefix + "mlp.up_proj.bias", feedForward),
        finder.tensor(prefix + "mlp.down_proj.weight", hidden, feedForward),
        finder.tensor(prefix + "mlp.down_proj.bias", hidden));
  }
}
