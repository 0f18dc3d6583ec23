package app.akin.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Runs the window and measures the tasks of the JavaFX thread in CPU time, which other processes
/// do not change: a short task runs every few milliseconds, and the CPU time between two of them is
/// that of the tasks and layouts between. Reports times above 25 ms, with the code that ran.
///
/// Arguments: file for the report, then the arguments of the program, such as `--library DIR open`.
public final class MeasureTasks {
  private static final long LONG_NANOS = 25_000_000;
  private static final long PAUSE_MILLIS = 4;
  private static final long SAMPLE_MILLIS = 10;
  private static final int FRAMES = 5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final PrintStream report;
  private final long start = System.nanoTime();
  private final Semaphore idle = new Semaphore(0);
  private volatile @Nullable Thread toolkit;

  /// The code of Akin that was sampled last.
  private volatile String code = "";

  private long last = -1;

  private MeasureTasks(PrintStream report) {
    this.report = report;
  }

  /// Runs the program.
  public static void main(String[] arguments) throws IOException {
    MeasureTasks tasks = new MeasureTasks(new PrintStream(arguments[0], StandardCharsets.UTF_8));
    Thread.ofPlatform().daemon().start(tasks::watch);
    Thread.ofPlatform().daemon().start(tasks::sample);
    Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        if (isPosted()) {
          idle.acquire();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Posts a short task; returns false if the toolkit has not started.
  private boolean isPosted() {
    try {
      Platform.runLater(this::look);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private void look() {
    toolkit = Thread.currentThread();
    long used = last < 0 ? 0 : THREADS.getCurrentThreadCpuTime() - last;
    if (used > LONG_NANOS) {
      report.printf(
          Locale.ROOT,
          "%.1f s: %d ms in %s%n",
          (System.nanoTime() - start) / 1e9,
          used / 1_000_000,
          code);
    }
    last = THREADS.getCurrentThreadCpuTime();
    idle.release();
  }

  private void sample() {
    try {
      while (true) {
        Thread.sleep(SAMPLE_MILLIS);
        Thread sampled = toolkit;
        if (sampled != null) {
          String frames =
              String.join(
                  " < ",
                  Arrays.stream(sampled.getStackTrace())
                      .filter(frame -> frame.getClassName().startsWith("app.akin"))
                      .filter(frame -> !frame.getClassName().equals(MeasureTasks.class.getName()))
                      .limit(FRAMES)
                      .map(StackTraceElement::toString)
                      .toList());
          code = frames.isEmpty() ? code : frames;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
