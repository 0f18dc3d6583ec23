package app.akin.core.photo;

import java.time.Duration;
import java.util.Optional;

/// The progress of updating a library that an older version has written.
///
/// @param phase the current phase
/// @param done number of photos that the phase has updated
/// @param total number of photos to update; 0 if the phase does not count photos
/// @param remaining estimated time until the end of the phase; empty if unknown
public record MigrationStatus(Phase phase, long done, long total, Optional<Duration> remaining) {
  /// The phases in order. A library may need only some of them.
  public enum Phase {
    /// Backs up the library and changes its tables.
    TABLES,
    /// Joins the facts of photos.
    FACTS,
    /// Creates indexes of facts.
    INDEXES,
    /// Finds the places of photos.
    PLACES
  }

  /// Returns the completed fraction of the phase from 0 to 1; negative if it is unknown.
  public double fraction() {
    return total == 0 ? -1 : (double) done / total;
  }
}
