package app.akin.core.diagnostics;

import app.akin.core.diagnostics.LibraryFinding.Kind;
import app.akin.core.store.Health;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Checks the files of a library and reports earlier damage. Reads every page of its databases,
/// about one second per 100 MB, and changes nothing. Thread-safe.
///
/// @param library the folder of the library
/// @param natives folder of native libraries
/// @param clock the clock
public record LibraryCheck(Path library, Path natives, Clock clock) {
  /// Returns the findings, most urgent first.
  ///
  /// @throws app.akin.core.photo.AkinException LIBRARY_NEWER, or LIBRARY_DAMAGED if the databases
  ///   are not Akin's
  public List<LibraryFinding> run() {
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
