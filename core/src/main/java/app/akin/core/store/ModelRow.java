package app.akin.core.store;

/// A model that has embedded contents of this library.
///
/// @param id row ID, positive
/// @param fingerprint hash of everything that determines the model's vectors
/// @param name display name
/// @param dimension number of components of its vectors
public record ModelRow(long id, String fingerprint, String name, int dimension) {}
