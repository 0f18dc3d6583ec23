package app.akin.core.model.install;

import app.akin.core.model.install.FetchStatus.Phase;
import app.akin.core.net.Downloads;
import app.akin.core.net.NetSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// A download or an import of a model in progress on its own thread. Thread-safe.
public final class ModelFetch {
  private final FetchProgress progress;
  private final CompletableFuture<Boolean> result = new CompletableFuture<>();

  private interface Work {
    /// Returns whether the model is installed; false if the work was stopped.
    boolean run() throws Exception;
  }

  private ModelFetch(Work work, FetchProgress progress) {
    this.progress = progress;
    Thread.ofPlatform()
        .name("akin-fetch")
        .daemon()
        .start(
            () -> {
              try {
                boolean installed = work.run();
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
    return new ModelFetch(
        () -> {
          try (downloads) {
            boolean installed = run.run();
            if (installed) {
              after.run();
            }
            return installed;
          }
        },
        progress);
  }

  /// Starts the import of a model. Its status has the name of the model once that is known.
  ///
  /// @param source a folder or a ZIP file
  /// @param imports imports models
  /// @param clock supplies the current time
  /// @param after runs on the thread of the import once the model is installed; receives its name
  public static ModelFetch startImport(
      Path source, ModelImport imports, Clock clock, Consumer<String> after) {
    FetchProgress progress = new FetchProgress("", 0, clock);
    return new ModelFetch(
        () -> {
          Optional<String> name = imports.importModel(source, progress);
          name.ifPresent(after);
          return name.isPresent();
        },
        progress);
  }

  /// Returns the current progress; intended for polling a few times per second.
  public FetchStatus status() {
    return progress.status();
  }

  /// Returns whether the work has finished or failed, so that [#await] does not block.
  public boolean isDone() {
    return result.isDone();
  }

  /// Requests a stop. The downloaded bytes are kept, and the next fetch resumes from there. A
  /// stopped import leaves nothing.
  public void stop() {
    progress.stop();
  }

  /// Waits until the work ends.
  ///
  /// @return whether the model is installed; false if the work was stopped
  /// @throws app.akin.core.photo.AkinException if the work failed
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
