package app.akin.core.diagnostics;

import app.akin.core.diagnostics.LibraryFinding.Kind;
import app.akin.core.store.DatabaseHealth;
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
  /// @throws app.akin.core.photo.AkinException LibraryNewer, or LibraryDamaged if the databases are
  ///   not Akin's
  public List<LibraryFinding> run() {
    DatabaseHealth health = new DatabaseHealth(library, natives, clock);
    List<LibraryFinding> findings = new ArrayList<>();
    for (Path damaged : health.damagedFiles()) {
      findings.add(new LibraryFinding(Kind.DAMAGED, damaged, ""));
    }
    if (findings.isEmpty()) {
      findings.add(new LibraryFinding(Kind.SOUND, library, ""));
      health
          .lastSalvage()
          .ifPresent(what -> findings.add(new LibraryFinding(Kind.SALVAGED, library, what)));
    }
    List<Path> copies = health.backups();
    findings.add(
        copies.isEmpty()
            ? new LibraryFinding(Kind.NOT_COPIED, library, "")
            : new LibraryFinding(Kind.COPIED, copies.getFirst(), String.valueOf(copies.size())));
    return findings;
  }
}
