package app.akin.core.store;

import app.akin.core.photo.FailureKind;
import java.nio.file.Path;
import java.time.Instant;

/// A file that could not be taken in.
///
/// @param path where it is, absolute
/// @param kind why, as a stable kind
/// @param detail why, in the decoder's words
/// @param tries how often it was tried, positive
/// @param lastTry when it was tried last, to the millisecond
public record FailedFile(Path path, FailureKind kind, String detail, int tries, Instant lastTry) {}
