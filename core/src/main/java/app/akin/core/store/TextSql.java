package app.akin.core.store;

import app.akin.core.query.TextPattern;
import app.akin.core.query.TextPattern.Match;
import app.akin.core.query.sql.FactSql.Condition;
import app.akin.core.query.sql.Sql;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Text in images in SQL.
final class TextSql {
  private TextSql() {}

  /// Returns a condition that a photo's text holds a pattern.
  static Condition contains(TextPattern pattern) {
    Sql ids =
        pattern.match() == Match.NONE
            ? Sql.of("SELECT content_id FROM photo_text WHERE FALSE")
            : indexed(List.of(pattern));
    return new Condition(ids, ids.within("s.content_id IN (", ")"));
  }

  /// Returns an expression of the full-text index in which nothing of the patterns is syntax.
  private static String expression(List<TextPattern> patterns) {
    return patterns.stream()
        .map(pattern -> '"' + pattern.packed().replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(" AND "));
  }

  /// Returns a statement for the contents of which the text holds all patterns, those with the
  /// greatest IDs first.
  ///
  /// @param patterns at least one, none of them [Match#NONE]
  static Sql matching(List<TextPattern> patterns) {
    return Stream.of(Match.LONG, Match.SHORT)
        .map(match -> patterns.stream().filter(pattern -> pattern.match() == match).toList())
        .filter(Predicate.not(List::isEmpty))
        .map(TextSql::indexed)
        .reduce((first, second) -> first.plus(second.within(" AND rowid IN (", ")")))
        .orElseThrow()
        .plus(Sql.of(" ORDER BY rowid DESC"));
  }

  /// Returns a statement for the contents in which one index finds all patterns.
  private static Sql indexed(List<TextPattern> patterns) {
    String table =
        patterns.getFirst().match() == Match.LONG ? "photo_text_trigram" : "photo_text_short";
    return Sql.of(
        "SELECT rowid AS content_id FROM " + table + " WHERE " + table + " MATCH ?",
        expression(patterns));
  }
}
