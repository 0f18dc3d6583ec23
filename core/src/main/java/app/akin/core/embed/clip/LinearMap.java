package app.akin.core.embed.clip;

import app.akin.core.photo.Precision;

/// The four linear maps of a transformer layer.
enum LinearMap {
  /// Query, key and value, concatenated.
  JOINED("Joined"),
  /// Output projection of attention.
  OUTPUT("Output"),
  /// First map of the feed-forward block, including the activation.
  WIDEN("Widen"),
  /// Second map of the feed-forward block.
  NARROW("Narrow");

  private final String type;

  LinearMap(String type) {
    this.type = type;
  }

  /// Returns the TorchScript class.
  String type() {
    return type;
  }

  /// Returns whether the residual is added to the result.
  boolean adds() {
    return switch (this) {
      case OUTPUT, NARROW -> true;
      case JOINED, WIDEN -> false;
    };
  }

  /// Returns the precision of the map for a precision of its tower.
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
