package app.akin.core.embed;

import app.akin.core.photo.Device;
import java.util.List;

/// A graphics card that an engine may have.
///
/// @param device its kind
/// @param place the engine's own word for where it computes then
public record Card(Device device, String place) {
  /// Those that this engine knows of, wherever they are there.
  public static List<Card> known() {
    return List.of(new Card(Device.CUDA, "gpu"), new Card(Device.MPS, "mps"));
  }
}
