package app.akin.core.photo;

import java.util.Locale;

/// The parts that the facts of a photo come from, those that win first. Their words are stored and
/// must not change.
public enum FactsPart {
  /// What the user set in Akin.
  AKIN,
  /// An XMP sidecar.
  SIDECAR,
  /// The file's own metadata.
  FILE,
  /// The JSON file that Google Takeout stores beside a photo.
  TAKEOUT,
  /// The file name.
  NAME;

  /// Returns the stored word, such as `sidecar`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the part for a stored word.
  public static FactsPart ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
