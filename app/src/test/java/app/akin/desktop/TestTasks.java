package app.akin.desktop;

import app.akin.desktop.task.Tasks;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Creates tasks for tests.
public final class TestTasks {
  private TestTasks() {}

  /// Returns tasks that run on the caller's thread; an error fails the test.
  public static Tasks immediate() {
    return on(Runnable::run);
  }

  /// Returns tasks that run on the caller's thread.
  ///
  /// @param onError receives errors
  public static Tasks immediate(Consumer<Throwable> onError) {
    return new Tasks(Runnable::run, Runnable::run, onError);
  }

  /// Returns tasks that run on an executor; an error fails the test.
  public static Tasks on(Executor executor) {
    return new Tasks(
        executor,
        Runnable::run,
        thrown -> {
          throw new AssertionError(thrown);
        });
  }

  /// Returns tasks that run on an executor.
  ///
  /// @param onError receives errors
  public static Tasks on(Executor executor, Consumer<Throwable> onError) {
    return new Tasks(executor, Runnable::run, onError);
  }
}
