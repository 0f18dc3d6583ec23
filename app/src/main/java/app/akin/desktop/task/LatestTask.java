package app.akin.desktop.task;

import java.util.function.Consumer;

/// A slot for tasks of which only the latest counts: each one cancels the one before. JavaFX thread
/// only.
public final class LatestTask {
  private final Tasks tasks;
  private Task current = Task.NONE;

  LatestTask(Tasks tasks) {
    this.tasks = tasks;
  }

  /// Cancels the previous task and runs work.
  ///
  /// @param failed receives everything that the work throws
  public <T> void run(Tasks.Work<T> work, Consumer<T> then, Consumer<Throwable> failed) {
    current.cancel();
    current = tasks.start(work, then, failed);
  }

  /// Cancels the task.
  public void cancel() {
    current.cancel();
  }
}
