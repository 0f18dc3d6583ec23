package app.akin.core.query;

import app.akin.core.photo.AkinException;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.Match.Reading;
import app.akin.core.query.Quantities.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads focal lengths, exposure, ratings and sizes, with comparisons.
final class MeasureReader {
  private static final Pattern ISO = Pattern.compile("iso-?(?:(\\d{1,7})(?:-(\\d{1,7}))?)?");
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,7})-(\\d{1,7})");
  private static final Pattern ZOOM = Pattern.compile("[a-z]{0,3}\\d{1,4}-\\d{1,4}(mm)?");

  private static final Set<String> FILM =
      Set.of("film", "films", "slide", "slides", "negative", "negatives", "movie", "movies");
  private static final Set<String> LENS = Set.of("lens", "lenses");
  private static final Set<String> MORE =
      Set.of("more", "above", "better", "higher", "larger", "bigger", "longer", "up");
  private static final Set<String> FEWER =
      Set.of("less", "fewer", "below", "lower", "smaller", "shorter");

  /// Fields that a number may follow; the unit of all others tells the field.
  private static final Map<String, FactField> FIELDS =
      Map.of(
          "iso", FactField.ISO,
          "rating", FactField.RATING,
          "stars", FactField.RATING,
          "size", FactField.SIZE,
          "pixels", FactField.PIXELS,
          "focal", FactField.FOCAL,
          "aperture", FactField.APERTURE,
          "shutter", FactField.SHUTTER);

  private static final Set<FactField> WITHOUT_UNIT = Set.of(FactField.ISO, FactField.RATING);
  private static final int MAX_RATING = 5;

  private final Line line;
  private final Vocabulary vocabulary;
  private final Quantities quantities;

  MeasureReader(Line line, Vocabulary vocabulary) {
    this.line = line;
    this.vocabulary = vocabulary;
    this.quantities = new Quantities(line);
  }

  /// Returns the longest number with its unit that begins at a token; null if none does.
  @Nullable Match read(int i) {
    if (isGluedBefore(i)) {
      return null;
    }
    Comparison comparison = comparison(i);
    if (comparison != null) {
      return compared(i, comparison);
    }
    if (line.is(i, Token.Kind.STARS)) {
      return stars(i);
    }
    String word = line.word(i);
    if (word.isEmpty()) {
      return null;
    }
    if (FIELDS.containsKey(word) || word.startsWith("iso")) {
      Match match = named(i, word);
      if (match != null) {
        return match;
      }
    }
    Quantity quantity = quantities.read(i);
    return quantity == null ? rated(i, word) : plain(i, quantity);
  }

  private boolean isGluedBefore(int i) {
    return i > 0
        && line.isGlued(i)
        && (line.is(i - 1, Token.Kind.SYMBOL)
            || line.is(i - 1, Token.Kind.SIGN)
            || line.isWord(i - 1));
  }

  /// A comparison with the token after it.
  private record Comparison(String sign, int to) {}

  private @Nullable Comparison comparison(int i) {
    if (line.is(i, Token.Kind.SIGN)) {
      String sign = line.at(i).text();
      return new Comparison(sign.equals("=") ? "" : sign, i + 1);
    }
    if (!line.isOneOf(i, Words.COMPARISON_BEGINNINGS)) {
      return null;
    }
    for (Map.Entry<List<String>, String> entry : Words.COMPARISONS) {
      List<String> words = entry.getKey();
      if (line.word(i).equals(words.getFirst())) {
        if (words.size() == 1 || line.word(i + 1).equals(words.getLast())) {
          return new Comparison(entry.getValue(), i + words.size());
        }
      }
    }
    return null;
  }

  /// Reads "over 200mm", "> 10 MB", "at least 4 stars" and "over iso 1600".
  private @Nullable Match compared(int i, Comparison comparison) {
    int number = comparison.to();
    if (line.word(number).equals("iso") && quantities.isNumber(number + 1)) {
      return comparedMatch(i, FactField.ISO, comparison.sign(), line.word(number + 1), number + 2);
    }
    Quantity quantity = quantities.read(number);
    if (quantity == null || comparison.sign().isEmpty()) {
      return null;
    }
    return comparedMatch(i, quantity.field(), comparison.sign(), quantity.scalar(), quantity.to());
  }

  /// Reads "iso 800", "iso1600", "iso 100-400", "iso>800", "iso over 800" and "rating>=4".
  private @Nullable Match named(int i, String word) {
    FactField field = FIELDS.get(word);
    Matcher iso = ISO.matcher(word);
    if (iso.matches() && iso.group(2) != null) {
      return range(i, FactField.ISO, iso.group(1), iso.group(2), i + 1);
    }
    if (iso.matches() && iso.group(1) != null) {
      return iso(i, iso.group(1), i + 1);
    }
    if (field == null) {
      return null;
    }
    Comparison comparison = comparison(i + 1);
    int number = comparison == null ? i + 1 : comparison.to();
    if (comparison != null && !comparison.sign().isEmpty()) {
      boolean signed = line.is(i + 1, Token.Kind.SIGN) && line.isWord(number);
      return quantities.isNumber(number) || signed
          ? comparedMatch(i, field, comparison.sign(), line.word(number), number + 1)
          : null;
    }
    if (!WITHOUT_UNIT.contains(field) || word.equals("stars")) {
      return null;
    }
    Matcher range = NUMBERS.matcher(line.word(number));
    if (range.matches()) {
      return range(i, field, range.group(1), range.group(2), number + 1);
    }
    if (!quantities.isNumber(number)) {
      return null;
    }
    String first = line.word(number);
    boolean to = line.word(number + 1).equals("to") || isDash(number + 1);
    if (to && quantities.isNumber(number + 2)) {
      return range(i, field, first, line.word(number + 2), number + 3);
    }
    if (isDots(number + 1) && quantities.isNumber(number + 3)) {
      return range(i, field, first, line.word(number + 3), number + 4);
    }
    Match more = orMore(i, field, first, number + 1);
    if (more != null) {
      return more;
    }
    return field == FactField.ISO ? iso(i, first, number + 1) : value(i, field, first, number + 1);
  }

  /// Returns whether two periods follow directly, as in "100..400".
  private boolean isDots(int i) {
    return line.isSign(i, ".") && line.isGlued(i) && line.isSign(i + 1, ".") && line.isGlued(i + 1);
  }

  private boolean isDash(int i) {
    return line.isSign(i, "-");
  }

  private @Nullable Match iso(int i, String number, int to) {
    return vocabulary.isos().contains(Integer.parseInt(number))
        ? value(i, FactField.ISO, number, to)
        : null;
  }

  /// Reads a number with its unit without a comparison.
  private @Nullable Match plain(int i, Quantity quantity) {
    int to = quantity.to();
    Match more = orMore(i, quantity.field(), quantity.scalar(), to);
    if (more != null) {
      return more;
    }
    return switch (quantity.field()) {
      case FOCAL -> focal(i, quantity);
      case PIXELS, APERTURE, SHUTTER -> value(i, quantity.field(), quantity.scalar(), to);
      case RATING -> {
        boolean article = line.word(i).equals("a") || line.word(i).equals("an");
        yield article ? null : ratingAt(i, quantity.scalar(), to);
      }
      default -> null;
    };
  }

  private @Nullable Match focal(int i, Quantity quantity) {
    int to = quantity.to();
    if (line.isOneOf(to, LENS)) {
      return Match.of(Reading.FORM, i, to + 1, FactField.LENS, quantity.scalar());
    }
    String number = quantity.scalar().substring(0, quantity.scalar().length() - 2);
    boolean held =
        Digits.isNumber(number, 5) && vocabulary.focalLengths().contains(Integer.parseInt(number));
    return held && !line.isOneOf(to, FILM)
        ? value(i, FactField.FOCAL, quantity.scalar(), to)
        : null;
  }

  /// Reads what may follow a number: "or more", "or less", and a plus directly behind it.
  private @Nullable Match orMore(int i, FactField field, String number, int to) {
    if (line.isSign(to, "+") && line.isGlued(to)) {
      return comparedMatch(i, field, ">=", number, to + 1);
    }
    if (!line.word(to).equals("or") && !line.word(to).equals("and")) {
      return null;
    }
    if (line.isOneOf(to + 1, MORE)) {
      return comparedMatch(i, field, ">=", number, to + 2);
    }
    return line.isOneOf(to + 1, FEWER) ? comparedMatch(i, field, "<=", number, to + 2) : null;
  }

  private @Nullable Match ratingAt(int i, String number, int to) {
    Match more = orMore(i, FactField.RATING, number, to);
    if (more != null) {
      return more;
    }
    Match match = value(i, FactField.RATING, number, to);
    return match == null ? null : match.as(Reading.NAME);
  }

  /// Reads "4+ stars", "5-star", "4-5 stars" and zoom ranges.
  private @Nullable Match rated(int i, String word) {
    if (quantities.isNumber(i)
        && line.isSign(i + 1, "+")
        && line.isGlued(i + 1)
        && line.isOneOf(i + 2, Quantities.STARS)) {
      return comparedMatch(i, FactField.RATING, ">=", word, i + 3);
    }
    int first = Words.number(word);
    int last = Words.number(line.word(i + 2));
    if (first > 0
        && last > 0
        && line.isOneOf(i + 3, Quantities.STARS)
        && !Words.ARTICLES.contains(word)) {
      if (line.word(i + 1).equals("or")) {
        return ratings(i, first, last, i + 4);
      }
      if (line.word(i + 1).equals("to")) {
        return range(i, FactField.RATING, Integer.toString(first), Integer.toString(last), i + 4);
      }
    }
    if (word.indexOf('-') < 0) {
      return null;
    }
    Matcher range = NUMBERS.matcher(word);
    if (range.matches() && line.isOneOf(i + 1, Quantities.STARS)) {
      return range(i, FactField.RATING, range.group(1), range.group(2), i + 2);
    }
    Matcher zoom = ZOOM.matcher(word);
    if (zoom.matches()) {
      boolean unit = zoom.group(1) != null;
      if (unit || line.word(i + 1).equals("mm")) {
        int to = unit ? i + 1 : i + 2;
        return Match.of(
            Reading.FORM,
            i,
            line.isOneOf(to, LENS) ? to + 1 : to,
            FactField.LENS,
            unit ? word : word + "mm");
      }
    }
    return null;
  }

  /// Reads "4 or 5 stars".
  private static @Nullable Match ratings(int i, int first, int last, int to) {
    return Math.max(first, last) > MAX_RATING
        ? null
        : Match.form(i, to, FactField.RATING, List.of(Numbers.of(first), Numbers.of(last)))
            .as(Reading.NAME);
  }

  private @Nullable Match stars(int i) {
    String stars = line.at(i).text();
    long count = stars.chars().filter(character -> character == '★' || character == '⭐').count();
    Match match = count <= MAX_RATING ? ratingAt(i, Long.toString(count), i + 1) : null;
    return match == null ? null : match.as(Reading.FORM);
  }

  static @Nullable Match value(int i, FactField field, String scalar, int to) {
    return match(i, to, field, () -> NumberUnits.single(field, scalar));
  }

  /// Returns a fact with a comparison, null if the number is out of bounds.
  static @Nullable Match comparedMatch(int i, FactField field, String sign, String scalar, int to) {
    Match match =
        match(
            i,
            to,
            field,
            () -> {
              double number = NumberUnits.number(field, scalar);
              return sign.startsWith(">")
                  ? new Numbers(number, sign.equals(">"), null, false)
                  : new Numbers(null, false, number, sign.equals("<"));
            });
    return match == null ? null : match.compared();
  }

  private static @Nullable Match range(int i, FactField field, String first, String last, int to) {
    return match(
        i,
        to,
        field,
        () -> {
          double min = NumberUnits.number(field, first);
          double max = NumberUnits.number(field, last);
          return min < max ? new Numbers(min, false, max, false) : null;
        });
  }

  /// The value of a fact, which may be out of bounds.
  private interface Value {
    @Nullable FactValue read();
  }

  private static @Nullable Match match(int i, int to, FactField field, Value value) {
    try {
      FactValue read = value.read();
      return read == null ? null : Match.of(Reading.FORM, i, to, field, read);
    } catch (AkinException _) {
      return null;
    }
  }
}
