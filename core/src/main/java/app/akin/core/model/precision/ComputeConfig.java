package app.akin.core.model.precision;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;

/// The device and the precision of a model's image tower.
///
/// @param device the device; never [Device#AUTO]
/// @param precision the precision
public record ComputeConfig(Device device, Precision precision) {
  /// The configuration that all others are compared with.
  static final ComputeConfig REFERENCE = new ComputeConfig(Device.CPU, Precision.FP32);

  /// Returns whether a GPU computes.
  public boolean usesGpu() {
    return device != Device.CPU;
  }
}
