package app.akin.core.photo;

import java.util.Locale;

/// The kinds of steps that can be undone. Their words are stored and must not change.
public enum StepKind {
  /// Ratings were set.
  RATING,
  /// Flags were set.
  FLAG,
  /// Keywords were added or removed.
  KEYWORDS,
  /// Captions were set.
  CAPTION,
  /// All marks were taken back, so that the files decide.
  RESET,
  /// A collection was created.
  COLLECTION_CREATE,
  /// A collection was renamed.
  COLLECTION_RENAME,
  /// A collection was deleted.
  COLLECTION_DELETE,
  /// Photos were added to a collection.
  COLLECTION_ADD,
  /// Photos were removed from a collection.
  COLLECTION_REMOVE,
  /// Photos were moved within a collection.
  COLLECTION_MOVE;

  /// Returns the stored word, such as `rating`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the kind for a stored word.
  public static StepKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
