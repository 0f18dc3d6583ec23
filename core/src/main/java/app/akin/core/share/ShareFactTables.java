package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.FactField;
import app.akin.core.query.Names;
import app.akin.core.query.TextPattern;
import app.akin.core.query.sql.FactSql;
import app.akin.core.query.sql.FactSql.Condition;
import app.akin.core.query.sql.FactTables;
import app.akin.core.query.sql.FolderNames;
import app.akin.core.query.sql.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of a shared library that facts are compiled for. Texts in images and collections are
/// not shared.
///
/// @param connection the server
record ShareFactTables(ShareConnection connection) implements FactTables<SQLException> {
  @Override
  public List<Name> names(String kind) throws SQLException {
    return connection.list(
        "SELECT id, text FROM akin.names WHERE kind = ?",
        row -> new Name(row.getLong(1), row.getString(2)),
        kind);
  }

  @Override
  public OptionalLong place(String identifier) throws SQLException {
    return connection
        .longs("SELECT id FROM akin.names WHERE kind = 'place' AND text = ?", identifier)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  @Override
  public Sql list(long... numbers) {
    return Sql.of(
        "(SELECT unnest(?::bigint[]))",
        Arrays.stream(numbers)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "{", "}")));
  }

  @Override
  public Condition folder(String folder) throws SQLException {
    FolderNames wanted = FolderNames.of(folder);
    record Directory(long id, List<String> path) {}
    long[] directories =
        connection
            .list(
                """
                SELECT d.id, o.name, d.path FROM akin.directories d
                  JOIN akin.folders o ON o.id = d.folder_id
                """,
                row ->
                    new Directory(
                        row.getLong(1),
                        Stream.concat(
                                Stream.of(row.getString(2)), FolderNames.split(row.getString(3)))
                            .map(Names::key)
                            .toList()))
            .stream()
            .filter(directory -> wanted.match(directory.path(), 1))
            .mapToLong(Directory::id)
            .toArray();
    return Condition.of(
        list(directories)
            .within(
                "EXISTS (SELECT 1 FROM akin.files f WHERE f.content_id = s.content_id"
                    + " AND f.directory_id IN ",
                ")"));
  }

  @Override
  public Condition fileName(String pattern) {
    String like =
        Names.fileName(pattern)
            .replace("\\", "\\\\")
            .replace("%", "\\%")
            .replace("_", "\\_")
            .replace("*", "%");
    return Condition.of(
        "EXISTS (SELECT 1 FROM akin.files f WHERE f.content_id = s.content_id"
            + " AND f.name_key LIKE ?)",
        "%" + like + "%");
  }

  @Override
  public Condition keywords(List<String> keys) {
    return Condition.of(
        Sql.join(", ", keys.stream().map(key -> Sql.of("?", key)).toList())
            .within(
                "EXISTS (SELECT 1 FROM akin.photo_keywords k JOIN akin.names n ON n.id = k.keyword"
                    + " WHERE k.content_id = s.content_id AND n.kind = 'keyword' AND n.key IN (",
                "))"));
  }

  @Override
  public FactSql text(List<TextPattern> patterns) {
    throw unsupported(FactField.OCR);
  }

  @Override
  public List<Condition> collections(List<String> names) {
    throw unsupported(FactField.COLLECTION);
  }

  private static AkinException unsupported(FactField field) {
    return new AkinException(
        new Problem.ShareFactUnsupported(field.name().toLowerCase(Locale.ROOT)));
  }
}
