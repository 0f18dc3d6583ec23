package app.akin.core.store;

import app.akin.core.query.Names;
import app.akin.core.query.sql.FactSql.Condition;
import app.akin.core.query.sql.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// File names in SQL: a pattern is contained in a name, without case.
final class FileNameSql {
  private static final String ANY = "*";

  /// Number of characters from which the index finds a text without reading the names.
  private static final int INDEXED = 3;

  private FileNameSql() {}

  /// Returns a condition that the name of a file of a photo contains a pattern, in which `*` stands
  /// for any characters.
  static Condition contains(Session session, String pattern) throws SQLException {
    List<String> parts =
        Arrays.stream(Names.fileName(pattern).split(Pattern.quote(ANY)))
            .filter(part -> !part.isEmpty())
            .toList();
    String first = parts.isEmpty() ? "" : parts.getFirst();
    if (parts.size() == 1 && first.codePointCount(0, first.length()) >= INDEXED) {
      return condition(
          Sql.of(
              "SELECT rowid AS content_id FROM photo_names WHERE names MATCH ?",
              '"' + first.replace("\"", "\"\"") + '"'));
    }
    String glob =
        parts.stream().map(FileNameSql::escape).collect(Collectors.joining(ANY, ANY, ANY));
    if (parts.size() <= 1) {
      return condition(
          Sql.of("SELECT rowid AS content_id FROM photo_names WHERE names GLOB ?", glob));
    }
    // The parts may be in the names of two files: the lines are compared one by one.
    Pattern inLine =
        Pattern.compile(parts.stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    long[] ids =
        session
            .list(
                "SELECT rowid, names FROM photo_names WHERE names GLOB ?",
                row -> inLine.matcher(row.getString(2)).find() ? row.getLong(1) : 0L,
                glob)
            .stream()
            .mapToLong(Long::longValue)
            .filter(id -> id > 0)
            .toArray();
    return condition(
        Sql.of("SELECT value AS content_id FROM json_each(?)", Columns.jsonArray(ids)));
  }

  private static Condition condition(Sql ids) {
    return new Condition(ids, ids.within("s.content_id IN (", ")"));
  }

  private static String escape(String part) {
    return part.replace("[", "[[]").replace("?", "[?]");
  }
}
