package app.akin.core.model;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import org.jspecify.annotations.Nullable;

/// Selects the model, the device and the precision of a search or an indexing run.
///
/// @param model a model's name or folder; null for the library's model
/// @param device the device of the image tower
/// @param precision the precision of the image tower; null for the fastest one that is accurate
///   enough
public record ModelSelection(@Nullable String model, Device device, @Nullable Precision precision) {
  /// The library's model with automatic device and precision.
  public static final ModelSelection DEFAULT = new ModelSelection(null, Device.AUTO, null);
}
