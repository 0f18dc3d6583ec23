package app.akin.core.store;

import app.akin.core.photo.FailureKind;
import java.nio.file.Path;
import java.time.Instant;

/// A file that could not be indexed.
///
/// @param path absolute path
/// @param kind kind of failure
/// @param detail the decoder's error message
/// @param tries number of tries, positive
/// @param lastTry time of the last try, in milliseconds
public record FailedFile(Path path, FailureKind kind, String detail, int tries, Instant lastTry) {}
