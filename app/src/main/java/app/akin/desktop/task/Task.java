package app.akin.desktop.task;

import org.jspecify.annotations.Nullable;

/// A piece of background work. After it was cancelled, neither its result nor its error is
/// delivered. Thread-safe.
public final class Task {
  /// A task that has ended.
  static final Task NONE = new Task();

  private boolean cancelled;
  private boolean interrupted;
  private @Nullable Thread thread;

  Task() {}

  /// Cancels the task. Work that has not begun is not started; running work is not disturbed, but
  /// may read [#isCancelled].
  public synchronized void cancel() {
    cancelled = true;
  }

  /// Cancels the task and interrupts its thread, for work that waits for a network. Must not be
  /// used for work that reads files: an interrupted thread closes their channels.
  public synchronized void interrupt() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
      interrupted = true;
    }
  }

  /// Returns whether the task was cancelled.
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /// Attaches the current thread, unless the task was cancelled.
  synchronized boolean begin() {
    if (!cancelled) {
      thread = Thread.currentThread();
    }
    return !cancelled;
  }

  /// Detaches the current thread and clears the interruption that was meant for the task.
  synchronized void end() {
    thread = null;
    if (interrupted) {
      Thread.interrupted();
    }
  }
}
