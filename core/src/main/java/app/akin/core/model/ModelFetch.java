package app.akin.core.model;

import app.akin.core.model.FetchStatus.Phase;
import app.akin.core.net.Downloads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A model's fetch under way, on a thread of its own. Thread-safe.
public final class ModelFetch {
  private final FetchProgress progress;
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  ModelFetch(FetchRun run, FetchProgress progress, Runnable after, Downloads downloads) {
    this.progress = progress;
    Thread.ofPlatform()
        .name("akin-fetch")
        .daemon()
        .start(
            () -> {
              try (downloads) {
                boolean here = run.run();
                if (here) {
                  after.run();
                }
                progress.phase(Phase.ENDED);
                end.complete(here);
              } catch (Throwable e) {
                progress.phase(Phase.ENDED);
                end.completeExceptionally(e);
              }
            });
  }

  /// Where it stands now; meant to be asked a few times a second.
  public FetchStatus status() {
    return progress.status();
  }

  /// Whether it has ended, well or not: [#await] answers at once.
  public boolean isOver() {
    return end.isDone();
  }

  /// Asks it to end soon. What came is kept, and the next fetch goes on from there.
  public void stop() {
    progress.stop();
  }

  /// Waits for the end.
  ///
  /// @return whether the model is here; false where it was stopped
  /// @throws app.akin.core.photo.AkinException where it cannot be got
  public boolean await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
