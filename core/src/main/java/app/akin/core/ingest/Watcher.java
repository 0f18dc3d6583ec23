package app.akin.core.ingest;

import app.akin.core.ingest.IngestRequest.LookedAt;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.PathText;
import app.akin.core.scan.FolderWatch;
import app.akin.core.scan.Presence;
import app.akin.core.scan.Volumes;
import app.akin.core.store.Root;
import app.akin.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a library in step with its folders: hears what changes, waits until it has settled, and
/// takes it in by one run after another. Folders are looked through at the beginning, when they
/// come back or are added, when the system lost events, after a sleep of the machine, and now and
/// then in any case. Whoever opened it closes it. Thread-safe.
public final class Watcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watcher.class);

  /// A tick that took longer than this was a sleep of the machine.
  private static final Duration SLEEP = Duration.ofMinutes(1);

  /// How a root was when it was looked at last.
  ///
  /// @param elsewhere where its volume has such a folder, while it is not at its path
  private record Seen(Path path, Presence presence, List<Path> elsewhere) {
    boolean present() {
      return presence == Presence.PRESENT;
    }
  }

  private final Ingest ingest;
  private final Store store;
  private final Volumes volumes;
  private final Clock clock;
  private final ModelSelection model;
  private final WatchSettings settings;
  private final String system = System.getProperty("os.name");
  private final Changes changes;
  private final Set<LookedAt> due = new HashSet<>();
  private final Map<Path, FolderWatch> watches = new HashMap<>();
  private final Map<Path, Instant> rescans = new HashMap<>();
  private final Thread thread;
  private Map<Long, Seen> seen = Map.of();

  // Shared with whoever asks.
  private boolean closed;
  private boolean paused;
  private boolean gentle;
  private boolean ready;
  private long runs;
  private int dueCount;
  private List<Path> unheard = List.of();
  private @Nullable IngestJob job;
  private @Nullable IngestReport last;
  private @Nullable RuntimeException problem;

  Watcher(
      Ingest ingest,
      Store store,
      Volumes volumes,
      Clock clock,
      ModelSelection model,
      boolean gentle,
      WatchSettings settings) {
    this.ingest = ingest;
    this.store = store;
    this.volumes = volumes;
    this.clock = clock;
    this.model = model;
    this.gentle = gentle;
    this.settings = settings;
    this.changes =
        new Changes(settings.settle(), IngestRun.RULE, System::nanoTime, this::isKnownFolder);
    this.thread = Thread.ofPlatform().name("akin-watch").daemon().start(this::watch);
  }

  /// Where it stands now.
  public synchronized WatchStatus status() {
    return new WatchStatus(
        ready,
        changes.waiting() + dueCount,
        Optional.ofNullable(job).map(IngestJob::status),
        runs,
        Optional.ofNullable(last),
        Optional.ofNullable(problem),
        unheard);
  }

  /// Lets it rest until [#resume]; what is heard meanwhile is not forgotten.
  public synchronized void pause() {
    paused = true;
    if (job != null) {
      job.pause();
    }
  }

  /// Lets it go on.
  public synchronized void resume() {
    paused = false;
    if (job != null) {
      job.resume();
    }
  }

  /// Whether it was asked to pause.
  public synchronized boolean isPaused() {
    return paused;
  }

  /// Says whether its runs are gentle, see [IngestJob#gentle].
  public synchronized void gentle(boolean wanted) {
    gentle = wanted;
    if (job != null) {
      job.gentle(wanted);
    }
  }

  /// Whether its runs are gentle.
  public synchronized boolean isGentle() {
    return gentle;
  }

  /// Ends a run under way soon, and the watching; what was taken in is kept.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (job != null) {
        job.stop();
      }
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try (store) {
      Instant before = clock.instant();
      String wished = ingest.wished();
      while (!isClosed()) {
        boolean slept = clock.instant().isAfter(before.plus(SLEEP));
        before = clock.instant();
        // Another model has everything still to do.
        boolean moves = !ingest.wished().equals(wished);
        wished = ingest.wished();
        lookAtRoots(slept || moves);
        if (!isPaused()) {
          due.addAll(changes.take());
        }
        count();
        if (!due.isEmpty() && !isPaused()) {
          takeIn();
          before = clock.instant();
        }
        rest(settings.tick());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watches.values().forEach(FolderWatch::close);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void rest(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (!closed && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  /// Watches the roots there are now, and has those looked through for which it is time.
  private void lookAtRoots(boolean slept) {
    List<Root> roots = store.reader().roots();
    Instant now = clock.instant();
    Map<Long, Seen> next = new HashMap<>();
    boolean changed = false;
    for (Root root : roots) {
      Seen is = seen(root);
      next.put(root.id(), is);
      changed |= !is.equals(seen.get(root.id()));
    }
    changed |= next.size() != seen.size();
    if (changed) {
      watchAnew(next);
    }
    for (Root root : roots) {
      Seen is = next.getOrDefault(root.id(), seen(root));
      boolean other = !is.equals(seen.get(root.id()));
      if (!is.present()) {
        if (other) {
          // The run finds out whether it has come back elsewhere.
          due.add(new LookedAt(root.path(), true));
        }
      } else if (slept || other || now.isAfter(rescans.getOrDefault(root.path(), Instant.MIN))) {
        due.add(new LookedAt(root.path(), true));
        boolean heard = watches.containsKey(root.path()) && !volumes.isRemote(root.path());
        rescans.put(root.path(), now.plus(heard ? settings.rescan() : settings.remoteRescan()));
      }
    }
    seen = next;
  }

  private Seen seen(Root root) {
    Presence presence = Presence.of(root.path(), root.uid(), volumes);
    List<Path> elsewhere =
        presence == Presence.PRESENT
            ? List.of()
            : volumes.find(root.uid(), root.location()).stream()
                .filter(Files::isDirectory)
                .toList();
    return new Seen(root.path(), presence, elsewhere);
  }

  private void watchAnew(Map<Long, Seen> roots) {
    Set<Path> wanted = new HashSet<>();
    roots.values().stream().filter(Seen::present).map(Seen::path).forEach(wanted::add);
    List<Path> gone = new ArrayList<>(watches.keySet());
    // A root that came back is another folder with the same name: its old watch hears nothing.
    gone.removeIf(path -> wanted.contains(path) && wasPresent(path));
    for (Path path : gone) {
      FolderWatch watch = watches.remove(path);
      if (watch != null) {
        watch.close();
      }
    }
    List<Path> deaf = new ArrayList<>();
    for (Path path : wanted) {
      if (!watches.containsKey(path)) {
        FolderWatch.open(path, system, changes).ifPresent(watch -> watches.put(path, watch));
      }
      if (!watches.containsKey(path) || volumes.isRemote(path)) {
        deaf.add(path);
      }
    }
    synchronized (this) {
      unheard = List.copyOf(deaf);
    }
  }

  private boolean wasPresent(Path path) {
    return seen.values().contains(new Seen(path, Presence.PRESENT, List.of()));
  }

  private synchronized void count() {
    dueCount = due.size();
    ready |= due.isEmpty();
  }

  /// One run over what is due.
  private void takeIn() throws InterruptedException {
    IngestRequest request = new IngestRequest(List.of(), due, new Retry.None(), false, model);
    IngestJob started;
    try {
      started = ingest.start(request, changes::isUnsettled);
    } catch (RuntimeException e) {
      failed(e);
      return;
    }
    synchronized (this) {
      job = started;
      started.gentle(gentle);
      if (paused) {
        started.pause();
      }
      if (closed) {
        started.stop();
      }
    }
    try {
      IngestReport report = started.await();
      synchronized (this) {
        last = report;
        problem = null;
      }
      due.clear();
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      synchronized (this) {
        job = null;
        runs++;
      }
      count();
    }
  }

  /// What was due stays so, and is tried again after a while.
  private void failed(RuntimeException e) throws InterruptedException {
    log.warn("a run of the watcher could not be done", e);
    synchronized (this) {
      problem = e;
    }
    rest(settings.patience());
  }

  private boolean isKnownFolder(Path folder) {
    for (Root root : store.reader().roots()) {
      if (folder.startsWith(root.path()) && !folder.equals(root.path())) {
        return store.reader().knows(root.id(), PathText.relative(root.path(), folder));
      }
    }
    return false;
  }
}
