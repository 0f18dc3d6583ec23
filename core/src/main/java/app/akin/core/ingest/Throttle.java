package app.akin.core.ingest;

/// How a run works at the moment.
public enum Throttle {
  /// With all the threads it has.
  FULL,
  /// With few threads of low priority, and rests between them, so that the machine stays free for
  /// its user.
  GENTLE,
  /// Not at all, because it was asked to pause; what was taken in is kept.
  PAUSED,
  /// Not at all, because it is gentle and the machine runs on its battery; it goes on by itself.
  ON_BATTERY
}
