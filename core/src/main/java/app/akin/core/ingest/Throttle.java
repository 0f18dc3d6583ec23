package app.akin.core.ingest;

/// How much of the machine a run uses at the moment.
public enum Throttle {
  /// All threads.
  FULL,
  /// Few threads of low priority with sleeps between batches, so that the machine stays responsive.
  GENTLE,
  /// Paused by request; indexed photos are kept.
  PAUSED,
  /// Paused because the run is gentle and the machine is on battery power; it resumes
  /// automatically.
  ON_BATTERY
}
