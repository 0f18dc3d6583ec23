package app.akin.core.store;

/// The row of a content.
///
/// @param id positive
/// @param inserted whether it was made just now
record ContentRow(long id, boolean inserted) {}
