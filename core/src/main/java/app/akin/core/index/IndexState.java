package app.akin.core.index;

/// The state of an index: what it found at opening, and what it holds now.
///
/// @param codes load result of its files
/// @param detail description of a fault for the log, or empty
/// @param size number of contents, including hidden ones
/// @param rows number of vectors, including replaced and removed ones
/// @param unsaved number of rows that are only in memory
public record IndexState(LoadResult codes, String detail, int size, int rows, int unsaved) {

  /// Returns the state with other contents.
  IndexState withContents(int newSize, int newRows, int newUnsaved) {
    return new IndexState(codes, detail, newSize, newRows, newUnsaved);
  }

  /// The result of loading the index.
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
