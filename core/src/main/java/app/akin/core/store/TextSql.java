package app.akin.core.store;

import app.akin.core.query.TextPattern;
import app.akin.core.query.TextPattern.Match;
import app.akin.core.store.FactSql.Condition;
import java.util.List;
import java.util.stream.Collectors;

/// Text in images in SQL.
final class TextSql {
  private TextSql() {}

  /// Returns a condition that a photo's text holds a pattern.
  static Condition contains(TextPattern pattern) {
    Sql ids =
        switch (pattern.match()) {
          case LONG, SHORT -> {
            String table = table(pattern.match());
            yield Sql.of(
                "SELECT rowid AS content_id FROM " + table + " WHERE " + table + " MATCH ?",
                expression(List.of(pattern)));
          }
          case SCAN ->
              Sql.of(
                  "SELECT content_id FROM photo_text WHERE instr(replace(folded, ' ', ''), ?) > 0",
                  pattern.packed());
          case NONE -> Sql.of("SELECT content_id FROM photo_text WHERE FALSE");
        };
    return new Condition(ids, ids.within("s.content_id IN (", ")"));
  }

  /// Returns an expression of the full-text index in which nothing of the patterns is syntax.
  private static String expression(List<TextPattern> patterns) {
    return patterns.stream()
        .map(pattern -> '"' + pattern.packed().replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(" AND "));
  }

  /// Returns a statement for the contents of which the text holds all patterns, and their ranks:
  /// the lower, the better. Only long patterns tell ranks apart.
  static Sql ranked(List<TextPattern> patterns) {
    for (Match match : List.of(Match.LONG, Match.SHORT)) {
      List<TextPattern> first = of(patterns, match);
      if (!first.isEmpty()) {
        String table = table(match);
        return Sql.of(
                "SELECT rowid, "
                    + (match == Match.LONG ? "rank" : "-1.0")
                    + " FROM "
                    + table
                    + " WHERE "
                    + table
                    + " MATCH ?",
                expression(first))
            .plus(
                holding(
                    patterns.stream().filter(pattern -> pattern.match() != match).toList(),
                    "rowid"));
      }
    }
    return Sql.of("SELECT content_id, -1.0 FROM photo_text WHERE TRUE")
        .plus(holding(patterns, "content_id"));
  }

  /// Returns further conditions that the text of a content holds patterns.
  private static Sql holding(List<TextPattern> patterns, String column) {
    return Sql.join(
        "",
        patterns.stream()
            .map(pattern -> contains(pattern).ids().within(" AND " + column + " IN (", ")"))
            .toList());
  }

  private static String table(Match match) {
    return match == Match.LONG ? "photo_text_trigram" : "photo_text_short";
  }

  private static List<TextPattern> of(List<TextPattern> patterns, Match match) {
    return patterns.stream().filter(pattern -> pattern.match() == match).toList();
  }
}
