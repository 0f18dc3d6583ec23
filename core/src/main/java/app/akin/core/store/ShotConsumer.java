package app.akin.core.store;

/// Takes the contents that have a file, one call each.
@FunctionalInterface
public interface ShotConsumer {
  /// One content.
  ///
  /// @param contentId its row
  /// @param photoId the shot its files belong to
  /// @param width columns, upright
  /// @param height rows, upright
  /// @param date what [PhotoRow#date] says, in milliseconds as if it were UTC
  /// @param files how many files show it
  /// @param offline whether none of them lies in a folder that is there
  void accept(
      long contentId, long photoId, int width, int height, long date, int files, boolean offline);
}
