package app.akin.desktop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/// An executor that queues tasks until the test runs them.
public final class QueuedExecutor implements Executor {
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Override
  public void execute(Runnable command) {
    waiting.add(command);
  }

  /// Runs the oldest task.
  public void runNext() {
    waiting.remove().run();
  }

  /// Runs all tasks, including those submitted meanwhile.
  public void runAll() {
    while (!waiting.isEmpty()) {
      runNext();
    }
  }

  /// Returns the number of queued tasks.
  public int size() {
    return waiting.size();
  }
}
