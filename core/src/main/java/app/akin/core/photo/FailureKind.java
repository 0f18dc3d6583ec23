package app.akin.core.photo;

import java.util.Locale;

/// Reasons for which a file can't be read. Their words are stored and printed as JSON and must not
/// change.
public enum FailureKind {
  /// The file couldn't be opened: permissions, deleted file, I/O error.
  UNREADABLE,
  /// The file has no bytes.
  EMPTY,
  /// The format is known, but the data is truncated or inconsistent.
  DAMAGED,
  /// The format is not supported.
  UNSUPPORTED,
  /// Too many pixels or bytes.
  TOO_LARGE,
  /// Fewer pixels than its folder requires. The file is excluded and counted but not listed as a
  /// failure.
  TOO_SMALL,
  /// Decoding exceeded the time limit.
  TIMED_OUT,
  /// The format is known, but its decoder is not installed.
  NEEDS_CODEC;

  /// Returns the stored word, such as `too_large`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the kind for a stored word.
  public static FailureKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
