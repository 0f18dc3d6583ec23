package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.core.query.GivenName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads collections. Like [CatalogueReader], which provides it, it sees all committed changes and
/// never waits for a writer.
///
/// Thread-safe. Every method throws [app.akin.core.photo.AkinException] if the library cannot be
/// read.
public final class CollectionReader {
  /// The setting that stores the ID of the target.
  static final String TARGET = "collection.target";

  /// Photos without files are few: their index is read instead of the photos of all collections.
  private static final String COLLECTIONS =
      """
      WITH missing (collection, photos) AS (
        SELECT m.collection_id, count(*) FROM photos p
          CROSS JOIN collection_photos m ON m.photo_id = p.id
        WHERE p.lead IS NULL AND m.place IS NOT NULL GROUP BY m.collection_id)
      SELECT c.id, c.name,
        (SELECT count(*) FROM collection_photos m WHERE m.collection_id = c.id AND m.place > -9e18),
        coalesce((SELECT photos FROM missing WHERE collection = c.id), 0),
        c.id = coalesce(
          (SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'collection.target'), 0)
      FROM collections c WHERE c.key IS NOT NULL
      """;

  private final ReadConnections connections;

  CollectionReader(ReadConnections connections) {
    this.connections = connections;
  }

  /// Returns all collections by name.
  public List<CollectionRow> all() {
    return connections.read(session -> rows(session, COLLECTIONS + " ORDER BY c.key"));
  }

  /// Returns the collection that a name means: the one of this name, otherwise the only one whose
  /// name differs in accents, blanks and hyphens only.
  public Optional<CollectionRow> named(String name) {
    return connections.read(
        session -> {
          List<Long> ids = new ArrayList<>();
          List<String> names = new ArrayList<>();
          session.forEach(
              "SELECT id, name FROM collections WHERE key IS NOT NULL",
              row -> {
                ids.add(row.getLong(1));
                names.add(row.getString(2));
              });
          List<Integer> meant = GivenName.meant(name, names);
          return meant.size() == 1 ? find(session, ids.get(meant.getFirst())) : Optional.empty();
        });
  }

  /// Returns a collection; empty if it was deleted.
  public Optional<CollectionRow> find(long id) {
    return connections.read(session -> find(session, id));
  }

  /// Returns the target; empty if there is none.
  public Optional<CollectionRow> target() {
    return connections.read(
        session -> {
          OptionalLong id =
              session.firstLong(
                  "SELECT CAST(value AS INTEGER) FROM settings WHERE key = ?", TARGET);
          return id.isPresent() ? find(session, id.getAsLong()) : Optional.empty();
        });
  }

  private static Optional<CollectionRow> find(Session session, long id) throws SQLException {
    return rows(session, COLLECTIONS + " AND c.id = ?", id).stream().findFirst();
  }

  private static List<CollectionRow> rows(
      Session session, String sql, @Nullable Object... arguments) throws SQLException {
    return session.list(
        sql,
        row ->
            new CollectionRow(
                row.getLong(1), row.getString(2), row.getInt(3), row.getInt(4), row.getBoolean(5)),
        arguments);
  }

  /// Returns the photos of a collection in its order.
  public List<CollectionMember> members(long collection) {
    return connections.read(
        session -> {
          Map<Long, @Nullable ContentId> found = new LinkedHashMap<>();
          List<Long> missing = new ArrayList<>();
          session.forEach(
              """
              SELECT m.photo_id, p.lead FROM collection_photos m JOIN photos p ON p.id = m.photo_id
              WHERE m.collection_id = ? AND m.place IS NOT NULL ORDER BY m.place, m.id
              """,
              row -> {
                Long lead = Columns.nullableLong(row, 2);
                found.put(row.getLong(1), lead == null ? null : new ContentId(lead));
                if (lead == null) {
                  missing.add(row.getLong(1));
                }
              },
              collection);
          Map<Long, ContentId> last = lastContents(session, missing);
          List<CollectionMember> members = new ArrayList<>(found.size());
          found.forEach(
              (photo, content) ->
                  members.add(
                      new CollectionMember(
                          new PhotoId(photo),
                          content == null ? last.get(photo) : content,
                          content == null)));
          return members;
        });
  }

  /// Returns the primary content of the first photo with files of each collection, by the ID of the
  /// collection. Collections without one are omitted.
  public Map<Long, ContentId> covers() {
    return connections.read(
        session -> {
          Map<Long, ContentId> covers = new HashMap<>();
          session.forEach(
              """
              SELECT c.id, (SELECT p.lead FROM collection_photos m
                  CROSS JOIN photos p ON p.id = m.photo_id
                WHERE m.collection_id = c.id AND m.place > -9e18 AND p.lead IS NOT NULL
                ORDER BY m.place, m.id LIMIT 1)
              FROM collections c WHERE c.key IS NOT NULL
              """,
              row -> {
                Long lead = Columns.nullableLong(row, 2);
                if (lead != null) {
                  covers.put(row.getLong(1), new ContentId(lead));
                }
              });
          return covers;
        });
  }

  /// Returns the contents that photos without files had last.
  private static Map<Long, ContentId> lastContents(Session session, List<Long> photos)
      throws SQLException {
    Map<Long, ContentId> contents = new HashMap<>();
    if (!photos.isEmpty()) {
      session.forEach(
          """
          SELECT k.photo_id, c.id FROM json_each(?) j
            CROSS JOIN kept_photos k ON k.photo_id = j.value
            CROSS JOIN contents c ON c.key = k.content_key
          """,
          row -> contents.put(row.getLong(1), new ContentId(row.getLong(2))),
          Columns.jsonArray(photos.stream().mapToLong(Long::longValue)));
    }
    return contents;
  }

  /// Returns the photos of primary contents, in the order of the contents. Contents that are not
  /// the primary content of a photo are omitted.
  public List<PhotoId> photosOf(Collection<ContentId> contents) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT s.photo_id FROM json_each(?) j
                  CROSS JOIN search_facts s ON s.content_id = j.value ORDER BY j.key
                """,
                row -> new PhotoId(row.getLong(1)),
                Columns.jsonArray(contents.stream().mapToLong(ContentId::value))));
  }

  /// Returns the IDs of the collections that have a photo.
  public List<Long> with(PhotoId photo) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT m.collection_id FROM collection_photos m
                  JOIN collections c ON c.id = m.collection_id
                WHERE m.photo_id = ? AND m.place IS NOT NULL AND c.key IS NOT NULL
                """,
                row -> row.getLong(1),
                photo.value()));
  }
}
