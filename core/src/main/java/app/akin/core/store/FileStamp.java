package app.akin.core.store;

/// Values by which a file that was replaced is recognised although its size and time are unchanged.
///
/// @param changed time of the last change of the file or its attributes, in nanoseconds since 1970;
///   0 if unknown
/// @param key id of the file in its file system; 0 if unknown
public record FileStamp(long changed, long key) {
  /// The stamp of a file about which neither is known.
  public static final FileStamp UNKNOWN = new FileStamp(0, 0);
}
