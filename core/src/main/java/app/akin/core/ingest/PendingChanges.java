package app.akin.core.ingest;

import app.akin.core.ingest.IngestRequest.FolderScope;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderScanner;
import app.akin.core.scan.FolderWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Holds changes reported by folder watches that are not scanned yet. Thread-safe: watches add, the
/// watcher takes.
///
/// A path is taken once it had no event for a quiet period, so that no file is read while it is
/// being written.
final class PendingChanges implements FolderWatch.Listener {
  private final Duration quietPeriod;
  private final CandidateRule rule;
  private final LongSupplier nanoClock;
  private final Predicate<Path> isKnownFolder;
  private final Map<Path, Long> lastEvents = new HashMap<>();
  private final Set<Path> lost = new HashSet<>();

  /// @param quietPeriod how long a path must be without events
  /// @param rule selects the files that may be photos
  /// @param nanoClock a monotonic clock in nanoseconds
  /// @param isKnownFolder tests whether the library has photos in a folder that no longer exists
  PendingChanges(
      Duration quietPeriod,
      CandidateRule rule,
      LongSupplier nanoClock,
      Predicate<Path> isKnownFolder) {
    this.quietPeriod = quietPeriod;
    this.rule = rule;
    this.nanoClock = nanoClock;
    this.isKnownFolder = isKnownFolder;
  }

  @Override
  public synchronized void changed(Path path) {
    lastEvents.put(path, nanoClock.getAsLong());
  }

  @Override
  public synchronized void eventsLost(Path folder) {
    lost.add(folder);
  }

  /// Returns the number of pending paths.
  synchronized int count() {
    return lastEvents.size() + lost.size();
  }

  /// Returns whether a file had an event so recently that it may still be being written.
  synchronized boolean isRecentlyChanged(Path file) {
    Long last = lastEvents.get(file);
    return last != null && isRecent(last, nanoClock.getAsLong());
  }

  /// Removes the paths without recent events and returns the scopes to scan for them.
  Set<FolderScope> takeSettled() {
    Set<Path> settled = new HashSet<>();
    Set<FolderScope> scopes = new HashSet<>();
    synchronized (this) {
      long now = nanoClock.getAsLong();
      for (Iterator<Map.Entry<Path, Long>> all = lastEvents.entrySet().iterator();
          all.hasNext(); ) {
        Map.Entry<Path, Long> entry = all.next();
        if (!isRecent(entry.getValue(), now)) {
          settled.add(entry.getKey());
          all.remove();
        }
      }
      lost.forEach(folder -> scopes.add(new FolderScope(folder, true)));
      lost.clear();
    }
    settled.forEach(path -> addScope(path, scopes));
    return scopes;
  }

  private boolean isRecent(long last, long now) {
    return now - last < quietPeriod.toNanos();
  }

  private void addScope(Path path, Set<FolderScope> scopes) {
    Path parent = path.getParent();
    String name = String.valueOf(path.getFileName());
    if (parent == null) {
      return;
    }
    if (FolderScanner.IGNORE_FILE.equals(name)) {
      scopes.add(new FolderScope(parent, true));
    } else if (name.startsWith(".")) {
      // Hidden files and folders are never indexed.
      return;
    } else if (Files.isDirectory(path)) {
      scopes.add(new FolderScope(path, true));
    } else if (!Files.exists(path) && isKnownFolder.test(path)) {
      scopes.add(new FolderScope(path, true));
    } else if (FolderScanner.isRelevant(name, rule)) {
      scopes.add(new FolderScope(parent, false));
    }
  }
}
