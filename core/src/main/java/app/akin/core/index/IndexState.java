package app.akin.core.index;

/// The state of an index: what it found at opening, and what it holds now.
///
/// @param vectors load result of the flat vectors
/// @param graph load result of the graph
/// @param detail description of a fault for the log, or empty
/// @param size number of contents, including hidden ones
/// @param rows number of vectors, including replaced and removed ones
/// @param unsaved number of rows that are only in memory
/// @param graphRows number of rows covered by the graph, 0 without one
public record IndexState(
    LoadResult vectors,
    LoadResult graph,
    String detail,
    int size,
    int rows,
    int unsaved,
    int graphRows) {

  /// Returns the state with other contents.
  IndexState withContents(int newSize, int newRows, int newUnsaved, int newGraphRows) {
    return new IndexState(vectors, graph, detail, newSize, newRows, newUnsaved, newGraphRows);
  }

  /// The result of loading a part of the index.
  public enum LoadResult {
    /// Verified and in use.
    LOADED,
    /// There was none.
    ABSENT,
    /// Truncated, changed or unreadable; not used.
    DAMAGED,
    /// Another version of the format; not used.
    OTHER_VERSION,
    /// Another model or dimension; not used.
    OTHER_MODEL
  }
}
