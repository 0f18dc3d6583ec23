package app.akin.core.diagnostics;

import java.nio.file.Path;

/// A finding about the files of a library.
///
/// @param kind the kind
/// @param about the file
/// @param detail more information; may be empty
public record LibraryFinding(Kind kind, Path about, String detail) {
  /// Kinds of findings.
  public enum Kind {
    /// All databases are undamaged: the folder of the library.
    SOUND,
    /// The databases are large and were not checked: the folder of the library.
    UNCHECKED,
    /// A database is damaged and will be salvaged by the next run: the file.
    DAMAGED,
    /// The library was damaged and salvaged: the folder of the library; when, and the path of the
    /// damaged file.
    SALVAGED,
    /// Backups of the library exist: the newest one; their number.
    COPIED,
    /// No backup of the library exists: the folder of the library.
    NOT_COPIED
  }
}
