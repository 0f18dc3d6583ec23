package app.akin.core.diagnostics;

import app.akin.core.diagnostics.LibraryFinding.Kind;
import app.akin.core.store.Health;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Looks whether a library's own files are sound, and what became of them before. Reads every page
/// of its databases, which takes a second or so for each 100 MB, and changes nothing. Thread-safe.
///
/// @param library the library's folder
/// @param natives where native libraries are unpacked
/// @param clock tells the time
public record LibraryCheckup(Path library, Path natives, Clock clock) {
  /// What there is to say, the most urgent first.
  ///
  /// @throws app.akin.core.photo.AkinException LIBRARY_NEWER, or LIBRARY_DAMAGED for a library of
  ///   something else
  public List<LibraryFinding> look() {
    Health health = new Health(library, natives, clock);
    List<LibraryFinding> findings = new ArrayList<>();
    for (Path damaged : health.damaged()) {
      findings.add(new LibraryFinding(Kind.DAMAGED, damaged, ""));
    }
    if (findings.isEmpty()) {
      findings.add(new LibraryFinding(Kind.SOUND, library, ""));
      health
          .salvaged()
          .ifPresent(what -> findings.add(new LibraryFinding(Kind.SALVAGED, library, what)));
    }
    List<Path> copies = health.copies();
    findings.add(
        copies.isEmpty()
            ? new LibraryFinding(Kind.NOT_COPIED, library, "")
            : new LibraryFinding(Kind.COPIED, copies.getFirst(), String.valueOf(copies.size())));
    return findings;
  }
}
