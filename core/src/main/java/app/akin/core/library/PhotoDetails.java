package app.akin.core.library;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.MarkSources;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Details of one photo.
///
/// @param photo its identity
/// @param content its content
/// @param facts the metadata of its file
/// @param location where its coordinates are; null without coordinates or far from every place
/// @param date when it was taken; the file time if nothing else is known. The other dates are in
///   the metadata
/// @param bytes size of its file
/// @param sources where rating, flag, keywords and caption of the facts come from
/// @param files all its files, including copies, sorted by path; at least one
/// @param text the text in it; none if it was not read yet
public record PhotoDetails(
    PhotoId photo,
    ContentId content,
    PhotoFacts facts,
    @Nullable PhotoLocation location,
    PhotoDate date,
    long bytes,
    MarkSources sources,
    List<PhotoFile> files,
    ImageText text) {
  /// A file of a photo.
  ///
  /// @param path its absolute path
  /// @param present whether it exists now
  public record PhotoFile(Path path, boolean present) {}

  /// Returns the first file that exists; the first file if none does.
  public PhotoFile firstAvailable() {
    return files.stream().filter(PhotoFile::present).findFirst().orElseGet(files::getFirst);
  }
}
