package app.akin.core.store;

/// Receives the coordinates of photos, one per call.
@FunctionalInterface
public interface CoordinateConsumer {
  /// Receives one photo.
  ///
  /// @param contentId its primary content
  /// @param latitude degrees north
  /// @param longitude degrees east
  void accept(long contentId, double latitude, double longitude);
}
