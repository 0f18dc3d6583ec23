package app.akin.core.store;

/// How much is in the library.
///
/// @param roots folders of the library
/// @param files files taken in
/// @param photos photos with at least one file taken in
/// @param contents different contents among those files
/// @param embedded of these contents, how many the model asked about has embedded
/// @param failed files that could not be taken in
public record Counts(
    long roots, long files, long photos, long contents, long embedded, long failed) {}
