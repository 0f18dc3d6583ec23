package app.akin.desktop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/// An executor that is cranked by hand: nothing runs until it is its turn.
public final class QueuedExecutor implements Executor {
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Override
  public void execute(Runnable command) {
    waiting.add(command);
  }

  /// Runs what has waited longest.
  public void runNext() {
    waiting.remove().run();
  }

  /// Runs all that waits, and what comes of it.
  public void runAll() {
    while (!waiting.isEmpty()) {
      runNext();
    }
  }

  /// How much waits.
  public int size() {
    return waiting.size();
  }
}
