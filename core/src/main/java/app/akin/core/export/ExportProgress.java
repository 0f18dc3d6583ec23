package app.akin.core.export;

/// Receives the progress of an export and stops it.
@FunctionalInterface
public interface ExportProgress {
  /// Continues to the end.
  ExportProgress NONE = (_, _) -> true;

  /// Called after each photo.
  ///
  /// @param done number of photos that are done
  /// @param total number of photos
  /// @return whether to continue
  boolean done(int done, int total);
}
