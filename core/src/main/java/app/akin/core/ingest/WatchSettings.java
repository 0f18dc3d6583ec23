package app.akin.core.ingest;

import java.time.Duration;

/// Intervals and delays of a watcher.
///
/// @param pollInterval interval at which pending changes are checked
/// @param quietPeriod how long a file must be unchanged before it is read
/// @param rescanInterval interval of full scans, independent of events
/// @param remoteRescanInterval interval of full scans of folders without events, mostly network
///   drives
/// @param retryDelay delay after a failed run
public record WatchSettings(
    Duration pollInterval,
    Duration quietPeriod,
    Duration rescanInterval,
    Duration remoteRescanInterval,
    Duration retryDelay) {
  /// Returns the default settings: a quarter of a second, a second, an hour, five minutes, ten
  /// seconds.
  public static WatchSettings defaults() {
    return new WatchSettings(
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10));
  }
}
