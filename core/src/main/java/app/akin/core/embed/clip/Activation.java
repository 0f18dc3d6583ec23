package app.akin.core.embed.clip;

import java.util.Optional;

/// The activation function of the feed-forward block.
///
/// Source: the names in `ACT2FN` of transformers 4.45.2.
enum Activation {
  /// `x · sigmoid(1.702 x)`.
  QUICK_GELU,
  /// `x · Φ(x)` with the exact normal distribution.
  GELU,
  /// [#GELU] approximated with a hyperbolic tangent.
  GELU_TANH;

  /// Returns the function for a name in `config.json`; empty if unknown.
  static Optional<Activation> ofName(String name) {
    return switch (name) {
      case "quick_gelu" -> Optional.of(QUICK_GELU);
      case "gelu", "gelu_python" -> Optional.of(GELU);
      case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> Optional.of(GELU_TANH);
      default -> Optional.empty();
    };
  }
}
