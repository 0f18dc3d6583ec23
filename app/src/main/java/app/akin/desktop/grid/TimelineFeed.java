package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.AkinException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps a window's timeline true while photos come and go: asked a few times a second, it looks at
/// the library's revision in the background and loads the timeline where that changed. Never two
/// looks at once. JavaFX thread only.
public final class TimelineFeed {
  /// What a look found.
  private record Look(String revision, @Nullable Timeline timeline) {}

  private final Supplier<String> revision;
  private final Supplier<Timeline> timeline;
  private final Executor background;
  private final Executor ui;
  private final Consumer<Timeline> taker;
  private final Consumer<Optional<AkinException>> trouble;
  private @Nullable String shown;
  private boolean looking;

  /// @param revision names the library's state: [app.akin.core.library.Photos#revision]
  /// @param timeline loads the photos: [app.akin.core.library.Photos#timeline]
  /// @param background where both are called
  /// @param ui the JavaFX thread
  /// @param taker gets each new timeline
  /// @param trouble is told why the library cannot be read, and when it can be again
  public TimelineFeed(
      Supplier<String> revision,
      Supplier<Timeline> timeline,
      Executor background,
      Executor ui,
      Consumer<Timeline> taker,
      Consumer<Optional<AkinException>> trouble) {
    this.revision = revision;
    this.timeline = timeline;
    this.background = background;
    this.ui = ui;
    this.taker = taker;
    this.trouble = trouble;
  }

  /// Looks once, unless a look is going on.
  public void poll() {
    if (looking) {
      return;
    }
    looking = true;
    String known = shown;
    background.execute(
        () -> {
          try {
            // The revision first: what is loaded later can only be newer, and is looked at again.
            String now = revision.get();
            Look look = new Look(now, now.equals(known) ? null : timeline.get());
            ui.execute(() -> take(look));
          } catch (AkinException e) {
            ui.execute(() -> refuse(e));
          }
        });
  }

  private void take(Look look) {
    looking = false;
    Timeline loaded = look.timeline();
    if (loaded != null) {
      shown = look.revision();
      taker.accept(loaded);
      trouble.accept(Optional.empty());
    }
  }

  private void refuse(AkinException e) {
    looking = false;
    shown = null;
    trouble.accept(Optional.of(e));
  }
}
