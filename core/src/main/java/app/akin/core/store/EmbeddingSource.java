package app.akin.core.store;

import java.util.Locale;

/// The image from which a content was embedded.
public enum EmbeddingSource {
  /// The photo's own pixels.
  ORIGINAL,
  /// Its thumbnail, because the photo was unavailable.
  THUMBNAIL;

  /// Returns the stored word.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
