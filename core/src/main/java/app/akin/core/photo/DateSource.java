package app.akin.core.photo;

import java.util.Locale;

/// Where a photo's date comes from, the most trusted first. The words are stable: they are stored.
public enum DateSource {
  /// The camera wrote it (EXIF).
  EXIF,
  /// A program wrote it, into the file or into a sidecar beside it (XMP).
  XMP,
  /// The file is called so.
  NAME,
  /// The file's own time, for want of anything better.
  FILE;

  /// The stable word, such as `exif`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The source of a stable word.
  public static DateSource ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
