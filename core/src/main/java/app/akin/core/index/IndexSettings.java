package app.akin.core.index;

/// Settings of searching.
///
/// @param exactRows number of rows up to which all are scored; above, codes propose candidates
/// @param threads threads of a search, including the calling one
public record IndexSettings(int exactRows, int threads) {
  /// With this number, scoring all rows takes about a millisecond.
  private static final int EXACT_ROWS = 2_048;

  private static final int MAX_THREADS = 8;

  /// Checks the ranges.
  public IndexSettings {
    if (exactRows < 0 || threads < 1) {
      throw new IllegalArgumentException("out of range");
    }
  }

  /// Returns the defaults for a number of cores.
  public static IndexSettings defaults(int cores) {
    return new IndexSettings(EXACT_ROWS, Math.clamp(cores, 1, MAX_THREADS));
  }

  /// Returns the settings with another number of rows that are all scored.
  public IndexSettings withExactRows(int rows) {
    return new IndexSettings(rows, threads);
  }

  /// Returns the settings with another number of threads.
  public IndexSettings withThreads(int number) {
    return new IndexSettings(exactRows, number);
  }
}
