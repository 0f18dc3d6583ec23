package app.akin.core.embed.clip;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Path;

/// The content of `config.json` of a CLIP model, validated for the compiler.
///
/// @param vision the image tower
/// @param text the text tower
/// @param dimension dimension of the features of both towers
/// @param imageSize side of the square input image in pixels
/// @param patchSize side of a patch in pixels, at most `imageSize`
/// @param vocabularySize number of token ids
/// @param maxTokens maximum tokens of a text, including start and end tokens
record ClipConfig(
    TowerConfig vision,
    TowerConfig text,
    int dimension,
    int imageSize,
    int patchSize,
    int vocabularySize,
    int maxTokens) {
  /// Number of color channels: red, green, blue.
  static final int CHANNELS = 3;

  /// Reads the configuration; missing values have the defaults of `CLIPConfig` of transformers
  /// 4.45.2.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelConfig`, `ModelActivation`
  static ClipConfig read(Path file) {
    SettingsFile root = SettingsFile.read(file);
    root.require("model_type", "clip");
    SettingsFile vision = section(root, "vision_config");
    SettingsFile text = section(root, "text_config");
    int imageSize = vision.size("image_size", 224);
    int patchSize = vision.size("patch_size", 32);
    if (patchSize > imageSize) {
      throw vision.invalid("patch_size", patchSize + " is more than image_size " + imageSize);
    }
    vision.require("num_channels", CHANNELS, CHANNELS);
    return new ClipConfig(
        tower(file, vision, 768, 3072, 12),
        tower(file, text, 512, 2048, 8),
        root.size("projection_dim", 512),
        imageSize,
        patchSize,
        text.size("vocab_size", 49408),
        text.size("max_position_embeddings", 77));
  }

  /// Returns the number of tokens of an image: its patches and the class token.
  long imageTokens() {
    long side = imageSize / patchSize;
    return side * side + 1;
  }

  /// Returns a section. The older key with the suffix `_dict` takes precedence as a whole, as in
  /// `CLIPConfig`.
  private static SettingsFile section(SettingsFile root, String key) {
    String older = key + "_dict";
    return root.section(root.has(older) ? older : key);
  }

  private static Activation activation(Path file, SettingsFile part) {
    String name = part.text("hidden_act", "quick_gelu");
    return Activation.ofName(name)
        .orElseThrow(() -> new AkinException(new Problem.ModelActivation(file, name)));
  }

  private static TowerConfig tower(
      Path file, SettingsFile part, int hidden, int feedForward, int heads) {
    TowerConfig tower =
        new TowerConfig(
            part.size("hidden_size", hidden),
            part.size("num_hidden_layers", 12),
            part.size("num_attention_heads", heads),
            part.size("intermediate_size", feedForward),
            activation(file, part),
            part.epsilon("layer_norm_eps", 1e-5));
    if (tower.hidden() % tower.heads() != 0) {
      throw part.invalid(
          "num_attention_heads", tower.heads() + " does not divide hidden_size " + tower.hidden());
    }
    return tower;
  }
}
