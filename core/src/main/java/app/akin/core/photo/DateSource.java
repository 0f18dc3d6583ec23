package app.akin.core.photo;

import java.util.Locale;

/// Sources of a photo's date, most trusted first. Their words are stored and must not change.
public enum DateSource {
  /// EXIF, written by the camera.
  EXIF,
  /// XMP, embedded or in a sidecar.
  XMP,
  /// The file name.
  NAME,
  /// The modification time of the file.
  FILE;

  /// Returns the stored word, such as `exif`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the source for a stored word.
  public static DateSource ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
