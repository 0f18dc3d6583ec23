package app.akin.desktop.tour;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestStatus;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.SharedPart;
import app.akin.core.ingest.Throttle;
import app.akin.core.library.LibraryStatus;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.FailureKind;
import app.akin.desktop.TestTasks;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.indexing.IndexingRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Fake runs and failures.
public final class FakeRuns {
  private FakeRuns() {}

  /// A run with a given status that can be paused, stopped and completed.
  public static final class FakeRun implements IndexingRun {
    private IngestStatus status;
    private boolean over;
    private boolean paused;
    private boolean gentle;
    private @org.jspecify.annotations.Nullable RuntimeException thrown;

    /// @param status the initial status
    public FakeRun(IngestStatus status) {
      this.status = status;
    }

    /// Sets the status.
    public synchronized void stand(IngestStatus next) {
      status = next;
    }

    /// Fails the run.
    public synchronized void fail(RuntimeException problem) {
      thrown = problem;
      over = true;
      notifyAll();
    }

    @Override
    public synchronized IngestStatus status() {
      return status;
    }

    @Override
    public synchronized boolean isOver() {
      return over;
    }

    @Override
    public synchronized void stop() {
      over = true;
      notifyAll();
    }

    @Override
    public synchronized void pause() {
      paused = true;
    }

    @Override
    public synchronized void resume() {
      paused = false;
    }

    @Override
    public synchronized void gentle(boolean slow) {
      gentle = slow;
    }

    /// Returns whether it was paused.
    public synchronized boolean isPaused() {
      return paused;
    }

    /// Returns whether slow mode was set.
    public synchronized boolean isGentle() {
      return gentle;
    }

    @Override
    public synchronized IngestReport await() throws InterruptedException {
      while (!over) {
        wait();
      }
      if (thrown != null) {
        throw thrown;
      }
      return report(status.embedded(), status.failed());
    }
  }

  /// Returns a status in a phase.
  public static IngestStatus status(Phase phase, long toDo, long done, double rate, Throttle pace) {
    Optional<Duration> left =
        rate > 0
            ? Optional.of(Duration.ofSeconds(Math.round((toDo - done) / rate)))
            : Optional.empty();
    return new IngestStatus(
        phase, toDo + 12, toDo, done, done, 0, 0.4, rate, left, Optional.empty(), pace);
  }

  /// Returns the status with failures.
  public static IngestStatus failing(IngestStatus status, long failed) {
    return new IngestStatus(
        status.phase(),
        status.files(),
        status.toDo(),
        status.done(),
        status.embedded(),
        failed,
        status.fraction(),
        status.photosPerSecond(),
        status.remaining(),
        status.precisions(),
        status.throttle());
  }

  /// Returns a report.
  public static IngestReport report(long embedded, long failed) {
    return new IngestReport(
        embedded + failed,
        18_204,
        embedded,
        0,
        failed,
        0,
        0,
        List.of(),
        List.of(),
        Optional.empty(),
        0,
        false,
        "starter",
        Duration.ofMinutes(3),
        SharedPart.NONE);
  }

  /// Returns failures of every kind.
  public static List<LibraryStatus.Failure> failures() {
    Path folder = Path.of("/home/mira/Pictures/2023/Lofoten and back");
    Instant when = Instant.parse("2026-05-01T12:00:00Z");
    return List.of(
        new LibraryStatus.Failure(
            folder.resolve("IMG_2041.jpg"), FailureKind.DAMAGED, "ends early", 1, when),
        new LibraryStatus.Failure(
            folder.resolve("IMG_2042.jpg"), FailureKind.EMPTY, "has no bytes", 1, when),
        new LibraryStatus.Failure(
            folder.resolve("IMG_2107.heic"), FailureKind.NEEDS_CODEC, "HEIC", 2, when),
        new LibraryStatus.Failure(
            folder.resolve("panorama-stitched.tif"),
            FailureKind.TOO_LARGE,
            "64000 x 12000 pixels",
            1,
            when),
        new LibraryStatus.Failure(
            folder.resolve("notes.png"), FailureKind.UNSUPPORTED, "no image", 1, when),
        new LibraryStatus.Failure(
            Path.of("/media/mira/Archive/scans/0417.jpg"),
            FailureKind.UNREADABLE,
            "permission denied",
            3,
            when),
        new LibraryStatus.Failure(
            folder.resolve("spiral.webp"), FailureKind.TIMED_OUT, "60 s", 1, when));
  }

  /// Returns an indexing model that runs on the caller's thread.
  public static IndexingModel indexing(Supplier<IndexingRun> run) {
    return new IndexingModel(
        new IndexingModel.Actions(_ -> run.get(), FakeRuns::failures),
        ModelSelection.DEFAULT,
        false,
        TestTasks.immediate());
  }
}
