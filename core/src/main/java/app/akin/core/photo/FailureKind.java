package app.akin.core.photo;

import java.util.Locale;

/// Why a photo could not be taken in. The words are stable: they are stored and printed as JSON.
public enum FailureKind {
  /// The file could not be read: rights, a vanished file, an I/O error.
  UNREADABLE,
  /// The format is known and its bytes are broken: empty, truncated, inconsistent.
  DAMAGED,
  /// The bytes are of no format that Akin reads.
  UNSUPPORTED,
  /// More pixels or bytes than Akin takes.
  TOO_LARGE,
  /// Fewer pixels than its folder's rule asks for. It is left out and counted; it is in no list of
  /// failures.
  TOO_SMALL,
  /// Decoding took longer than it may.
  TIMED_OUT,
  /// The format is known and its decoder is absent on this system.
  NEEDS_CODEC;

  /// The stable word, such as `too_large`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of a stable word.
  public static FailureKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
