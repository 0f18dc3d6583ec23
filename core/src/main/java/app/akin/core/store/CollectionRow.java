package app.akin.core.store;

/// A collection.
///
/// @param id its ID
/// @param name its name as shown
/// @param photos number of its photos, with those that are missing
/// @param missing number of photos without files
/// @param isTarget whether it is the target, to which one key adds photos
public record CollectionRow(long id, String name, int photos, int missing, boolean isTarget) {}
