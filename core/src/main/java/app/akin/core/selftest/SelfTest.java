package app.akin.core.selftest;

import app.akin.core.benchmark.ScratchFolder;
import app.akin.core.library.LibraryPlaces;
import app.akin.core.photo.AkinException;
import app.akin.core.selftest.SelfTestLine.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/// Looks whether this installation does what it should, in a library of its own that goes when this
/// is closed. It needs no network and touches no other library. For one thread, a platform thread.
public final class SelfTest implements AutoCloseable {
  /// One step's work.
  @FunctionalInterface
  public interface Check {
    /// Does it.
    ///
    /// @return what was found, in a short phrase
    /// @throws IllegalStateException where it is not as it should be, with a phrase that says what
    String run() throws IOException, InterruptedException;
  }

  private final Clock clock;
  private final Consumer<SelfTestLine> listener;
  private final ScratchFolder scratch;
  private final LibraryPlaces places;
  private boolean passed = true;

  /// Makes the folder that it works in.
  ///
  /// @param around where things are kept; its native libraries are used
  /// @param clock tells the time
  /// @param listener hears each line as soon as there is one
  /// @throws AkinException where the folder cannot be made
  public SelfTest(LibraryPlaces around, Clock clock, Consumer<SelfTestLine> listener) {
    this.clock = clock;
    this.listener = listener;
    scratch = ScratchFolder.in(around.compiled().resolveSibling("scratch"));
    Path home = scratch.folder("home");
    places =
        new LibraryPlaces(
            home.resolve("library"),
            home.resolve("compiled"),
            around.natives(),
            home.resolve("models"),
            home.resolve("logs"));
  }

  /// Where the library is that the steps work in.
  public LibraryPlaces places() {
    return places;
  }

  /// Runs every step that needs no window, in order. One that fails does not keep the others from
  /// running.
  public void runCore() {
    Parts parts = new Parts(places, scratch, clock);
    step(Step.DATABASE, parts::database);
    step(Step.INDEX, parts::index);
    step(Step.ENGINE, parts::engine);
    step(Step.STARTER, parts::starter);
    step(Step.CHECKPOINT, parts::checkpoint);
    step(Step.FORMATS, parts::formats);
    step(Step.SEARCH, new ComposedSearch(places, scratch, clock)::run);
  }

  /// Runs one step and tells the listener. Whatever is thrown is a step that failed: a native
  /// library that does not fit throws errors, too.
  public void step(Step step, Check check) {
    long begun = clock.millis();
    String detail;
    boolean done = true;
    try {
      detail = check.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      detail = "interrupted";
      done = false;
    } catch (AkinException e) {
      detail = e.problem() + " " + e.arguments();
      done = false;
    } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
      detail = reason(e);
      done = false;
    }
    passed &= done;
    listener.accept(
        new SelfTestLine(step, done, detail, Duration.ofMillis(clock.millis() - begun)));
  }

  /// Whether every step so far passed.
  public boolean passed() {
    return passed;
  }

  /// Deletes what was made.
  @Override
  public void close() {
    scratch.close();
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String said =
        message == null || message.isBlank() ? "" : message.lines().findFirst().orElse("");
    return failure instanceof IllegalStateException && !said.isEmpty()
        ? said
        : failure.getClass().getSimpleName() + (said.isEmpty() ? "" : ": " + said);
  }
}
