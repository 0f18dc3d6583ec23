package app.akin.core.query;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads numbers with the units of focal length, exposure, rating, size and pixels.
final class Quantities {
  static final Set<String> STARS = Set.of("star", "stars");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,3})?");
  private static final Pattern WITH_UNIT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)([a-z]{2,10})");
  private static final Pattern APERTURE =
      Pattern.compile("f(?:/(\\d{1,3}(?:\\.\\d{1,2})?)|(\\d{1,3}\\.\\d{1,2}))");
  private static final Pattern SHUTTER = Pattern.compile("(\\d{1,2}/\\d{1,6})(s|sec)?");

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("mm", "mm"),
          Map.entry("kb", "kb"),
          Map.entry("mb", "mb"),
          Map.entry("gb", "gb"),
          Map.entry("megabyte", "mb"),
          Map.entry("megabytes", "mb"),
          Map.entry("mp", "mp"),
          Map.entry("megapixel", "mp"),
          Map.entry("megapixels", "mp"));

  private static final Set<String> SECONDS = Set.of("s", "sec", "second", "seconds");

  private final Line line;

  Quantities(Line line) {
    this.line = line;
  }

  /// A number with its unit.
  ///
  /// @param field the field of the unit
  /// @param scalar the number as the field reads it
  /// @param to token after the unit
  record Quantity(FactField field, String scalar, int to) {}

  /// Returns whether a word is a number without a unit.
  boolean isNumber(int i) {
    return NUMBER.matcher(line.word(i)).matches();
  }

  /// Returns the number with its unit at a token; null if there is none.
  @Nullable Quantity read(int i) {
    String word = line.word(i);
    if (word.isEmpty()) {
      return null;
    }
    char first = word.charAt(0);
    if (!Digits.isDigit(first) && first != 'f') {
      return stars(i, word);
    }
    Matcher withUnit = WITH_UNIT.matcher(word);
    if (withUnit.matches()) {
      return quantity(withUnit.group(1), UNITS.get(withUnit.group(2)), i + 1);
    }
    Matcher aperture = APERTURE.matcher(word);
    if (aperture.matches()) {
      String number = aperture.group(1) == null ? aperture.group(2) : aperture.group(1);
      return new Quantity(FactField.APERTURE, number, i + 1);
    }
    Matcher shutter = SHUTTER.matcher(word);
    if (word.indexOf('/') > 0 && shutter.matches()) {
      boolean unit = shutter.group(2) != null;
      boolean valid = !shutter.group(1).matches(".*/0+");
      return valid && (unit || line.isOneOf(i + 1, SECONDS))
          ? new Quantity(FactField.SHUTTER, shutter.group(1) + "s", unit ? i + 1 : i + 2)
          : null;
    }
    Quantity stars = stars(i, word);
    if (stars != null) {
      return stars;
    }
    return isNumber(i) ? quantity(word, UNITS.get(line.word(i + 1)), i + 2) : null;
  }

  private @Nullable Quantity stars(int i, String word) {
    return line.isOneOf(i + 1, STARS) && Words.number(word) > 0
        ? new Quantity(FactField.RATING, Integer.toString(Words.number(word)), i + 2)
        : null;
  }

  private static @Nullable Quantity quantity(String number, @Nullable String unit, int to) {
    if (unit == null) {
      return null;
    }
    FactField field =
        switch (unit) {
          case "mm" -> FactField.FOCAL;
          case "mp" -> FactField.PIXELS;
          default -> FactField.SIZE;
        };
    return new Quantity(field, number + unit, to);
  }
}
