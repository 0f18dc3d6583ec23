package app.akin.core.store;

import app.akin.core.photo.MigrationStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Counts updated photos and reports the progress of a migration. For one thread.
final class MigrationProgress {
  /// Time from which a rate is known.
  private static final Duration MEASURED = Duration.ofMillis(500);

  private final Consumer<MigrationStatus> listener;
  private MigrationStatus status =
      new MigrationStatus(MigrationStatus.Phase.TABLES, 0, 0, Optional.empty());
  private long start;

  /// @param listener receives each status on the thread of the migration
  MigrationProgress(Consumer<MigrationStatus> listener) {
    this.listener = listener;
  }

  /// Returns progress that is not reported.
  static MigrationProgress none() {
    return new MigrationProgress(_ -> {});
  }

  /// Begins a phase. A phase before the current one, of another database, is not reported.
  ///
  /// @param total number of photos to update; 0 if the phase does not count photos
  void begin(MigrationStatus.Phase phase, long total) {
    if (phase.compareTo(status.phase()) < 0) {
      return;
    }
    start = System.nanoTime();
    report(new MigrationStatus(phase, 0, total, Optional.empty()));
  }

  /// Adds updated photos.
  void advance(long photos) {
    long done = Math.min(status.total(), status.done() + photos);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    Optional<Duration> remaining =
        elapsed.compareTo(MEASURED) < 0 || done == 0
            ? Optional.empty()
            : Optional.of(elapsed.multipliedBy(status.total() - done).dividedBy(done));
    report(new MigrationStatus(status.phase(), done, status.total(), remaining));
  }

  private void report(MigrationStatus next) {
    status = next;
    listener.accept(next);
  }
}
