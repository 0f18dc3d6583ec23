package app.akin.core.model.precision;

/// The time that a model needs for a photo on this machine.
///
/// @param seconds seconds for one photo
/// @param source how it was found
public record PhotoTime(double seconds, Source source) {
  private static final double SECONDS_PER_DAY = 86_400;

  /// How a time was found; a later constant is more reliable.
  public enum Source {
    /// A part of a pass was timed and the rest worked out.
    TRIAL,
    /// A few photos were embedded by a check.
    CHECK,
    /// Photos of a library were embedded by a run.
    RUN
  }

  /// Returns the seconds for a number of photos.
  public double secondsFor(long photos) {
    return seconds * photos;
  }

  /// Returns whether a number of photos takes more than a day.
  public boolean exceedsDay(long photos) {
    return secondsFor(photos) > SECONDS_PER_DAY;
  }
}
