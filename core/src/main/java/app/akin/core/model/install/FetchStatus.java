package app.akin.core.model.install;

import java.time.Duration;
import java.util.Optional;

/// The progress of a model download or import. Immutable.
///
/// @param name the model's name
/// @param phase the current phase
/// @param bytes the number of bytes downloaded, copied or verified, of all files
/// @param total the total number of bytes; the model list's estimate until the hub has answered
/// @param bytesPerSecond the rate of this phase; 0 while it is unknown
/// @param remaining the estimated remaining time; empty while the rate is unknown
public record FetchStatus(
    String name,
    Phase phase,
    long bytes,
    long total,
    double bytesPerSecond,
    Optional<Duration> remaining) {
  /// A phase of a download or import.
  public enum Phase {
    /// Waiting for another process that downloads the same model.
    WAITING,
    /// Requesting the files' metadata from the hub.
    LOOKING,
    /// Downloading.
    FETCHING,
    /// Copying the files of an import.
    COPYING,
    /// Reading the files to compute their hashes.
    VERIFYING,
    /// Finished: installed, stopped or failed.
    ENDED
  }
}
