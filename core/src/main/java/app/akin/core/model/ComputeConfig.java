package app.akin.core.model;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;

/// A way for a model's image tower to compute.
///
/// @param device where; never [Device#AUTO]
/// @param precision in what
record ComputeConfig(Device device, Precision precision) {
  /// What all others are compared to.
  static final ComputeConfig REFERENCE = new ComputeConfig(Device.CPU, Precision.FP32);

  /// Whether a graphics card computes.
  boolean isOnCard() {
    return device != Device.CPU;
  }
}
