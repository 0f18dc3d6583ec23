package app.akin.core.ingest;

import app.akin.core.photo.TextCounts;
import java.time.Duration;
import java.util.Optional;

/// Status of reading the text in photos: an immutable snapshot for polling.
///
/// @param counts how many photos were read
/// @param unavailable number of photos whose files cannot be read now, of those looked at so far
/// @param remaining the time left at the current rate; empty if it is not known yet
/// @param throttle the current throttle, such as paused
public record TextStatus(
    TextCounts counts, int unavailable, Optional<Duration> remaining, Throttle throttle) {}
