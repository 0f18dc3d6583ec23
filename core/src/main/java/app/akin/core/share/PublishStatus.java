package app.akin.core.share;

import java.time.Duration;
import java.util.Optional;

/// The progress of publishing.
///
/// @param done number of photos that were published or withdrawn
/// @param total number of photos to publish or withdraw
/// @param remaining the estimated time left; empty at the beginning
public record PublishStatus(long done, long total, Optional<Duration> remaining) {}
