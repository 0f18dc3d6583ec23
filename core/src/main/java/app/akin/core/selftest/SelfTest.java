package app.akin.core.selftest;

import app.akin.core.benchmark.ScratchFolder;
import app.akin.core.library.AppPaths;
import app.akin.core.photo.AkinException;
import app.akin.core.selftest.SelfTestLine.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/// Tests the installation in a temporary library that is deleted on close. Needs no network and no
/// other library. Must run on one platform thread.
public final class SelfTest implements AutoCloseable {
  /// The work of a step.
  @FunctionalInterface
  public interface Check {
    /// Runs the step.
    ///
    /// @return a short description of the result
    /// @throws IllegalStateException if the step failed, with a short description
    String run() throws IOException, InterruptedException;
  }

  private final Clock clock;
  private final Consumer<SelfTestLine> listener;
  private final ScratchFolder scratch;
  private final AppPaths paths;
  private boolean passed = true;

  /// Creates the temporary folder.
  ///
  /// @param installation folders of the installation, for its native libraries
  /// @param clock the clock
  /// @param listener receives each line
  /// @throws AkinException if the folder can't be created
  public SelfTest(AppPaths installation, Clock clock, Consumer<SelfTestLine> listener) {
    this.clock = clock;
    this.listener = listener;
    scratch = ScratchFolder.in(installation.compiled().resolveSibling("scratch"));
    Path home = scratch.folder("home");
    paths =
        new AppPaths(
            home.resolve("library"),
            home.resolve("compiled"),
            installation.natives(),
            home.resolve("models"),
            home.resolve("logs"));
  }

  /// Returns the folders of the temporary library.
  public AppPaths paths() {
    return paths;
  }

  /// Runs every step that needs no window, in order. A failed step does not stop the others.
  public void runCore() {
    ComponentSteps steps = new ComponentSteps(paths, scratch, clock);
    step(Step.DATABASE, steps::database);
    step(Step.INDEX, steps::index);
    step(Step.ENGINE, steps::engine);
    step(Step.STARTER, steps::starter);
    step(Step.CHECKPOINT, steps::checkpoint);
    step(Step.FORMATS, steps::formats);
    step(Step.SEARCH, new ComposedSearch(paths, scratch, clock)::run);
  }

  /// Runs one step and notifies the listener. Any exception or error fails the step, because
  /// mismatched native libraries throw errors.
  public void step(Step step, Check check) {
    long start = clock.millis();
    String detail;
    boolean success = true;
    try {
      detail = check.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      detail = "interrupted";
      success = false;
    } catch (AkinException e) {
      detail = e.problem().toString();
      success = false;
    } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
      detail = reason(e);
      success = false;
    }
    passed &= success;
    listener.accept(
        new SelfTestLine(step, success, detail, Duration.ofMillis(clock.millis() - start)));
  }

  /// Returns whether all steps passed so far.
  public boolean passed() {
    return passed;
  }

  /// Deletes the temporary folder.
  @Override
  public void close() {
    scratch.close();
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String firstLine =
        message == null || message.isBlank() ? "" : message.lines().findFirst().orElse("");
    return failure instanceof IllegalStateException && !firstLine.isEmpty()
        ? firstLine
        : failure.getClass().getSimpleName() + (firstLine.isEmpty() ? "" : ": " + firstLine);
  }
}
