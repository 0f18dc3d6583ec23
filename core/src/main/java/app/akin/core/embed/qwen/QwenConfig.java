package app.akin.core.embed.qwen;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.decoder.DecoderConfig;
import java.util.List;

/// The content of `config.json` of a Qwen2.5-VL model, validated for the compiler.
///
/// @param decoder the language model
/// @param sections numbers of rotary frequencies that turn by time, row and column
/// @param vision the image tower
/// @param imageId id of the token that stands for the image
record QwenConfig(DecoderConfig decoder, List<Integer> sections, Vision vision, int imageId) {
  /// Number of equal frames of an image, and number of patches along each side of a block that
  /// becomes one token.
  static final int PAIR = 2;

  /// The defaults of `Qwen2_5_VLConfig`.
  private static final DecoderConfig.Defaults QWEN =
      new DecoderConfig.Defaults(8192, 80, 64, 8, 29568, 1e-5, 1e6, 152064, true);

  private static final String MROPE = "mrope_section";

  /// The image tower.
  ///
  /// @param hidden width of the residual stream
  /// @param layers number of layers
  /// @param heads number of attention heads
  /// @param feedForward width of the feed-forward block
  /// @param patch side of a patch in pixels
  /// @param window number of blocks along each side of a window
  /// @param full the layers in which all patches of an image attend to each other
  record Vision(
      int hidden,
      int layers,
      int heads,
      int feedForward,
      int patch,
      int window,
      List<Integer> full) {
    /// Returns the side of a block in pixels.
    int block() {
      return PAIR * patch;
    }

    /// Returns the number of values of a patch.
    int patchValues() {
      return 3 * PAIR * patch * patch;
    }

    /// Returns the width of an attention head.
    int headWidth() {
      return hidden / heads;
    }
  }

  /// Reads the configuration.
  ///
  /// @param maxTokens returns the longest sequence
  /// @throws app.akin.core.photo.AkinException `ModelConfig`
  static QwenConfig read(SettingsFile root, int maxTokens) {
    root.require("model_type", "qwen2_5_vl");
    // Since 4.52 the language model has an object of its own.
    SettingsFile text = root.has("text_config") ? root.section("text_config") : root;
    text.require("use_sliding_window", false);
    DecoderConfig decoder = DecoderConfig.read(text, QWEN, maxTokens);
    SettingsFile scaling = text.section("rope_scaling");
    String type = scaling.text(scaling.has("rope_type") ? "rope_type" : "type", "mrope");
    if (!type.equals("mrope") && !type.equals("default")) {
      throw scaling.invalid("type", type + " is not mrope");
    }
    List<Integer> sections =
        scaling.hasList(MROPE) ? scaling.integers(MROPE, 1, 1 << 16) : List.of(16, 24, 24);
    int sum = sections.stream().mapToInt(Integer::intValue).sum();
    if (sections.size() != 3 || 2 * sum != decoder.headWidth()) {
      throw scaling.invalid(
          MROPE, sections + " is not half of the width of a head, " + decoder.headWidth());
    }
    int imageId = decoder.readTokenId(root, "image_token_id", 151655);
    Vision vision = vision(root.section("vision_config"), decoder.hidden());
    return new QwenConfig(decoder, sections, vision, imageId);
  }

  private static Vision vision(SettingsFile part, int hidden) {
    part.require("hidden_act", "silu");
    part.require(part.has("in_channels") ? "in_channels" : "in_chans", 3, 3);
    part.require("temporal_patch_size", PAIR, PAIR);
    part.require("spatial_merge_size", PAIR, PAIR);
    part.require("out_hidden_size", hidden, 3584);
    int patch = part.size("patch_size", 14);
    int window = part.size("window_size", 112);
    if (window % (PAIR * patch) != 0) {
      throw part.invalid("window_size", window + " is not a multiple of " + PAIR * patch);
    }
    int layers = part.size("depth", 32);
    List<Integer> full =
        part.hasList("fullatt_block_indexes")
            ? part.integers("fullatt_block_indexes", 0, layers - 1)
            : List.of(7, 15, 23, 31);
    Vision vision =
        new Vision(
            part.size("hidden_size", 3584),
            layers,
            part.size("num_heads", 16),
            part.size("intermediate_size", 3420),
            patch,
            window / (PAIR * patch),
            full);
    if (vision.hidden() % vision.heads() != 0 || vision.headWidth() % 4 != 0) {
      throw part.invalid(
          "num_heads", vision.heads() + " heads of a multiple of 4 do not fit " + vision.hidden());
    }
    return vision;
  }
}
