package app.akin.core.embed.llava;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.decoder.DecoderConfig;
import app.akin.core.embed.decoder.DecoderModel;

/// The content of `config.json` of a LLaVA-NeXT model, validated for the compiler.
///
/// @param decoder the language model
/// @param vision the image tower
/// @param imageId id of the token that stands for the image
/// @param grid number of tiles along each side of an image
record LlavaConfig(DecoderConfig decoder, Vision vision, int imageId, int grid) {
  /// The layer whose output is used: the last but one.
  private static final int FEATURE_LAYER = -2;

  /// The name of the image token's id since transformers 5.
  private static final String IMAGE_ID = "image_token_id";

  /// The defaults of `MistralConfig`.
  private static final DecoderConfig.Defaults MISTRAL =
      new DecoderConfig.Defaults(4096, 32, 32, 8, 14336, 1e-6, 10_000, 32000, false);

  /// The window of `MistralConfig`, if none is given.
  private static final int DEFAULT_WINDOW = 4096;

  /// The CLIP image tower.
  ///
  /// @param hidden width of the residual stream
  /// @param layers number of layers in the checkpoint; the last is not used
  /// @param heads number of attention heads
  /// @param feedForward width of the feed-forward block
  /// @param patch side of a patch in pixels
  /// @param side side of a tile in pixels
  /// @param epsilon added to the variance in norms
  record Vision(
      int hidden, int layers, int heads, int feedForward, int patch, int side, double epsilon) {
    /// Returns the number of patches along a side of a tile.
    int patches() {
      return side / patch;
    }
  }

  /// Reads the configuration.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelConfig`
  static LlavaConfig read(SettingsFile root) {
    root.require("model_type", "llava_next");
    root.require("vision_feature_layer", FEATURE_LAYER, FEATURE_LAYER);
    root.require("vision_feature_select_strategy", "default");
    root.require("projector_hidden_act", "gelu");
    Vision vision = vision(root.section("vision_config"));
    int grid = TileGrid.read(root, vision.side());
    SettingsFile text = root.section("text_config");
    text.require("model_type", "mistral");
    if (text.has("rope_scaling")) {
      throw text.invalid("rope_scaling", "is not supported");
    }
    int longest = DecoderModel.MAX_TOKENS - 1 + imageTokens(vision, grid);
    // Null means that attention has no window, unlike a missing value.
    if (!text.isNull("sliding_window")) {
      int window = text.size("sliding_window", DEFAULT_WINDOW);
      if (window < longest) {
        throw text.invalid("sliding_window", window + " is less than " + longest + " tokens");
      }
    }
    DecoderConfig decoder = DecoderConfig.read(text, MISTRAL, longest);
    String imageKey = root.has(IMAGE_ID) ? IMAGE_ID : "image_token_index";
    return new LlavaConfig(decoder, vision, decoder.readTokenId(root, imageKey, 32000), grid);
  }

  /// Returns the number of tokens of an image: those of the whole image, and for each row of the
  /// tiles one more that ends it.
  int imageTokens() {
    return imageTokens(vision, grid);
  }

  /// Returns the number of tiles of an image, including the whole image.
  int tiles() {
    return grid * grid + 1;
  }

  private static int imageTokens(Vision vision, int grid) {
    int patches = vision.patches();
    int side = grid * patches;
    return patches * patches + side * (side + 1);
  }

  private static Vision vision(SettingsFile part) {
    part.require("hidden_act", "quick_gelu");
    part.require("num_channels", 3, 3);
    Vision vision =
        new Vision(
            part.size("hidden_size", 1024),
            part.size("num_hidden_layers", 24),
            part.size("num_attention_heads", 16),
            part.size("intermediate_size", 4096),
            part.size("patch_size", 14),
            part.size("image_size", 336),
            part.epsilon("layer_norm_eps", 1e-5));
    if (vision.hidden() % vision.heads() != 0) {
      throw part.invalid(
          "num_attention_heads",
          vision.heads() + " does not divide hidden_size " + vision.hidden());
    }
    if (vision.layers() < 2) {
      throw part.invalid("num_hidden_layers", vision.layers() + " is less than 2");
    }
    if (vision.side() % vision.patch() != 0) {
      throw part.invalid(
          "patch_size", vision.patch() + " does not divide image_size " + vision.side());
    }
    return vision;
  }
}
