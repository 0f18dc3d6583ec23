package app.akin.desktop.task;

import app.akin.core.photo.AkinException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs work in the background and delivers its result or its error on the JavaFX thread, one of
/// both exactly once: whatever a task throws, its owner can go on. Errors without a receiver of
/// their own go to the notice area. Thread-safe.
///
/// Exceptions: a cancelled task delivers nothing, and neither does one that is interrupted because
/// the window closes.
public final class Tasks {
  private static final Logger log = LoggerFactory.getLogger(Tasks.class);

  /// Work that may end early if its task is cancelled.
  ///
  /// @param <T> type of the result
  public interface Work<T> {
    /// Returns the result.
    ///
    /// @param task the task that runs this work
    T run(Task task) throws Exception;
  }

  private final Executor executor;
  private final Executor ui;
  private final Consumer<Throwable> onError;

  /// @param executor runs the work
  /// @param ui the JavaFX thread
  /// @param onError receives errors on the JavaFX thread
  public Tasks(Executor executor, Executor ui, Consumer<Throwable> onError) {
    this.executor = executor;
    this.ui = ui;
    this.onError = onError;
  }

  /// Runs work without a result.
  public Task run(Runnable work) {
    return start(
        _ -> {
          work.run();
          return true;
        },
        null,
        onError);
  }

  /// Runs work and passes on its result.
  public <T> Task run(Callable<T> work, Consumer<T> then) {
    return run(work, then, onError);
  }

  /// Runs work and passes on its result or error.
  ///
  /// @param failed receives everything that the work throws
  public <T> Task run(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
    return start(_ -> work.call(), then, failed);
  }

  /// Returns a slot for tasks of which only the latest counts.
  public LatestTask latest() {
    return new LatestTask(this);
  }

  /// Returns an instance that runs one task after the other on the same threads, in the order in
  /// which they were passed.
  public Tasks inOrder() {
    return new Tasks(new SequentialExecutor(executor), ui, onError);
  }

  /// Runs an action on the JavaFX thread, such as the display of progress. May be called by work.
  public void publish(Runnable action) {
    ui.execute(action);
  }

  /// Shows an error in the notice area. JavaFX thread only.
  public void report(Throwable thrown) {
    onError.accept(thrown);
  }

  /// Shows an error in the notice area, unless it is a problem of the library, which another part
  /// of the window shows. JavaFX thread only.
  public void reportUnexpected(Throwable thrown) {
    if (!(thrown instanceof AkinException)) {
      onError.accept(thrown);
    }
  }

  <T> Task start(Work<T> work, @Nullable Consumer<T> then, Consumer<Throwable> failed) {
    Task task = new Task();
    try {
      executor.execute(
          () -> {
            if (task.begin()) {
              Optional<Runnable> outcome = outcome(task, work, then, failed);
              task.end();
              outcome.ifPresent(ui::execute);
            }
          });
    } catch (OutOfMemoryError e) {
      // No thread can be created.
      ui.execute(() -> failed.accept(e));
    }
    return task;
  }

  /// Runs the work and returns what to do on the JavaFX thread, if anything.
  private static <T> Optional<Runnable> outcome(
      Task task, Work<T> work, @Nullable Consumer<T> then, Consumer<Throwable> failed) {
    try {
      T result = work.run(task);
      return Optional.ofNullable(then)
          .map(
              receiver ->
                  () -> {
                    if (!task.isCancelled()) {
                      receiver.accept(result);
                    }
                  });
    } catch (InterruptedException e) {
      log.debug("Interrupted", e);
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (Throwable e) {
      return Optional.of(
          () -> {
            if (task.isCancelled()) {
              log.info("A cancelled task failed", e);
            } else {
              failed.accept(e);
            }
          });
    }
  }
}
