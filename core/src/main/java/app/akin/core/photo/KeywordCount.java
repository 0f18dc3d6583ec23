package app.akin.core.photo;

/// A keyword of the library.
///
/// @param keyword the keyword, or a level of one; levels of a hierarchy are separated by `|`
/// @param photos number of photos that have it
public record KeywordCount(String keyword, int photos) {}
