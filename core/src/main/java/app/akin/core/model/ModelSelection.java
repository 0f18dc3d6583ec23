package app.akin.core.model;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import org.jspecify.annotations.Nullable;

/// Which model a run uses, and how.
///
/// @param model a model's name or folder; null for the library's own
/// @param device where its image tower runs
/// @param precision what its image tower computes in; null for the best that is good enough
public record ModelSelection(@Nullable String model, Device device, @Nullable Precision precision) {
  /// The library's own model, run as it runs best.
  public static final ModelSelection DEFAULT = new ModelSelection(null, Device.AUTO, null);
}
