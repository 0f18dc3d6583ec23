package app.akin.core.embed.clip;

import java.util.Optional;

/// The function between the two halves of a layer's feed-forward part.
///
/// Source: the names of transformers 4.45.2's `ACT2FN`.
enum Activation {
  /// `x · sigmoid(1.702 x)`.
  QUICK_GELU,
  /// `x · Φ(x)` with the exact normal distribution.
  GELU,
  /// [#GELU] with a hyperbolic tangent in place of the normal distribution.
  GELU_TANH;

  /// The function of a name in `config.json`, empty for one that is not known.
  static Optional<Activation> ofName(String name) {
    return switch (name) {
      case "quick_gelu" -> Optional.of(QUICK_GELU);
      case "gelu", "gelu_python" -> Optional.of(GELU);
      case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> Optional.of(GELU_TANH);
      default -> Optional.empty();
    };
  }
}
