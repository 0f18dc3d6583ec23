package app.akin.core.search;

import java.time.Duration;
import java.util.Optional;

/// The progress of re-ranking.
///
/// @param done number of photos that the model has embedded for this query
/// @param total number of photos that it has to embed; 0 if all vectors are stored
/// @param remaining estimated time left, unknown until the first photo is done
public record RerankStatus(int done, int total, Optional<Duration> remaining) {}
