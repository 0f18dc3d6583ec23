package app.akin.core.store;

import app.akin.core.photo.Ideographs;
import app.akin.core.query.TextFolding;
import app.akin.core.query.TextPattern;
import app.akin.core.query.TextPattern.Match;
import app.akin.core.store.FactSql.Condition;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.Function;

/// Text in images in SQL.
final class TextSql {
  private static final String TRIGRAM = "photo_text_trigram";
  private static final String SHORT = "photo_text_short";

  /// The name of the SQL function [Holds].
  static final String HOLDS = "text_holds";

  /// Tells whether a text, folded and without blanks, contains a pattern in that form.
  static final class Holds extends Function {
    @Override
    protected void xFunc() throws SQLException {
      result(TextFolding.pack(TextFolding.fold(value_text(0))).contains(value_text(1)) ? 1 : 0);
    }
  }

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
                      "SELECT content_id FROM photo_text WHERE " + HOLDS + "(text, ?)",
                      pattern.packed())
                  .plus(ideographs(pattern));
          case NONE -> Sql.of("SELECT content_id FROM photo_text WHERE FALSE");
        };
    return new Condition(ids, ids.within("s.content_id IN (", ")"));
  }

  /// Returns a condition by which the index narrows down a scan, if the pattern has an ideograph.
  private static Sql ideographs(TextPattern pattern) {
    return pattern
        .packed()
        .codePoints()
        .filter(Ideographs::is)
        .mapToObj(Character::toString)
        .findFirst()
        .map(
            one ->
                Sql.of(
                    " AND content_id IN (SELECT rowid FROM "
                        + SHORT
                        + " WHERE "
                        + SHORT
                        + " MATCH ?)",
                    one))
        .orElseGet(() -> Sql.of(""));
  }

  /// Returns an expression of the full-text index in which nothing of the patterns is syntax.
  private static String expression(List<TextPattern> patterns) {
    return patterns.stream()
        .map(pattern -> '"' + pattern.packed().replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(" AND "));
  }

  /// Returns a statement for the contents of which the text holds all patterns, those with the
  /// greatest IDs first.
  static Sql matching(List<TextPattern> patterns) {
    return from(patterns, "").plus(Sql.of(" ORDER BY 1 DESC"));
  }

  /// Returns a statement for the contents of which the text holds all patterns, and their ranks:
  /// the lower, the better; empty if the index of these patterns does not tell ranks apart.
  static Optional<Sql> ranked(List<TextPattern> patterns) {
    return index(patterns).filter(Match.LONG::equals).map(_ -> from(patterns, ", rank"));
  }

  /// Returns a statement for the contents of which the text holds all patterns.
  ///
  /// @param columns further columns
  private static Sql from(List<TextPattern> patterns, String columns) {
    return index(patterns)
        .map(
            match ->
                Sql.of(
                        "SELECT rowid"
                            + columns
                            + " FROM "
                            + table(match)
                            + " WHERE "
                            + table(match)
                            + " MATCH ?",
                        expression(of(patterns, match)))
                    .plus(
                        holding(
                            patterns.stream().filter(pattern -> pattern.match() != match).toList(),
                            "rowid")))
        .orElseGet(
            () ->
                Sql.of("SELECT content_id" + columns + " FROM photo_text WHERE TRUE")
                    .plus(holding(patterns, "content_id")));
  }

  /// Returns the index that is searched first; empty if none finds any of the patterns.
  private static Optional<Match> index(List<TextPattern> patterns) {
    return Stream.of(Match.LONG, Match.SHORT)
        .filter(match -> patterns.stream().anyMatch(pattern -> pattern.match() == match))
        .findFirst();
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
    return match == Match.LONG ? TRIGRAM : SHORT;
  }

  private static List<TextPattern> of(List<TextPattern> patterns, Match match) {
    return patterns.stream().filter(pattern -> pattern.match() == match).toList();
  }
}
