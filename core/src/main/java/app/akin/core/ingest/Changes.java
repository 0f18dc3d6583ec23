package app.akin.core.ingest;

import app.akin.core.ingest.IngestRequest.LookedAt;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderWalk;
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

/// What was heard of changes and not looked at yet. Thread-safe: watches add, the watcher takes.
///
/// A path is taken once nothing was heard of it for a while: a file that is being written is not
/// read half.
final class Changes implements FolderWatch.Listener {
  private final Duration settle;
  private final CandidateRule rule;
  private final LongSupplier nanos;
  private final Predicate<Path> isKnownFolder;
  private final Map<Path, Long> heard = new HashMap<>();
  private final Set<Path> lost = new HashSet<>();

  /// @param settle how long a path must have been quiet
  /// @param rule which files may be photos
  /// @param nanos a clock that only goes forward, in nanoseconds
  /// @param isKnownFolder whether photos are known in a folder that is not there any more
  Changes(Duration settle, CandidateRule rule, LongSupplier nanos, Predicate<Path> isKnownFolder) {
    this.settle = settle;
    this.rule = rule;
    this.nanos = nanos;
    this.isKnownFolder = isKnownFolder;
  }

  @Override
  public synchronized void changed(Path path) {
    heard.put(path, nanos.getAsLong());
  }

  @Override
  public synchronized void lost(Path folder) {
    lost.add(folder);
  }

  /// How many paths wait.
  synchronized int waiting() {
    return heard.size() + lost.size();
  }

  /// Whether something was heard of a file so lately that it may still be written.
  synchronized boolean isUnsettled(Path file) {
    Long last = heard.get(file);
    return last != null && isFresh(last, nanos.getAsLong());
  }

  /// Takes what has settled, as places to look at.
  Set<LookedAt> take() {
    Set<Path> settled = new HashSet<>();
    Set<LookedAt> places = new HashSet<>();
    synchronized (this) {
      long now = nanos.getAsLong();
      for (Iterator<Map.Entry<Path, Long>> all = heard.entrySet().iterator(); all.hasNext(); ) {
        Map.Entry<Path, Long> entry = all.next();
        if (!isFresh(entry.getValue(), now)) {
          settled.add(entry.getKey());
          all.remove();
        }
      }
      lost.forEach(folder -> places.add(new LookedAt(folder, true)));
      lost.clear();
    }
    settled.forEach(path -> add(path, places));
    return places;
  }

  private boolean isFresh(long last, long now) {
    return now - last < settle.toNanos();
  }

  private void add(Path path, Set<LookedAt> places) {
    Path parent = path.getParent();
    String name = String.valueOf(path.getFileName());
    if (parent == null) {
      return;
    }
    if (FolderWalk.IGNORE_FILE.equals(name)) {
      places.add(new LookedAt(parent, true));
    } else if (name.startsWith(".")) {
      // Hidden: no photo of the library, and no folder of one.
      return;
    } else if (Files.isDirectory(path)) {
      places.add(new LookedAt(path, true));
    } else if (FolderWalk.isBeside(name)
        || rule.byName(name)
        || (name.indexOf('.') < 0 && Files.isRegularFile(path))) {
      places.add(new LookedAt(parent, false));
    } else if (!Files.exists(path) && isKnownFolder.test(path)) {
      places.add(new LookedAt(path, true));
    } else if (!Files.exists(path) && name.indexOf('.') < 0) {
      places.add(new LookedAt(parent, false));
    }
  }
}
