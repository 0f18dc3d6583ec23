package app.akin.core.embed.clip;

import app.akin.core.photo.Precision;

/// One of the four linear maps of a transformer layer.
enum LinearMap {
  /// A token to its query, key and value, side by side.
  JOINED("Joined"),
  /// What attention mixed, to what is added to the token.
  OUTPUT("Output"),
  /// A token to the wide middle of the feed-forward part, the activation included.
  WIDEN("Widen"),
  /// The wide middle, to what is added to the token.
  NARROW("Narrow");

  private final String type;

  LinearMap(String type) {
    this.type = type;
  }

  /// The TorchScript class.
  String type() {
    return type;
  }

  /// Whether the token that came in is added to the result.
  boolean adds() {
    return switch (this) {
      case OUTPUT, NARROW -> true;
      case JOINED, WIDEN -> false;
    };
  }

  /// What the map computes in at a precision of its tower.
  Precision precision(Precision tower, Kernels kernels) {
    if (tower != Precision.INT8_MIXED) {
      return tower;
    }
    if (this != NARROW) {
      return Precision.INT8;
    }
    return kernels == Kernels.ONEDNN ? Precision.BF16 : Precision.FP32;
  }
}
