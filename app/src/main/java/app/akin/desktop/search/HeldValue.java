package app.akin.desktop.search;

import app.akin.core.query.Fact;

/// A fact that photos of the library have, for suggestions and lists.
///
/// @param fact the fact, with one value
/// @param name the value as shown, such as the model of a camera
/// @param photos number of photos that have it
public record HeldValue(Fact fact, String name, int photos) {}
