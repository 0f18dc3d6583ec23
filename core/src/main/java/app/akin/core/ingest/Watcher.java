package app.akin.core.ingest;

import app.akin.core.ingest.IngestRequest.FolderScope;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.PathText;
import app.akin.core.scan.FolderWatch;
import app.akin.core.scan.RootPresence;
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

/// Keeps a library in sync with its folders: watches for changes, waits until files are unchanged
/// for a while, and indexes them in consecutive runs. Folders are scanned at the start, when they
/// are added or become available again, when the system lost events, after the machine slept, and
/// periodically. The caller that opens a watcher closes it. Thread-safe.
public final class Watcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watcher.class);

  /// An iteration that took longer than this means that the machine was asleep.
  private static final Duration SLEEP_THRESHOLD = Duration.ofMinutes(1);

  /// State of a root at the last check.
  ///
  /// @param elsewhere folders at the root's location on its volume while the root is not at its
  ///   path
  private record RootState(Path path, RootPresence presence, List<Path> elsewhere) {
    boolean isPresent() {
      return presence.isAvailable();
    }
  }

  private final Ingest ingest;
  private final Store store;
  private final Volumes volumes;
  private final Clock clock;
  private final ModelSelection model;
  private final WatchSettings settings;
  private final PendingChanges changes;
  private final Set<FolderScope> due = new HashSet<>();
  private final Map<Path, FolderWatch> watches = new HashMap<>();
  private final Map<Path, Instant> nextRescans = new HashMap<>();
  private final Thread thread;
  private Map<Long, RootState> rootStates = Map.of();

  // Guarded by this.
  private boolean closed;
  private boolean paused;
  private boolean gentle;
  private boolean ready;
  private long runs;
  private int dueCount;
  private List<Path> unwatched = List.of();
  private @Nullable IngestJob job;
  private @Nullable IngestReport lastReport;
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
        new PendingChanges(
            settings.quietPeriod(), IngestRun.RULE, System::nanoTime, this::isKnownFolder);
    this.thread = Thread.ofPlatform().name("akin-watch").daemon().start(this::watch);
  }

  /// Returns the current status.
  public synchronized WatchStatus status() {
    return new WatchStatus(
        ready,
        changes.count() + dueCount,
        Optional.ofNullable(job).map(IngestJob::status),
        runs,
        Optional.ofNullable(lastReport),
        Optional.ofNullable(problem),
        unwatched);
  }

  /// Pauses until [#resume]; changes are still recorded.
  public synchronized void pause() {
    paused = true;
    if (job != null) {
      job.pause();
    }
  }

  /// Resumes.
  public synchronized void resume() {
    paused = false;
    if (job != null) {
      job.resume();
    }
  }

  /// Returns whether the watcher is paused.
  public synchronized boolean isPaused() {
    return paused;
  }

  /// Sets whether its runs are gentle, see [IngestJob#setGentle].
  public synchronized void setGentle(boolean wanted) {
    gentle = wanted;
    if (job != null) {
      job.setGentle(wanted);
    }
  }

  /// Returns whether its runs are gentle.
  public synchronized boolean isGentle() {
    return gentle;
  }

  /// Stops the current run soon and ends watching; indexed photos are kept.
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
      String target = ingest.targetModel();
      while (!isClosed()) {
        boolean slept = clock.instant().isAfter(before.plus(SLEEP_THRESHOLD));
        before = clock.instant();
        // For a new model, all photos have to be embedded again.
        boolean modelChanged = !ingest.targetModel().equals(target);
        target = ingest.targetModel();
        checkRoots(slept || modelChanged);
        if (!isPaused()) {
          due.addAll(changes.takeSettled());
        }
        updateDueCount();
        if (!due.isEmpty() && !isPaused()) {
          runIngest();
          before = clock.instant();
        }
        sleep(settings.pollInterval());
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

  private synchronized void sleep(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (!closed && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  /// Watches the current roots and schedules scans of those that are due.
  private void checkRoots(boolean slept) {
    List<Root> roots = store.reader().roots();
    Instant now = clock.instant();
    Map<Long, RootState> states = new HashMap<>();
    boolean changed = false;
    for (Root root : roots) {
      RootState state = stateOf(root);
      states.put(root.id(), state);
      changed |= !state.equals(rootStates.get(root.id()));
    }
    changed |= states.size() != rootStates.size();
    if (changed) {
      updateWatches(states);
    }
    for (Root root : roots) {
      RootState state = states.getOrDefault(root.id(), stateOf(root));
      boolean stateChanged = !state.equals(rootStates.get(root.id()));
      if (!state.isPresent()) {
        if (stateChanged) {
          // The run checks whether the root is available at another path.
          due.add(new FolderScope(root.path(), true));
        }
      } else if (slept
          || stateChanged
          || now.isAfter(nextRescans.getOrDefault(root.path(), Instant.MIN))) {
        due.add(new FolderScope(root.path(), true));
        boolean watched = watches.containsKey(root.path()) && !volumes.isRemote(root.path());
        nextRescans.put(
            root.path(),
            now.plus(watched ? settings.rescanInterval() : settings.remoteRescanInterval()));
      }
    }
    rootStates = states;
  }

  private RootState stateOf(Root root) {
    RootPresence presence =
        RootPresence.of(
            root.path(), root.volumeUid(), () -> store.reader().fileCount(root.id()), volumes);
    List<Path> elsewhere =
        presence.isAvailable()
            ? List.of()
            : volumes.find(root.volumeUid(), root.location()).stream()
                .filter(Files::isDirectory)
                .toList();
    return new RootState(root.path(), presence, elsewhere);
  }

  private void updateWatches(Map<Long, RootState> roots) {
    Set<Path> wanted = new HashSet<>();
    roots.values().stream().filter(RootState::isPresent).map(RootState::path).forEach(wanted::add);
    List<Path> obsolete = new ArrayList<>(watches.keySet());
    // A root that became available again is a different folder with the same name: its old watch
    // gets no events.
    obsolete.removeIf(path -> wanted.contains(path) && wasPresent(path));
    for (Path path : obsolete) {
      FolderWatch watch = watches.remove(path);
      if (watch != null) {
        watch.close();
      }
    }
    List<Path> unwatchable = new ArrayList<>();
    for (Path path : wanted) {
      if (!watches.containsKey(path)) {
        FolderWatch.open(path, changes).ifPresent(watch -> watches.put(path, watch));
      }
      if (!watches.containsKey(path) || volumes.isRemote(path)) {
        unwatchable.add(path);
      }
    }
    synchronized (this) {
      unwatched = List.copyOf(unwatchable);
    }
  }

  private boolean wasPresent(Path path) {
    return rootStates.values().contains(new RootState(path, RootPresence.PRESENT, List.of()));
  }

  private synchronized void updateDueCount() {
    dueCount = due.size();
    ready |= due.isEmpty();
  }

  /// Runs one ingest over the scopes that are due.
  private void runIngest() throws InterruptedException {
    IngestRequest request = new IngestRequest(due, new RetrySelection.None(), model);
    IngestJob started;
    try {
      started = ingest.start(request, changes::isRecentlyChanged);
    } catch (RuntimeException e) {
      handleFailure(e);
      return;
    }
    synchronized (this) {
      job = started;
      started.setGentle(gentle);
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
        lastReport = report;
        problem = null;
      }
      due.clear();
    } catch (RuntimeException e) {
      handleFailure(e);
    } finally {
      synchronized (this) {
        job = null;
        runs++;
      }
      updateDueCount();
    }
  }

  /// Keeps the due scopes and waits before they are retried.
  private void handleFailure(RuntimeException e) throws InterruptedException {
    log.warn("a run of the watcher failed", e);
    synchronized (this) {
      problem = e;
    }
    sleep(settings.retryDelay());
  }

  private boolean isKnownFolder(Path folder) {
    for (Root root : store.reader().roots()) {
      if (folder.startsWith(root.path()) && !folder.equals(root.path())) {
        return store.reader().hasFilesIn(root.id(), PathText.relative(root.path(), folder));
      }
    }
    return false;
  }
}
