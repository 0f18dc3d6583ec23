package app.akin.core.embed.clip;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.StoredTensor;
import java.util.ArrayList;
import java.util.List;

/// The tensors of a CLIP model, found by exact name and validated against the configuration.
/// Tensors that embeddings do not need (`logit_scale`, `position_ids`) are ignored.
///
/// Source: the state dictionary of transformers' `CLIPModel`.
///
/// @param image the image tower
/// @param text the text tower
record ClipWeights(Image image, Text text) {
  /// A weight and a bias: `[out, in]` and `[out]` of a linear map, `[n]` and `[n]` of a norm.
  record Affine(StoredTensor weight, StoredTensor bias) {}

  /// A transformer layer.
  record Layer(
      Affine attentionNorm,
      Affine query,
      Affine key,
      Affine value,
      Affine output,
      Affine feedForwardNorm,
      Affine widen,
      Affine narrow) {}

  /// The image tower: class token, patch convolution, positions, norm, layers, norm, projection.
  record Image(
      StoredTensor classToken,
      StoredTensor patches,
      StoredTensor positions,
      Affine normBefore,
      List<Layer> layers,
      Affine normAfter,
      StoredTensor projection) {}

  /// The text tower: token embeddings, positions, layers, norm, projection.
  record Text(
      StoredTensor tokens,
      StoredTensor positions,
      List<Layer> layers,
      Affine normAfter,
      StoredTensor projection) {}

  /// Finds all tensors.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelTensorMissing`, `ModelTensorShape`, or
  ///   `ModelWeights` for a number format that is not a float
  static ClipWeights find(Checkpoint checkpoint, ClipConfig config) {
    Finder finder = new Finder(checkpoint);
    return new ClipWeights(image(finder, config), text(finder, config));
  }

  private static Image image(Finder finder, ClipConfig config) {
    TowerConfig tower = config.vision();
    long hidden = tower.hidden();
    long patch = config.patchSize();
    String embeddings = "vision_model.embeddings.";
    return new Image(
        finder.tensor(embeddings + "class_embedding", hidden),
        finder.tensor(
            embeddings + "patch_embedding.weight", hidden, ClipConfig.CHANNELS, patch, patch),
        finder.tensor(embeddings + "position_embedding.weight", config.imageTokens(), hidden),
        // Spelled like this in checkpoints.
        finder.norm("vision_model.pre_layrnorm", hidden),
        finder.layers("vision_model.encoder.layers.", tower),
        finder.norm("vision_model.post_layernorm", hidden),
        finder.tensor("visual_projection.weight", config.dimension(), hidden));
  }

  private static Text text(Finder finder, ClipConfig config) {
    TowerConfig tower = config.text();
    long hidden = tower.hidden();
    String embeddings = "text_model.embeddings.";
    return new Text(
        finder.tensor(embeddings + "token_embedding.weight", config.vocabularySize(), hidden),
        finder.tensor(embeddings + "position_embedding.weight", config.maxTokens(), hidden),
        finder.layers("text_model.encoder.layers.", tower),
        finder.norm("text_model.final_layer_norm", hidden),
        finder.tensor("text_projection.weight", config.dimension(), hidden));
  }

  private record Finder(Checkpoint checkpoint) {
    StoredTensor tensor(String name, long... shape) {
      List<Long> sizes = new ArrayList<>();
      for (long size : shape) {
        sizes.add(size);
      }
      return checkpoint.tensor(name, sizes);
    }

    Affine norm(String name, long width) {
      return new Affine(tensor(name + ".weight", width), tensor(name + ".bias", width));
    }

    Affine linear(String name, long out, long in) {
      return new Affine(tensor(name + ".weight", out, in), tensor(name + ".bias", out));
    }

    List<Layer> layers(String prefix, TowerConfig tower) {
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i < tower.layers(); i++) {
        layers.add(layer(prefix + i + ".", tower.hidden(), tower.feedForward()));
      }
      return List.copyOf(layers);
    }

    private Layer layer(String prefix, long hidden, long feedForward) {
      String attention = prefix + "self_attn.";
      return new Layer(
          norm(prefix + "layer_norm1", hidden),
          linear(attention + "q_proj", hidden, hidden),
          linear(attention + "k_proj", hidden, hidden),
          linear(attention + "v_proj", hidden, hidden),
          linear(attention + "out_proj", hidden, hidden),
          norm(prefix + "layer_norm2", hidden),
          linear(prefix + "mlp.fc1", feedForward, hidden),
          linear(prefix + "mlp.fc2", hidden, feedForward));
    }
  }
}
