package app.akin.core.query;

import app.akin.core.query.FactValue.Near;
import app.akin.core.query.FactValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a typed line: facts, excluded texts, and what is left for the model. No model takes part:
/// the same line, vocabulary, locale and day give the same result.
///
/// A fact is taken if its form can hardly mean anything else, if the library holds its name and no
/// plain word follows, or if an ordinary word stands behind its marker. In doubt, words stay words,
/// and the fact is offered.
///
/// The span of a fact is the part of the line that states it. A minus, "not", "before", "near",
/// "last" and other words without which the fact would be another are part of it; small words that
/// only go with it, such as "in" before a place, are not.
///
/// Thread-safe. Takes time linear in the length of the line, whatever the size of the vocabulary.
public final class QueryParser {
  /// Countries of the southern hemisphere.
  private static final Set<String> SOUTHERN =
      Set.of(
          "AO", "AR", "AU", "BO", "BR", "BW", "CK", "CL", "FJ", "FK", "KM", "LS", "MG", "MU", "MW",
          "MZ", "NA", "NC", "NZ", "PE", "PF", "PY", "RE", "SB", "SZ", "TL", "TO", "TZ", "UY", "VU",
          "WS", "ZA", "ZM", "ZW");

  private final Vocabulary vocabulary;
  private final Places places;
  private final LibraryNames names;

  /// Creates a parser for a library.
  ///
  /// @param vocabulary the names that the library holds
  /// @param places resolves the places of fields
  public QueryParser(Vocabulary vocabulary, Places places) {
    this.vocabulary = vocabulary;
    this.places = places;
    this.names = new LibraryNames(vocabulary);
  }

  /// Reads a line.
  public ParsedLine parse(String typed, QueryContext context) {
    Line line = Lexer.read(typed, places);
    Calendar calendar = new Calendar(context);
    DateAtoms atoms = new DateAtoms(line, calendar, new NumericDates(calendar, context.locale()));
    NameReader nameReader = new NameReader(line, names, EverydayWords.shipped());
    ChineseReader chinese =
        new ChineseReader(line, names, vocabulary, calendar, context.hasPicture());
    FactFinder finder =
        new FactFinder(
            line,
            new DateReader(line, atoms, vocabulary.years()),
            new RecurringReader(line, atoms, context.hasPicture()),
            new MeasureReader(line, vocabulary),
            new KindReader(line, names.folderKeys()),
            nameReader,
            chinese);
    @Nullable Match[] matches = finder.find();
    ParsedLine parsed =
        new ParsedLineBuilder(line, matches, nameReader, chinese, isSouthern(context.locale()))
            .build();
    Optional<Vocabulary.Place> only = onlyPlace(parsed);
    boolean southern = only.map(place -> place.latitude() < 0).orElse(isSouthern(context.locale()));
    return southern == isSouthern(context.locale())
        ? parsed
        : new ParsedLineBuilder(line, matches, nameReader, chinese, southern).build();
  }

  /// Returns whether the country of a locale is in the southern hemisphere.
  public static boolean isSouthern(Locale locale) {
    return SOUTHERN.contains(locale.getCountry());
  }

  /// Returns the place of the line if it names one only.
  private Optional<Vocabulary.Place> onlyPlace(ParsedLine parsed) {
    List<String> ids = new ArrayList<>();
    for (ParsedLine.Chip chip : parsed.facts()) {
      for (FactValue value : chip.fact().values()) {
        if (chip.fact().negated()) {
          continue;
        }
        if (chip.fact().field() == FactField.PLACE && value instanceof Text text) {
          ids.add(text.text());
        } else if (value instanceof Near near) {
          ids.add(near.place());
        }
      }
    }
    return ids.size() == 1 ? places.withId(ids.getFirst()) : Optional.empty();
  }
}
