package app.akin.desktop;

import app.akin.core.library.Photos;
import app.akin.core.library.Timeline;
import app.akin.core.photo.AkinException;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.indexing.RunState;
import app.akin.desktop.search.SearchQuery;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.util.Duration;

/// Keeps what the window shows of the library up to date: polls for changed photos, reloads pages
/// after a run, and once the first photos are shown counts facts, loads models and scans for
/// changes. JavaFX thread only.
final class LibraryRefresh implements AutoCloseable {
  private static final Duration POLL = Duration.seconds(1);

  /// Delay after the first load of the photos after which the rest is loaded even if none are
  /// shown.
  private static final java.time.Duration WARM_UP = java.time.Duration.ofSeconds(5);

  private static final java.time.Duration SETTLE_DELAY = java.time.Duration.ofSeconds(3);

  private final ShellModel shell;
  private final WindowModels models;
  private final Consumer<Timeline> show;
  private final TimelineFeed feed;
  private final javafx.animation.Timeline pulse;

  /// The folder whose photos are shown instead of all; empty for all. Read in the background.
  private final AtomicReference<Optional<Path>> folder = new AtomicReference<>(Optional.empty());

  private boolean loaded;
  private boolean complete;
  private boolean warm;

  /// Whether the first photos are shown, or none were for a while.
  private boolean due;

  private boolean closed;

  /// @param first a load of the photos that began earlier
  /// @param show shows changed photos
  /// @param onProblem receives the problem of reading the library, and empty when it is resolved
  LibraryRefresh(
      ShellModel shell,
      WindowModels models,
      CompletableFuture<TimelineFeed.Snapshot> first,
      Consumer<Timeline> show,
      Consumer<Optional<AkinException>> onProblem) {
    this.shell = shell;
    this.models = models;
    this.show = show;
    Photos photos = models.library.photos();
    feed =
        new TimelineFeed(
            first,
            () -> photos.revision().with(folder.get().map(Path::toString).orElse("")),
            () -> folder.get().map(photos::timeline).orElseGet(photos::timeline),
            models.workers.background(),
            this::changed,
            this::refresh,
            onProblem);
    pulse = new javafx.animation.Timeline(new KeyFrame(POLL, _ -> poll()));
    pulse.setCycleCount(Animation.INDEFINITE);
  }

  /// Loads the first photos and starts to poll.
  void start() {
    feed.poll();
    pulse.play();
  }

  /// Counts facts, loads the models and then scans for changes. This takes all cores, so it waits
  /// until the first photos are shown and all are loaded.
  void warmUp() {
    due = true;
    if (complete && !warm && !closed) {
      warm = true;
      models.countFacts();
      models.warmUp();
      WindowModels.runLater(SETTLE_DELAY, this::settle);
    }
  }

  private void settle() {
    if (closed) {
      return;
    }
    models.models.refresh();
    models.updates.load();
    // Scans for changes once the window has settled.
    if (!models.folders.folders().isEmpty() && !models.ingest.indexing.isBusy()) {
      models.ingest.indexing.start();
    }
  }

  /// Looks for changed photos now.
  void poll() {
    feed.poll();
    models.updates.tick();
  }

  /// Shows the photos of the folder to which the query is restricted. Results need those of all
  /// folders, because the photo that was searched with may be in another.
  void showFolder(SearchQuery query) {
    Optional<Path> next =
        query.isEmpty() ? Optional.ofNullable(query.filter().in()) : Optional.empty();
    if (!next.equals(folder.getAndSet(next))) {
      feed.poll();
    }
  }

  private void changed(Timeline now) {
    show.accept(now);
    if (!loaded) {
      loaded = true;
      WindowModels.runLater(WARM_UP, this::warmUp);
    }
    complete = now.isComplete();
    if (due) {
      warmUp();
    }
    refresh();
  }

  /// Reloads what depends on more than the photos: marks, results, counts and suggestions.
  private void refresh() {
    if (warm) {
      models.line.load();
    }
    models.search.refresh();
    models.edits.marks.refresh();
    if (shell.sectionProperty().get() == Section.FOLDERS) {
      // The counts of the folders are part of the same change.
      models.folders.refresh();
    }
    if (shell.sectionProperty().get() == Section.COLLECTIONS) {
      models.edits.refresh();
    }
    if (shell.sectionProperty().get() == Section.SIMILAR) {
      models.similar.refresh();
    }
    if (models.models.isMoving()) {
      models.models.refresh();
    }
  }

  /// Reloads what a run may have changed.
  void refreshAfterRun(RunState state) {
    switch (state) {
      case RunState.Ended _, RunState.Failed _ -> {
        models.folders.refresh();
        models.models.refresh();
        // Words typed before the first photos were read are answered now.
        models.search.refresh();
      }
      case RunState.Idle _, RunState.Starting _, RunState.Running _ -> {}
    }
  }

  @Override
  public void close() {
    closed = true;
    pulse.stop();
  }
}
