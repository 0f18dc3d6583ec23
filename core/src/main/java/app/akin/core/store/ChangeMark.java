package app.akin.core.store;

/// A mark of the state of a library: while it stays equal, nothing was committed. It may also
/// change without a commit.
///
/// @param connection the connection that was asked
/// @param library its version of the catalogue
/// @param vectors its version of the vectors
public record ChangeMark(Object connection, long library, long vectors) {}
