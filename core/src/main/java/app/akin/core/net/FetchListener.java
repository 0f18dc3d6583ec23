package app.akin.core.net;

/// Receives the progress of a download and can cancel it. Called on the download's thread, several
/// times per second.
public interface FetchListener {
  /// Called with the number of bytes that are present.
  ///
  /// @param bytes the bytes of the current file, including those of earlier attempts
  /// @return whether to continue
  boolean onProgress(long bytes);
}
