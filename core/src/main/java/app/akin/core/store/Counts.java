package app.akin.core.store;

/// How much is in the library.
///
/// @param roots folders of the library
/// @param files files taken in
/// @param photos photos with at least one file taken in
/// @param contents different contents among those files; twins of one photo count each
/// @param embedded of these photos, how many the model asked about has embedded
/// @param failed files that could not be taken in
/// @param tooSmall files that are left out because their pictures are too small
/// @param videos videos in the folders, which are not taken in
public record Counts(
    long roots,
    long files,
    long photos,
    long contents,
    long embedded,
    long failed,
    long tooSmall,
    long videos) {}
