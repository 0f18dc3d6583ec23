package app.akin.core.embed.llava;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.StoredTensor;
import app.akin.core.embed.checkpoint.TensorType;
import app.akin.core.embed.decoder.WeightFinder;
import java.util.ArrayList;
import java.util.List;

/// The tensors of a LLaVA-NeXT model, found by exact name and validated against the configuration.
///
/// @param type number format of all tensors
/// @param tokens token embeddings
/// @param layers the decoder's layers
/// @param norm the decoder's last norm
/// @param stem class token, patch convolution, positions, norm before the layers
/// @param vision the used layers of the image tower
/// @param projector both linear maps of the projector, and the feature that ends a row of tiles
record LlavaWeights(
    TensorType type,
    StoredTensor tokens,
    List<List<StoredTensor>> layers,
    StoredTensor norm,
    List<StoredTensor> stem,
    List<List<StoredTensor>> vision,
    List<StoredTensor> projector) {
  /// The names of tensors by version of transformers.
  private enum Names {
    /// Before 4.52.
    NESTED("language_model.model.", "vision_tower.vision_model.", "", "language_model.lm_head."),
    /// Since 4.52.
    BASE("model.language_model.", "model.vision_tower.vision_model.", "model.", "lm_head."),
    /// Since 4.52, saved without a head.
    HEADLESS("language_model.", "vision_tower.vision_model.", "", "lm_head.");

    private final String decoder;
    private final String vision;
    private final String root;
    private final String head;

    Names(String decoder, String vision, String root, String head) {
      this.decoder = decoder;
      this.vision = vision;
      this.root = root;
      this.head = head;
    }

    private String tokens() {
      return decoder + "embed_tokens.weight";
    }

    /// Returns the names that a checkpoint uses.
    static Names of(Checkpoint checkpoint) {
      List<String> names = checkpoint.names();
      for (Names candidate : values()) {
        if (names.contains(candidate.tokens())) {
          return candidate;
        }
      }
      return NESTED;
    }
  }

  /// Finds all tensors.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelTensorMissing`, `ModelTensorShape`,
  ///   `ModelWeights`
  static LlavaWeights find(Checkpoint checkpoint, LlavaConfig config) {
    Names names = Names.of(checkpoint);
    WeightFinder finder = new WeightFinder(checkpoint);
    long hidden = config.decoder().hidden();
    long rows = config.decoder().vocabularySize();
    LlavaConfig.Vision vision = config.vision();
    StoredTensor tokens = finder.tensor(names.tokens(), rows, hidden);
    finder.unused(names.head + "weight", rows, hidden);
    List<List<StoredTensor>> layers = finder.layers(names.decoder + "layers.", config.decoder());
    StoredTensor norm = finder.tensor(names.decoder + "norm.weight", hidden);
    List<StoredTensor> stem = stem(finder, names.vision, vision);
    List<List<StoredTensor>> tower = new ArrayList<>();
    for (int i = 0; i < vision.layers() - 1; i++) {
      tower.add(visionLayer(finder, names.vision + "encoder.layers." + i + ".", vision));
    }
    int last = vision.layers() - 1;
    visionLayer(finder, names.vision + "encoder.layers." + last + ".", vision);
    finder.unused(names.vision + "post_layernorm.weight", vision.hidden());
    finder.unused(names.vision + "post_layernorm.bias", vision.hidden());
    List<StoredTensor> projector = projector(finder, names.root, vision.hidden(), hidden);
    return new LlavaWeights(
        finder.finish(), tokens, layers, norm, stem, List.copyOf(tower), projector);
  }

  private static List<StoredTensor> stem(
      WeightFinder finder, String prefix, LlavaConfig.Vision vision) {
    long hidden = vision.hidden();
    long patches = (long) vision.patches() * vision.patches();
    String embeddings = prefix + "embeddings.";
    return List.of(
        finder.tensor(embeddings + "class_embedding", hidden),
        finder.tensor(
            embeddings + "patch_embedding.weight", hidden, 3, vision.patch(), vision.patch()),
        finder.tensor(embeddings + "position_embedding.weight", patches + 1, hidden),
        // Spelled like this in checkpoints.
        finder.tensor(prefix + "pre_layrnorm.weight", hidden),
        finder.tensor(prefix + "pre_layrnorm.bias", hidden));
  }

  private static List<StoredTensor> projector(
      WeightFinder finder, String prefix, long vision, long hidden) {
    String maps = prefix + "multi_modal_projector.";
    return List.of(
        finder.tensor(maps + "linear_1.weight", hidden, vision),
        finder.tensor(maps + "linear_1.bias", hidden),
        finder.tensor(maps + "linear_2.weight", hidden, hidden),
        finder.tensor(maps + "linear_2.bias", hidden),
        finder.tensor(prefix + "image_newline", hidden));
  }

  private static List<StoredTensor> visionLayer(
      WeightFinder finder, String prefix, LlavaConfig.Vision vision) {
    long hidden = vision.hidden();
    long feedForward = vision.feedForward();
    String attention = prefix + "self_attn.";
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(finder.tensor(prefix + "layer_norm1.weight", hidden));
    tensors.add(finder.tensor(prefix + "layer_norm1.bias", hidden));
    for (String map : List.of("q", "k", "v", "out")) {
      tensors.add(finder.tensor(attention + map + "_proj.weight", hidden, hidden));
      tensors.add(finder.tensor(attention + map + "_proj.bias", hidden));
    }
    tensors.add(finder.tensor(prefix + "layer_norm2.weight", hidden));
    tensors.add(finder.tensor(prefix + "layer_norm2.bias", hidden));
    tensors.add(finder.tensor(prefix + "mlp.fc1.weight", feedForward, hidden));
    tensors.add(finder.tensor(prefix + "mlp.fc1.bias", feedForward));
    tensors.add(finder.tensor(prefix + "mlp.fc2.weight", hidden, feedForward));
    tensors.add(finder.tensor(prefix + "mlp.fc2.bias", hidden));
    return List.copyOf(tensors);
  }
}
