package app.akin.core.embed;

import app.akin.core.photo.Device;
import java.util.List;

/// A GPU that an engine may use.
///
/// @param device the kind of GPU
/// @param engineDevice the engine's name for the device
public record Gpu(Device device, String engineDevice) {
  /// Returns the kinds of GPU that this engine supports, whether or not they are present.
  public static List<Gpu> supported() {
    return List.of(new Gpu(Device.CUDA, "gpu"), new Gpu(Device.MPS, "mps"));
  }
}
