package app.akin.core.store;

/// Numbers of rows of each kind in the library.
///
/// @param roots roots of the library
/// @param files indexed files
/// @param photos photos with at least one indexed file
/// @param contents distinct contents of those files; siblings of a photo count separately
/// @param embedded number of these photos that the given model has embedded
/// @param failed files that could not be indexed
/// @param tooSmall files that are excluded because their images are too small
/// @param videos videos in the folders, without those of live photos; they are not indexed
/// @param companions videos of live photos; they are not read
public record Counts(
    long roots,
    long files,
    long photos,
    long contents,
    long embedded,
    long failed,
    long tooSmall,
    long videos,
    long companions) {
  /// Creates the counts of a library without live photos.
  public Counts(
      long roots,
      long files,
      long photos,
      long contents,
      long embedded,
      long failures,
      long tooSmall,
      long videos) {
    this(roots, files, photos, contents, embedded, failures, tooSmall, videos, 0);
  }
}
