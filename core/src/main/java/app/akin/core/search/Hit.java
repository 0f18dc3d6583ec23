package app.akin.core.search;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

/// A found photo. The three shares add up to the score.
///
/// @param photo its identity
/// @param content what it shows: its thumbnail's key, and a [QueryPicture.Photo] to go on with
/// @param path its first path, in the order of paths; one that passes the filter's folder, and one
///   that is there now where any is
/// @param paths every path of it, copies included, sorted
/// @param date when it was taken, or its file's time where nothing says
/// @param score the cosine between query and photo, -1 to 1
/// @param relevance how strong that is among all photos of the library
/// @param image what the query's pictures add to the score
/// @param text what the query's words add
/// @param minus what the query's minus words take away, as a number to add
/// @param offline whether none of its files can be reached now, because their drive or folder is
///   away; its thumbnail is there all the same
public record Hit(
    PhotoId photo,
    ContentId content,
    Path path,
    List<Path> paths,
    LocalDateTime date,
    float score,
    RelevanceBand relevance,
    float image,
    float text,
    float minus,
    boolean offline) {}
