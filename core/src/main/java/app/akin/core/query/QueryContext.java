package app.akin.core.query;

import java.time.LocalDateTime;
import java.util.Locale;

/// What the reading of a line depends on besides the library.
///
/// @param hasPicture whether the query has an image, so that words are an edit of it
/// @param locale decides the order of numbers in dates, the first day of the week and the home
///   hemisphere
/// @param now the current local time
public record QueryContext(boolean hasPicture, Locale locale, LocalDateTime now) {}
