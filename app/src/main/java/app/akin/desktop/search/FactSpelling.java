package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactSyntax;
import app.akin.core.query.FactValue;
import app.akin.core.query.ParsedLine;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Spells facts in a line as a user types them, if that is read as the fact there.
///
/// @param reader reads a line
record FactSpelling(Function<String, ParsedLine> reader) {
  /// Returns a line with a fact between two parts of it as a user types it; empty if no such words
  /// are read as the fact there.
  ///
  /// @param name a name of the value, empty for none
  Optional<String> insert(String before, Fact fact, String name, String after) {
    for (String words : shortForms(fact, name)) {
      String line = before + words + after;
      if (states(reader.apply(line), fact)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private static boolean states(ParsedLine line, Fact fact) {
    List<String> wanted = values(fact);
    return line.facts().stream()
        .map(ParsedLine.Chip::fact)
        .anyMatch(
            read ->
                read.field() == fact.field()
                    && read.negated() == fact.negated()
                    && values(read).containsAll(wanted));
  }

  private static List<String> values(Fact fact) {
    return fact.values().stream()
        .map(value -> FactSyntax.format(Fact.of(fact.field(), value)).toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> shortForms(Fact fact, String name) {
    List<String> forms = new ArrayList<>();
    if (fact.negated() || fact.values().size() > 1) {
      return forms;
    }
    switch (fact.values().getFirst()) {
      case FactValue.Text(String text) -> {
        if (fact.field() == FactField.TAG) {
          forms.add("#" + text);
        } else if (fact.field() == FactField.PLACE || fact.field() == FactField.CAMERA) {
          if (!name.isBlank()) {
            forms.add(name);
          }
          forms.add(text);
        }
      }
      case FactValue.Dates(LocalDateTime from, LocalDateTime to) -> {
        String unit = unit(from, to);
        if (unit != null) {
          forms.add(unit);
        }
      }
      case FactValue.Numbers _,
          FactValue.Day _,
          FactValue.Times _,
          FactValue.Near _,
          FactValue.Area _ -> {}
    }
    return forms;
  }

  /// Returns a year, month or day; null for any other range.
  private static @Nullable String unit(@Nullable LocalDateTime from, @Nullable LocalDateTime to) {
    if (from == null
        || to == null
        || !from.toLocalTime().equals(LocalTime.MIDNIGHT)
        || !to.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      return null;
    }
    LocalDate day = from.toLocalDate();
    if (to.equals(from.plusDays(1))) {
      return day.toString();
    }
    if (day.getDayOfMonth() == 1 && to.equals(from.plusMonths(1))) {
      return YearMonth.from(day).toString();
    }
    boolean year = day.getDayOfYear() == 1 && to.equals(from.plusYears(1));
    return year ? Integer.toString(day.getYear()) : null;
  }
}
