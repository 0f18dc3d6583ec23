package app.akin.core.index;

/// What an index found when it was opened, and what it holds now.
///
/// @param vectors what became of the flat vectors in its folder
/// @param graph what became of the graph in its folder
/// @param detail what was wrong, for the log; empty if nothing was
/// @param size contents it can find, the hidden ones among them
/// @param rows vectors it holds, replaced and removed ones among them
/// @param unsaved rows that are in memory alone
/// @param graphed rows that its graph covers, 0 without one
public record IndexState(
    Found vectors, Found graph, String detail, int size, int rows, int unsaved, int graphed) {

  /// The same opening with other contents.
  IndexState now(int nowSize, int nowRows, int nowUnsaved, int nowGraphed) {
    return new IndexState(vectors, graph, detail, nowSize, nowRows, nowUnsaved, nowGraphed);
  }

  /// What a part of the cache was like at opening.
  public enum Found {
    /// It was read, verified and is in use.
    LOADED,
    /// There was none.
    ABSENT,
    /// It was cut short, altered or unreadable, and is not used.
    DAMAGED,
    /// It is of another version of the format, and is not used.
    OTHER_VERSION,
    /// It is of another model or dimension, and is not used.
    OTHER_MODEL
  }
}
