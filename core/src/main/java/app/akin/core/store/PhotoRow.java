package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

/// A photo with all data for display.
///
/// @param photo the photo's ID
/// @param content its primary content
/// @param key the key of that content
/// @param paths absolute paths of all its files, at least one: those of the primary content first,
///   then those of its siblings, each sorted
/// @param bytes size of the file that was read last
/// @param facts facts of the file that was read last, completed from names and sidecars
/// @param date when it was taken, or else the earliest time of its files in the library's time zone
public record PhotoRow(
    PhotoId photo,
    ContentId content,
    ContentKey key,
    List<Path> paths,
    long bytes,
    PhotoFacts facts,
    LocalDateTime date) {}
