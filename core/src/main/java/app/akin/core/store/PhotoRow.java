package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.util.List;

/// A photo with all data for display.
///
/// @param photo the photo's ID
/// @param content its primary content
/// @param key the key of that content
/// @param paths absolute paths of all its files, at least one: those of the primary content first,
///   then those of its siblings, each sorted
/// @param bytes size of its first file
/// @param facts facts of its primary content, and the joined metadata of all its files
/// @param date when it was taken, or else the earliest time of its files in the library's time zone
public record PhotoRow(
    PhotoId photo,
    ContentId content,
    ContentKey key,
    List<Path> paths,
    long bytes,
    PhotoFacts facts,
    PhotoDate date) {}
