package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.AkinException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the timeline up to date: when polled, it compares the revision of the library in the
/// background and reloads the timeline if it changed. Never runs two loads at once. JavaFX thread
/// only.
public final class TimelineFeed {
  /// The result of a load.
  private record Snapshot(String revision, @Nullable Timeline timeline) {}

  private final Supplier<String> revision;
  private final Supplier<Timeline> timeline;
  private final Executor background;
  private final Executor ui;
  private final Consumer<Timeline> onTimeline;
  private final Consumer<Optional<AkinException>> onProblem;
  private @Nullable String shown;
  private boolean loading;

  /// @param revision returns the state of the library; see [app.akin.core.library.Photos#revision]
  /// @param timeline loads the photos; see [app.akin.core.library.Photos#timeline]
  /// @param background executor that calls both
  /// @param ui the JavaFX thread
  /// @param onTimeline receives each new timeline
  /// @param onProblem receives the problem of reading the library, and empty when it is resolved
  public TimelineFeed(
      Supplier<String> revision,
      Supplier<Timeline> timeline,
      Executor background,
      Executor ui,
      Consumer<Timeline> onTimeline,
      Consumer<Optional<AkinException>> onProblem) {
    this.revision = revision;
    this.timeline = timeline;
    this.background = background;
    this.ui = ui;
    this.onTimeline = onTimeline;
    this.onProblem = onProblem;
  }

  /// Loads the timeline if it changed, unless a load is running.
  public void poll() {
    if (loading) {
      return;
    }
    loading = true;
    String known = shown;
    background.execute(
        () -> {
          try {
            // Reads the revision first, so that the loaded timeline can only be newer.
            String now = revision.get();
            Snapshot look = new Snapshot(now, now.equals(known) ? null : timeline.get());
            ui.execute(() -> take(look));
          } catch (AkinException e) {
            ui.execute(() -> refuse(e));
          }
        });
  }

  private void take(Snapshot look) {
    loading = false;
    Timeline loaded = look.timeline();
    if (loaded != null) {
      shown = look.revision();
      onTimeline.accept(loaded);
      onProblem.accept(Optional.empty());
    }
  }

  private void refuse(AkinException e) {
    loading = false;
    shown = null;
    onProblem.accept(Optional.of(e));
  }
}
