package app.akin.core.model;

import java.time.Duration;
import java.util.Optional;

/// How far a model's fetch is. Immutable.
///
/// @param name the model
/// @param phase what it does now
/// @param bytes how much is here, of all files
/// @param total how much there is; the list's guess until the hub was asked
/// @param bytesPerSecond the rate of this fetch; 0 until there is one
/// @param left how long the rest takes at this rate; empty until there is one
public record FetchStatus(
    String name,
    Phase phase,
    long bytes,
    long total,
    double bytesPerSecond,
    Optional<Duration> left) {
  /// What a fetch does.
  public enum Phase {
    /// It waits for another process that fetches the same model.
    WAITING,
    /// It asks the hub what there is.
    LOOKING,
    /// Bytes come.
    FETCHING,
    /// What came is held against what was stated.
    VERIFYING,
    /// It is over: the model is here, or it was stopped, or it failed.
    ENDED
  }
}
