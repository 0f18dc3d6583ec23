package app.akin.core.store;

import app.akin.core.query.Fact;

/// A value of a field among some photos.
///
/// @param fact the fact that keeps the photos with this value
/// @param label the value as it stands in the metadata, or the word of the field
/// @param count number of photos that would remain
public record Facet(Fact fact, String label, long count) {}
