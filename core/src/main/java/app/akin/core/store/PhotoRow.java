package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

/// A photo with everything there is to show of it.
///
/// @param photo its identity
/// @param content the content that stands for it
/// @param key the key of that
/// @param paths every file of it, absolute; those of that content first, then those of its twins,
///   each sorted; at least one
/// @param bytes how large the file read last is
/// @param facts what the file read last says about it
/// @param date when it was taken, else the earliest time among its files in the library's time zone
public record PhotoRow(
    PhotoId photo,
    ContentId content,
    ContentKey key,
    List<Path> paths,
    long bytes,
    PhotoFacts facts,
    LocalDateTime date) {}
