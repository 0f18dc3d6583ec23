package app.akin.core.store;

/// Takes the photos that have a file, one call each.
@FunctionalInterface
public interface PhotoConsumer {
  /// One photo.
  ///
  /// @param contentId the content that stands for it
  /// @param photoId its identity
  /// @param width columns, upright
  /// @param height rows, upright
  /// @param date what [PhotoRow#date] says, in milliseconds as if it were UTC
  /// @param files how many files it has, twins included
  /// @param offline whether none of them lies in a folder that is there
  void accept(
      long contentId, long photoId, int width, int height, long date, int files, boolean offline);
}
