package app.akin.core.store;

import app.akin.core.query.GivenName;
import app.akin.core.query.TextPattern;
import app.akin.core.query.sql.FactSql;
import app.akin.core.query.sql.FactSql.Condition;
import app.akin.core.query.sql.FactTables;
import app.akin.core.query.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The tables of a library that facts are compiled for. For one reading of the library.
final class SqliteFactTables implements FactTables<SQLException> {
  private final Session session;
  private final FolderMatch folders;

  SqliteFactTables(Session session) {
    this.session = session;
    this.folders = new FolderMatch(session);
  }

  @Override
  public List<Name> names(String kind) throws SQLException {
    return session.list(
        "SELECT id, text FROM names WHERE kind = ?",
        row -> new Name(row.getLong(1), row.getString(2)),
        kind);
  }

  @Override
  public OptionalLong place(String identifier) throws SQLException {
    return session.firstLong("SELECT id FROM names WHERE kind = 'place' AND text = ?", identifier);
  }

  @Override
  public Sql list(long... numbers) {
    return numberList(numbers);
  }

  private static Sql numberList(long... numbers) {
    return Sql.of("(SELECT value FROM json_each(?))", Columns.jsonArray(numbers));
  }

  @Override
  public Condition folder(String folder) throws SQLException {
    return inDirectories(folders.named(folder));
  }

  /// Returns a condition that a photo has a file in one of some directories.
  static Condition inDirectories(long... directories) {
    Sql list = numberList(directories);
    return new Condition(
        list.within("SELECT content_id FROM photo_folders WHERE directory_id IN ", ""),
        list.within(
            "EXISTS (SELECT 1 FROM photo_folders d WHERE d.content_id = s.content_id"
                + " AND d.directory_id IN ",
            ")"));
  }

  @Override
  public Condition fileName(String pattern) throws SQLException {
    return FileNameSql.contains(session, pattern);
  }

  @Override
  public Condition keywords(List<String> keys) {
    Sql ids =
        Sql.of(
            "(SELECT id FROM names WHERE kind = 'keyword'"
                + " AND key IN (SELECT value FROM json_each(json_array("
                + keys.stream().map(_ -> "?").collect(Collectors.joining(", "))
                + "))))",
            keys.toArray());
    return new Condition(
        ids.within("SELECT content_id FROM photo_keywords WHERE keyword IN ", ""),
        ids.within(
            "EXISTS (SELECT 1 FROM photo_keywords k WHERE k.content_id = s.content_id"
                + " AND k.keyword IN ",
            ")"));
  }

  @Override
  public FactSql text(List<TextPattern> patterns) {
    // A photo that was not read yet may have any text.
    return new FactSql(
        patterns.stream().map(TextSql::contains).toList(),
        List.of(
            new Condition(
                Sql.of(
                    "SELECT content_id FROM search_facts"
                        + " WHERE content_id NOT IN (SELECT content_id FROM photo_text)"),
                Sql.of("s.content_id NOT IN (SELECT content_id FROM photo_text)"))));
  }

  @Override
  public List<Condition> collections(List<String> names) throws SQLException {
    List<Name> known =
        session.list(
            "SELECT id, name FROM collections WHERE key IS NOT NULL",
            row -> new Name(row.getLong(1), row.getString(2)));
    List<String> knownNames = known.stream().map(Name::text).toList();
    long[] ids =
        names.stream()
            .flatMap(name -> GivenName.meant(name, knownNames).stream())
            .mapToLong(i -> known.get(i).id())
            .distinct()
            .toArray();
    if (ids.length == 0) {
      return List.of();
    }
    Sql list = numberList(ids);
    return List.of(
        new Condition(
            list.within(
                "SELECT f.content_id FROM collection_photos c INDEXED BY"
                    + " collection_photos_by_member CROSS JOIN search_facts f ON f.photo_id ="
                    + " c.photo_id WHERE c.place IS NOT NULL AND c.collection_id IN ",
                ""),
            list.within(
                "EXISTS (SELECT 1 FROM collection_photos c WHERE c.photo_id = s.photo_id"
                    + " AND c.place IS NOT NULL AND c.collection_id IN ",
                ")")));
  }
}
