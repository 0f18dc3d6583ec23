package app.akin.core.model.install;

import app.akin.core.model.install.FetchStatus.Phase;
import app.akin.core.net.Downloads;
import app.akin.core.net.NetSettings;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A model download in progress on its own thread. Thread-safe.
public final class ModelFetch {
  private final FetchProgress progress;
  private final CompletableFuture<Boolean> result = new CompletableFuture<>();

  private ModelFetch(FetchRun run, FetchProgress progress, Runnable after, Downloads downloads) {
    this.progress = progress;
    Thread.ofPlatform()
        .name("akin-fetch")
        .daemon()
        .start(
            () -> {
              try (downloads) {
                boolean installed = run.run();
                if (installed) {
                  after.run();
                }
                progress.setPhase(Phase.ENDED);
                result.complete(installed);
              } catch (Throwable e) {
                progress.setPhase(Phase.ENDED);
                result.completeExceptionally(e);
              }
            });
  }

  /// Starts or resumes the download of a model.
  ///
  /// @param model the model
  /// @param folders the folders of the installed models
  /// @param check validates the model before it is installed
  /// @param environment the environment of the download
  /// @param clock supplies the current time
  /// @param after runs on the thread of the download once the model is installed
  /// @throws app.akin.core.photo.AkinException if the network settings are invalid
  public static ModelFetch start(
      ModelDescriptor model,
      ModelFolders folders,
      ModelFilesValidator check,
      NetEnvironment environment,
      Clock clock,
      Runnable after) {
    Downloads downloads =
        new Downloads(NetSettings.of(environment.environment()), environment.retryPolicy(), clock);
    FetchProgress progress = new FetchProgress(model.name(), model.downloadSize(), clock);
    HubCache cache = HubCache.of(environment.environment(), environment.home());
    FetchRun run =
        new FetchRun(model, folders, cache, downloads, check, environment.freeSpace(), progress);
    return new ModelFetch(run, progress, after, downloads);
  }

  /// Returns the current progress; intended for polling a few times per second.
  public FetchStatus status() {
    return progress.status();
  }

  /// Returns whether the download has finished or failed, so that [#await] does not block.
  public boolean isDone() {
    return result.isDone();
  }

  /// Requests a stop. The downloaded bytes are kept, and the next fetch resumes from there.
  public void stop() {
    progress.stop();
  }

  /// Waits until the download ends.
  ///
  /// @return whether the model is installed; false if the download was stopped
  /// @throws app.akin.core.photo.AkinException if the download failed
  public boolean await() throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
