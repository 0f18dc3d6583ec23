package app.akin.core.store;

/// The row of a content in the catalogue.
///
/// @param id row ID, positive
/// @param inserted whether the row was just inserted
record ContentRow(long id, boolean inserted) {}
