package app.akin.core.library;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

/// Everything there is to say about one photo.
///
/// @param photo its identity
/// @param content what it shows
/// @param facts what its file says about it
/// @param date when it was taken, or its file's time where nothing says
/// @param bytes how large its file is
/// @param files every file that shows it, copies included, sorted by path; at least one
public record PhotoDetails(
    PhotoId photo,
    ContentId content,
    PhotoFacts facts,
    LocalDateTime date,
    long bytes,
    List<FileOf> files) {
  /// A file of a photo.
  ///
  /// @param path where it is, absolute
  /// @param present whether it is there now
  public record FileOf(Path path, boolean present) {}

  /// Whether the photo itself says when it was taken; else the date is its file’s.
  public boolean isDateTaken() {
    return facts.taken() != null && facts.takenFrom() != DateSource.FILE;
  }

  /// The file to show: the first that is there, else the first.
  public FileOf first() {
    return files.stream().filter(FileOf::present).findFirst().orElseGet(files::getFirst);
  }
}
