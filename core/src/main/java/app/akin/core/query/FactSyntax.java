package app.akin.core.query;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The canonical form of facts, in which the command line reads them and the window shows them.
///
/// ```
/// fact  = ["-"] field ":" value { "|" value }
/// value = scalar | (">" | ">=" | "<" | "<=") scalar | scalar ".." scalar
///       | "[" [scalar] "," [scalar] ")"
/// ```
///
/// A scalar with blanks, commas, `|` or quotation marks is in double quotes, with `\"` and `\\`
/// inside.
public final class FactSyntax {
  private static final String PERSON = "person";
  private static final List<String> SIGNS = List.of(">=", "<=", ">", "<");
  private static final String RANGE = "..";

  /// A text that needs no quotation marks wherever it stands in a line.
  private static final Pattern IN_LINE =
      Pattern.compile("[\\p{L}\\p{N}]+(?:[-_/*.]?[\\p{L}\\p{N}]+)*");

  private FactSyntax() {}

  /// Returns the canonical form of a fact.
  public static String format(Fact fact) {
    return (fact.negated() ? "-" : "")
        + fact.field().label()
        + ":"
        + fact.values().stream()
            .map(value -> Scalars.format(fact.field(), value))
            .collect(Collectors.joining("|"));
  }

  /// Returns a fact as it is typed in a line: in canonical form, with quotation marks around every
  /// text that may not end at its last character.
  static String formatInLine(Fact fact) {
    return (fact.negated() ? "-" : "")
        + fact.field().label()
        + ":"
        + fact.values().stream()
            .map(
                value ->
                    value instanceof FactValue.Text text && !IN_LINE.matcher(text.text()).matches()
                        ? quoted(text.text())
                        : Scalars.format(fact.field(), value))
            .collect(Collectors.joining("|"));
  }

  /// Returns the fact of a text. Date ranges that touch are one value of it.
  ///
  /// @param text a fact in canonical form, or with short dates, comparisons and ranges
  /// @param places resolves names of places to their identifiers
  /// @throws AkinException if the text is not a fact
  public static Fact parse(String text, Places places) {
    String trimmed = text.strip();
    boolean negated = trimmed.startsWith("-");
    String fact = negated ? trimmed.substring(1) : trimmed;
    int colon = fact.indexOf(':');
    String name = colon < 0 ? fact : fact.substring(0, colon);
    if (name.equalsIgnoreCase(PERSON)) {
      throw new AkinException(new Problem.FactPerson());
    }
    FactField field =
        FactField.of(name).orElseThrow(() -> new AkinException(unknownField(name.strip())));
    return new Fact(
        field, negated, values(field, colon < 0 ? "" : fact.substring(colon + 1), places));
  }

  /// Returns values in canonical order: date ranges that overlap or touch become one, and repeated
  /// values are dropped.
  static List<FactValue> merge(List<? extends FactValue> values) {
    List<FactValue.Dates> dates = new ArrayList<>();
    LinkedHashSet<FactValue> others = new LinkedHashSet<>();
    for (FactValue value : values) {
      if (value instanceof FactValue.Dates range) {
        dates.add(range);
      } else {
        others.add(value);
      }
    }
    List<FactValue> merged = new ArrayList<>(others);
    dates.sort(Comparator.comparing(FactSyntax::start));
    FactValue.@Nullable Dates last = null;
    for (FactValue.Dates range : dates) {
      if (last != null && (last.to() == null || !start(range).isAfter(last.to()))) {
        last = new FactValue.Dates(last.from(), later(last.to(), range.to()));
      } else {
        if (last != null) {
          merged.add(last);
        }
        last = range;
      }
    }
    if (last != null) {
      merged.add(last);
    }
    return merged;
  }

  private static LocalDateTime start(FactValue.Dates range) {
    return range.from() == null ? LocalDateTime.MIN : range.from();
  }

  private static @Nullable LocalDateTime later(
      @Nullable LocalDateTime one, @Nullable LocalDateTime other) {
    if (one == null || other == null) {
      return null;
    }
    return one.isAfter(other) ? one : other;
  }

  private static Problem unknownField(String name) {
    return new Problem.FactFieldUnknown(
        name,
        Arrays.stream(FactField.values()).map(FactField::label).collect(Collectors.joining(", ")));
  }

  /// Returns the values of a field.
  ///
  /// @param text what follows the colon
  private static List<FactValue> values(FactField field, String text, Places places) {
    List<FactValue> values = new ArrayList<>();
    ScalarScanner scanner = new ScalarScanner(text);
    Scalars scalars = new Scalars(field, places);
    do {
      values.addAll(value(field, scanner, scalars));
    } while (scanner.take("|"));
    return merge(values);
  }

  private static List<FactValue> value(FactField field, ScalarScanner scanner, Scalars scalars) {
    int start = scanner.position();
    for (String sign : SIGNS) {
      if (scanner.take(sign)) {
        requireOrder(field, sign);
        return List.of(scalars.compared(sign, required(field, scanner.scalar("|"))));
      }
    }
    if (scanner.isInterval()) {
      requireOrder(field, "[");
      scanner.take("[");
      String from = scanner.scalar(",");
      scanner.take(",");
      String to = scanner.scalar(")");
      scanner.take(")");
      if (from.isEmpty() && to.isEmpty()) {
        throw new AkinException(new Problem.FactValueMissing(field.label()));
      }
      return List.of(scalars.interval(from, to, scanner.since(start)));
    }
    String first = scanner.scalar("|", RANGE);
    if (scanner.take(RANGE)) {
      if (field.type() != FactField.ValueType.DAY) {
        requireOrder(field, RANGE);
      }
      String last = scanner.scalar("|");
      return scalars.range(required(field, first), required(field, last), scanner.since(start));
    }
    return List.of(scalars.single(required(field, first)));
  }

  private static String required(FactField field, String scalar) {
    if (scalar.isEmpty()) {
      throw new AkinException(new Problem.FactValueMissing(field.label()));
    }
    return scalar;
  }

  private static void requireOrder(FactField field, String sign) {
    boolean ordered =
        switch (field.type()) {
          case DATE, NUMBER -> true;
          case TIME -> sign.equals("[") || sign.equals(RANGE);
          case DAY, WORD, TEXT, PLACE, NEAR, AREA -> false;
        };
    if (!ordered) {
      throw new AkinException(new Problem.FactNoOrder(field.label(), sign));
    }
  }

  /// Returns a scalar as it stands in canonical facts.
  static String quote(String text) {
    boolean plain =
        !text.isEmpty()
            && text.codePoints().noneMatch(FactSyntax::needsQuotes)
            && !text.contains(RANGE)
            && "<>[".indexOf(text.charAt(0)) < 0;
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean needsQuotes(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Quotes.isDouble(character)
        || character == ','
        || character == '|'
        || character == '\\';
  }

  /// Returns whether a value is a range that is open at one end, as a comparison is.
  static boolean isOpen(FactValue value) {
    return switch (value) {
      case FactValue.Dates dates -> dates.from() == null || dates.to() == null;
      case FactValue.Numbers numbers -> numbers.min() == null || numbers.max() == null;
      case FactValue.Text _,
          FactValue.Day _,
          FactValue.Times _,
          FactValue.Near _,
          FactValue.Area _ ->
          false;
    };
  }

  /// Returns a text in lower case, in which cameras and lenses are compared.
  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
