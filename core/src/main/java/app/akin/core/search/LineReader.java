package app.akin.core.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.Places;
import app.akin.core.query.QueryContext;
import app.akin.core.query.QueryParser;
import app.akin.core.query.Vocabulary;
import app.akin.core.store.FactReader;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;

/// Reads typed lines with the names that the library holds. Thread-safe.
public final class LineReader {
  private record Names(Vocabulary vocabulary, QueryParser parser) {}

  private final FactReader facts;
  private final Places places;
  private final Clock clock;
  private final ZoneId zone;
  private volatile Names names;

  /// @param facts the facts of the library's photos
  /// @param places the places table
  /// @param clock states the current time
  /// @param zone the local time zone
  public LineReader(FactReader facts, Places places, Clock clock, ZoneId zone) {
    this.facts = facts;
    this.places = places;
    this.clock = clock;
    this.zone = zone;
    this.names = names(Vocabulary.EMPTY);
  }

  private Names names(Vocabulary vocabulary) {
    return new Names(vocabulary, new QueryParser(vocabulary, places));
  }

  /// Loads the names again if the library has changed. Reads files.
  ///
  /// @return whether the names have changed
  public boolean refresh() {
    Vocabulary vocabulary = facts.vocabulary();
    boolean changed = !vocabulary.equals(names.vocabulary());
    if (changed) {
      names = names(vocabulary);
    }
    return changed;
  }

  /// Returns the names of the last [#refresh].
  public Vocabulary vocabulary() {
    return names.vocabulary();
  }

  /// Reads a line with the names of the last [#refresh]. Takes about a millisecond and reads no
  /// file.
  ///
  /// @param hasImage whether the query has an image, so that words are an edit of it
  /// @param locale decides the order of numbers in dates, the first day of the week and the home
  ///   hemisphere
  public ParsedLine read(String line, boolean hasImage, Locale locale) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), zone);
    return names.parser().parse(line, new QueryContext(hasImage, locale, now));
  }

  /// Returns the fact of a canonical spelling, such as `camera:canon`.
  ///
  /// @throws app.akin.core.photo.AkinException of a `Fact` kind if it is invalid
  public Fact fact(String canonical) {
    return FactSyntax.parse(canonical, places);
  }
}
