package app.akin.core.query.sql;

/// The numbers that stand for orientations in `search_facts`.
public final class StoredOrientation {
  /// Wider than high.
  public static final int LANDSCAPE = 0;

  /// Higher than wide.
  public static final int PORTRAIT = 1;

  /// Sides of nearly equal length.
  public static final int SQUARE = 2;

  private StoredOrientation() {}

  /// Returns the number of a word of [app.akin.core.query.FactField#ORIENTATION].
  static int of(String word) {
    return switch (word) {
      case "landscape" -> LANDSCAPE;
      case "portrait" -> PORTRAIT;
      case "square" -> SQUARE;
      default -> throw new IllegalArgumentException(word);
    };
  }
}
