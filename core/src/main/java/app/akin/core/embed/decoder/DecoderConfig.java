package app.akin.core.embed.decoder;

import app.akin.core.embed.config.SettingsFile;

/// The decoder of a language model: Mistral or Qwen2.5.
///
/// @param hidden width of the residual stream, which is the dimension of embeddings
/// @param layers number of layers
/// @param heads number of heads of queries, a multiple of `keyHeads`
/// @param keyHeads number of heads of keys and values
/// @param headWidth width of a head, even
/// @param feedForward width of the feed-forward block
/// @param epsilon added to the mean square in norms
/// @param theta base of the rotary frequencies
/// @param vocabularySize number of rows of the token embeddings
/// @param biases whether the maps to queries, keys and values have biases
public record DecoderConfig(
    int hidden,
    int layers,
    int heads,
    int keyHeads,
    int headWidth,
    int feedForward,
    double epsilon,
    double theta,
    int vocabularySize,
    boolean biases) {
  private static final int DEFAULT_POSITIONS = 1 << 17;

  /// The defaults of a model family in transformers.
  ///
  /// @param hidden see [DecoderConfig]
  /// @param layers see [DecoderConfig]
  /// @param heads see [DecoderConfig]
  /// @param keyHeads see [DecoderConfig]
  /// @param feedForward see [DecoderConfig]
  /// @param epsilon see [DecoderConfig]
  /// @param theta see [DecoderConfig]
  /// @param vocabularySize see [DecoderConfig]
  /// @param biases see [DecoderConfig]
  public record Defaults(
      int hidden,
      int layers,
      int heads,
      int keyHeads,
      int feedForward,
      double epsilon,
      double theta,
      int vocabularySize,
      boolean biases) {}

  /// Returns the approximate number of multiplications of a layer, to estimate times.
  ///
  /// @param tokens the length of the sequence
  public double layerOperations(int tokens) {
    double queries = (double) heads * headWidth;
    double keys = (double) keyHeads * headWidth;
    double weights = hidden * (2 * queries + 2 * keys + 3.0 * feedForward);
    // A token attends to those before it.
    return tokens * weights + queries * tokens * tokens;
  }

  /// Reads the id of a token, which must be in the vocabulary.
  ///
  /// @param defaultValue the id if the key is missing
  /// @throws app.akin.core.photo.AkinException `ModelConfig`
  public int readTokenId(SettingsFile root, String key, int defaultValue) {
    int id = root.size(key, defaultValue);
    if (id >= vocabularySize) {
      throw root.invalid(key, id + " is not in a vocabulary of " + vocabularySize);
    }
    return id;
  }

  /// Reads the decoder's part of `config.json`.
  ///
  /// @param text the object of its members
  /// @param maxTokens the longest sequence
  /// @throws app.akin.core.photo.AkinException `ModelConfig`
  public static DecoderConfig read(SettingsFile text, Defaults defaults, int maxTokens) {
    text.require("hidden_act", "silu");
    int hidden = text.size("hidden_size", defaults.hidden());
    int heads = text.size("num_attention_heads", defaults.heads());
    int keyHeads = text.size("num_key_value_heads", defaults.keyHeads());
    if (heads % keyHeads != 0) {
      throw text.invalid(
          "num_key_value_heads", keyHeads + " does not divide num_attention_heads " + heads);
    }
    if (!text.has("head_dim") && hidden % heads != 0) {
      throw text.invalid("num_attention_heads", heads + " does not divide hidden_size " + hidden);
    }
    int headWidth = text.size("head_dim", Math.max(1, hidden / heads));
    if (headWidth % 2 != 0) {
      throw text.invalid("head_dim", headWidth + " is odd");
    }
    int positions = text.size("max_position_embeddings", DEFAULT_POSITIONS);
    if (positions < maxTokens) {
      throw text.invalid("max_position_embeddings", positions + " is less than " + maxTokens);
    }
    // Since transformers 5 it is in an object of its own.
    double newer = text.section("rope_parameters").number("rope_theta", defaults.theta());
    double theta = text.number("rope_theta", newer);
    if (!(theta > 0)) {
      throw text.invalid("rope_theta", theta + " is not positive");
    }
    return new DecoderConfig(
        hidden,
        text.size("num_hidden_layers", defaults.layers()),
        heads,
        keyHeads,
        headWidth,
        text.size("intermediate_size", defaults.feedForward()),
        text.epsilon("rms_norm_eps", defaults.epsilon()),
        theta,
        text.size("vocab_size", defaults.vocabularySize()),
        defaults.biases());
  }
}
