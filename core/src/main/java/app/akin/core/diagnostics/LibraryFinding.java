package app.akin.core.diagnostics;

import java.nio.file.Path;

/// Something there is to say about a library's own files.
///
/// @param kind what
/// @param about the file it is about
/// @param detail more of it, for people who look closer; may be empty
public record LibraryFinding(Kind kind, Path about, String detail) {
  /// What there is to say.
  public enum Kind {
    /// Every database is sound: the library's folder.
    SOUND,
    /// A database is damaged; the next run saves what can be read of it: the file.
    DAMAGED,
    /// The library was damaged once and salvaged: the library's folder; when, and where the damaged
    /// file is kept.
    SALVAGED,
    /// There is a copy of the library: the newest; how many there are.
    COPIED,
    /// There is no copy of the library yet: the library's folder.
    NOT_COPIED
  }
}
