package app.akin.core.net;

/// Looks on while something is fetched. Called on the thread that fetches, many times a second.
public interface FetchWatch {
  /// Hears how much is here, and says whether to go on.
  ///
  /// @param bytes of the file that is being fetched, with those of earlier attempts
  boolean at(long bytes);
}
