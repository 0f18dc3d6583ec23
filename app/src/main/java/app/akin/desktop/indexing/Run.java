package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestStatus;

/// A run that takes photos in, as the window steers it. Thread-safe.
public interface Run {
  /// Where it stands now.
  IngestStatus status();

  /// Whether it has ended, well or not: [#await] answers at once.
  boolean isOver();

  /// Asks it to end soon; what was taken in is kept.
  void stop();

  /// Lets it rest.
  void pause();

  /// Lets it go on.
  void resume();

  /// Says whether it leaves the machine to its user.
  void gentle(boolean gentle);

  /// Waits for its end and says what it did.
  ///
  /// @throws app.akin.core.photo.AkinException where it could not do its job
  IngestReport await() throws InterruptedException;

  /// A run of the library.
  static Run of(IngestJob job) {
    return new Run() {
      @Override
      public IngestStatus status() {
        return job.status();
      }

      @Override
      public boolean isOver() {
        return job.isOver();
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
        job.gentle(gentle);
      }

      @Override
      public IngestReport await() throws InterruptedException {
        return job.await();
      }
    };
  }
}
