package app.akin.core.store;

/// Receives the photos that have a file, one per call.
@FunctionalInterface
public interface PhotoConsumer {
  /// Receives one photo.
  ///
  /// @param contentId its primary content
  /// @param photoId the photo's ID
  /// @param width width in pixels, after orientation
  /// @param height height in pixels, after orientation
  /// @param date [PhotoRow#date], a local time, as milliseconds since 1970-01-01T00:00
  /// @param dated whether the date is more than the time of a file
  /// @param files number of its files, including siblings
  /// @param offline whether none of them is in an available root
  void accept(
      long contentId,
      long photoId,
      int width,
      int height,
      long date,
      boolean dated,
      int files,
      boolean offline);
}
