package app.akin.core.store;

import java.util.Locale;

/// What the model saw when it embedded a content.
public enum EmbeddingSource {
  /// The photo's own pixels.
  ORIGINAL,
  /// Its thumbnail, because the photo was out of reach.
  THUMBNAIL;

  /// The stable word that is stored.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
