package app.akin.core.store;

import app.akin.core.query.Fact;

/// Photos that a fact hides for lack of data: they match all else, and nothing says that they do
/// not have the fact.
///
/// @param fact the fact
/// @param count number of photos
/// @param filter matches exactly these photos
public record MissingFact(Fact fact, long count, PhotoFilter filter) {}
