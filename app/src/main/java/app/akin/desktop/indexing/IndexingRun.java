package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestStatus;

/// An indexing run. Thread-safe.
public interface IndexingRun {
  /// Returns the current status.
  IngestStatus status();

  /// Returns whether the run has ended; [#await] then returns immediately.
  boolean isOver();

  /// Requests the end of the run; indexed photos are kept.
  void stop();

  /// Pauses the run.
  void pause();

  /// Resumes the run.
  void resume();

  /// Sets slow mode.
  void gentle(boolean gentle);

  /// Waits for the end of the run and returns its report.
  ///
  /// @throws app.akin.core.photo.AkinException if the run failed
  IngestReport await() throws InterruptedException;

  /// Returns the run of a job.
  static IndexingRun of(IngestJob job) {
    return new IndexingRun() {
      @Override
      public IngestStatus status() {
        return job.status();
      }

      @Override
      public boolean isOver() {
        return job.isDone();
      }

      @Override
      public void stop() {
        job.stop();
      }

      @Override
      public void pause() {
        job.pause();
      }

      @Override
      public void resume() {
        job.resume();
      }

      @Override
      public void gentle(boolean gentle) {
        job.setGentle(gentle);
      }

      @Override
      public IngestReport await() throws InterruptedException {
        return job.await();
      }
    };
  }
}
