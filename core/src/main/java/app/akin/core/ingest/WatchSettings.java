package app.akin.core.ingest;

import java.time.Duration;

/// How patient a watcher is.
///
/// @param tick how often it looks at what it heard
/// @param settle how long a file must have been quiet before it is read
/// @param rescan how often it looks through every folder, whatever it heard
/// @param remoteRescan the same for folders that send no events: network drives, mostly
/// @param patience how long it waits after a run that could not be done
public record WatchSettings(
    Duration tick, Duration settle, Duration rescan, Duration remoteRescan, Duration patience) {
  /// A quarter of a second, a second, an hour, five minutes, ten seconds.
  public static WatchSettings standard() {
    return new WatchSettings(
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10));
  }
}
