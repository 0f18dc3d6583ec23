package app.akin.core.store;

/// A model that embedded contents of this library.
///
/// @param id its row in the catalogue, positive
/// @param fingerprint of everything that decides its vectors
/// @param name what people call it
/// @param dimension the number of components of its vectors
public record ModelRow(long id, String fingerprint, String name, int dimension) {}
