package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.LibraryRevision;
import app.akin.desktop.task.Tasks;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the timeline up to date: when polled, it compares the revision of the library in the
/// background and reloads the timeline if its photos changed. Never runs two loads at once. JavaFX
/// thread only.
public final class TimelineFeed {
  private static final Logger log = LoggerFactory.getLogger(TimelineFeed.class);

  /// The result of a load.
  ///
  /// @param revision the state of the library before the load
  /// @param timeline the photos, after part of them another load follows; null if they are the
  ///   known ones
  public record Snapshot(LibraryRevision revision, @Nullable Timeline timeline) {}

  private final Supplier<LibraryRevision> revision;
  private final Supplier<Timeline> timeline;
  private final Tasks tasks;
  private final Consumer<Timeline> onTimeline;
  private final Runnable onOther;
  private final Consumer<Optional<AkinException>> onProblem;
  private final AtomicReference<@Nullable CompletableFuture<Snapshot>> first;
  private @Nullable LibraryRevision shown;
  private boolean loading;

  /// Whether an unexpected error was reported since the last load, because polls repeat.
  private boolean reported;

  /// @param first a load that began earlier, used by the first poll
  /// @param revision returns the state of the library; see [app.akin.core.library.Photos#revision]
  /// @param timeline loads the photos; see [app.akin.core.library.Photos#timeline]
  /// @param tasks calls both in the background
  /// @param onTimeline receives each new timeline
  /// @param onOther called if something else of the library changed
  /// @param onProblem receives the problem of reading the library, and empty when it is resolved
  public TimelineFeed(
      CompletableFuture<Snapshot> first,
      Supplier<LibraryRevision> revision,
      Supplier<Timeline> timeline,
      Tasks tasks,
      Consumer<Timeline> onTimeline,
      Runnable onOther,
      Consumer<Optional<AkinException>> onProblem) {
    this.first = new AtomicReference<>(first);
    this.revision = revision;
    this.timeline = timeline;
    this.tasks = tasks;
    this.onTimeline = onTimeline;
    this.onOther = onOther;
    this.onProblem = onProblem;
  }

  /// Loads the timeline if it changed, unless a load is running.
  public void poll() {
    if (loading) {
      return;
    }
    loading = true;
    LibraryRevision known = shown;
    tasks.run(() -> next(known), this::take, this::refuse);
  }

  private Snapshot next(@Nullable LibraryRevision known) {
    CompletableFuture<Snapshot> begun = first.getAndSet(null);
    if (begun != null) {
      try {
        return begun.join();
      } catch (CompletionException | CancellationException e) {
        // The load below reports the problem if it persists.
        log.info("The photos cannot be loaded", e);
      }
    }
    return load(revision, timeline, known);
  }

  /// Loads the photos.
  public static Snapshot load(Supplier<LibraryRevision> revision, Supplier<Timeline> timeline) {
    return load(revision, timeline, null);
  }

  private static Snapshot load(
      Supplier<LibraryRevision> revision,
      Supplier<Timeline> timeline,
      @Nullable LibraryRevision known) {
    // Reads the revision first, so that the loaded timeline can only be newer.
    LibraryRevision now = revision.get();
    boolean same = known != null && known.photos().equals(now.photos());
    return new Snapshot(now, same ? null : timeline.get());
  }

  private void take(Snapshot look) {
    loading = false;
    reported = false;
    Timeline loaded = look.timeline();
    if (loaded != null) {
      shown = loaded.isComplete() ? look.revision() : null;
      onTimeline.accept(loaded);
      onProblem.accept(Optional.empty());
      if (!loaded.isComplete()) {
        poll();
      }
    } else if (!look.revision().equals(shown)) {
      shown = look.revision();
      onOther.run();
    }
  }

  private void refuse(Throwable thrown) {
    loading = false;
    shown = null;
    if (thrown instanceof AkinException problem) {
      onProblem.accept(Optional.of(problem));
    } else if (!reported) {
      reported = true;
      tasks.report(thrown);
    }
  }
}
