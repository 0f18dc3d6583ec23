package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Reads stacks. Like [CatalogueReader], which provides it, it sees all committed changes and never
/// waits for a writer.
///
/// Thread-safe. Every method throws [app.akin.core.photo.AkinException] if the library cannot be
/// read.
public final class StackReader {
  private static final String MEMBERS =
      """
      SELECT t.stack_id, t.photo_id, s.content_id, t.reason, k.cover = t.photo_id,
        coalesce(s.date, s.file_time / 1000000), s.pixels, s.bytes, t.moved_from
      FROM stacks k CROSS JOIN stack_photos t ON t.stack_id = k.id
        CROSS JOIN search_facts s ON s.photo_id = t.photo_id
      """;

  private static final String ORDER =
      " ORDER BY t.stack_id, s.date IS NULL, coalesce(s.date, s.file_time), s.content_id";

  private final ReadConnections connections;

  StackReader(ReadConnections connections) {
    this.connections = connections;
  }

  /// Returns the reader of what decides about stacks.
  public StackInputReader inputs() {
    return new StackInputReader(connections);
  }

  /// Returns the primary contents of photos. Photos without a file are omitted.
  public Map<PhotoId, ContentId> contents(Collection<PhotoId> photos) {
    return connections.read(
        session -> {
          Map<PhotoId, ContentId> contents = new LinkedHashMap<>();
          session.forEach(
              """
              SELECT s.photo_id, s.content_id
              FROM json_each(?) j CROSS JOIN search_facts s ON s.photo_id = j.value
              """,
              row -> contents.put(new PhotoId(row.getLong(1)), new ContentId(row.getLong(2))),
              Columns.photoIds(photos));
          return contents;
        });
  }

  /// Returns the IDs of the stacks of photos.
  public List<Long> stacksOf(Collection<PhotoId> photos) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT DISTINCT stack_id FROM stack_photos
                WHERE photo_id IN (SELECT value FROM json_each(?))
                """,
                row -> row.getLong(1),
                Columns.photoIds(photos)));
  }

  /// Returns the IDs of the photos of stacks.
  public List<PhotoId> photosOf(Collection<Long> stacks) {
    return connections.read(
        session ->
            session.list(
                "SELECT photo_id FROM stack_photos"
                    + " WHERE stack_id IN (SELECT value FROM json_each(?))",
                row -> new PhotoId(row.getLong(1)),
                Columns.jsonArray(stacks.stream().mapToLong(Long::longValue))));
  }

  /// Returns the stacks of contents, by content. Contents whose photo is in no stack are omitted.
  public Map<ContentId, Long> stacks(Collection<ContentId> contents) {
    return connections.read(
        session -> {
          Map<ContentId, Long> stacks = new HashMap<>();
          session.forEach(
              """
              SELECT j.value, t.stack_id FROM json_each(?) j
                CROSS JOIN search_facts s ON s.content_id = j.value
                CROSS JOIN stack_photos t ON t.photo_id = s.photo_id
              WHERE t.stack_id IS NOT NULL
              """,
              row -> stacks.put(new ContentId(row.getLong(1)), row.getLong(2)),
              Columns.jsonArray(contents.stream().mapToLong(ContentId::value)));
          return stacks;
        });
  }

  /// Returns the numbers of photos of stacks, by stack.
  public Map<Long, Integer> sizes(Collection<Long> stacks) {
    return connections.read(
        session -> {
          Map<Long, Integer> sizes = new HashMap<>();
          session.forEach(
              """
              SELECT t.stack_id, count(*) FROM stack_photos t
                CROSS JOIN search_facts s ON s.photo_id = t.photo_id
              WHERE t.stack_id IN (SELECT value FROM json_each(?)) GROUP BY t.stack_id
              """,
              row -> sizes.put(row.getLong(1), row.getInt(2)),
              Columns.jsonArray(stacks.stream().mapToLong(Long::longValue)));
          return sizes;
        });
  }

  /// Returns the photos of stacks in the order of their dates, those without a date last.
  public Map<Long, List<StackMember>> members(Collection<Long> stacks) {
    String ids = Columns.jsonArray(stacks.stream().mapToLong(Long::longValue));
    return connections.read(
        session ->
            members(
                session, MEMBERS + " WHERE k.id IN (SELECT value FROM json_each(?))" + ORDER, ids));
  }

  /// Returns the photos of all stacks, by stack, in the order of their dates.
  public Map<Long, List<StackMember>> members() {
    return connections.read(session -> members(session, MEMBERS + ORDER));
  }

  private static Map<Long, List<StackMember>> members(
      Session session, String sql, @Nullable Object... arguments) throws SQLException {
    Map<Long, List<StackMember>> stacks = new TreeMap<>();
    session.forEach(
        sql,
        row ->
            stacks
                .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                .add(
                    new StackMember(
                        row.getLong(1),
                        new PhotoId(row.getLong(2)),
                        new ContentId(row.getLong(3)),
                        StackReason.ofWord(row.getString(4)),
                        row.getBoolean(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9))),
        arguments);
    stacks.values().removeIf(members -> members.size() < 2);
    return stacks;
  }

  /// Receives a photo of a stack.
  @FunctionalInterface
  public interface StackedPhotoConsumer {
    /// Accepts the ID of the stack, the primary content of the photo, and whether the photo stands
    /// for the stack.
    void accept(long stack, long content, boolean isCover);
  }

  /// Streams the photos of all stacks, ordered by the IDs of the stacks. The consumer runs while
  /// the query is open: it must be fast and must not use this reader.
  public void forEachPhoto(StackedPhotoConsumer consumer) {
    connections.read(
        session -> {
          session.forEach(
              """
              SELECT t.stack_id, p.lead, k.cover = t.photo_id
              FROM stack_photos t CROSS JOIN stacks k ON k.id = t.stack_id
                CROSS JOIN photos p ON p.id = t.photo_id
              WHERE t.stack_id IS NOT NULL AND p.lead IS NOT NULL
              ORDER BY t.stack_id
              """,
              row -> consumer.accept(row.getLong(1), row.getLong(2), row.getBoolean(3)));
          return consumer;
        });
  }

  /// Streams those of the given photos that are in stacks, like [#forEachPhoto].
  ///
  /// @param photos IDs of photos
  public void forEachPhotoOf(long[] photos, StackedPhotoConsumer consumer) {
    connections.read(
        session -> {
          session.forEach(
              """
              SELECT t.stack_id, p.lead, k.cover = t.photo_id
              FROM json_each(?) j CROSS JOIN stack_photos t ON t.photo_id = j.value
                CROSS JOIN stacks k ON k.id = t.stack_id CROSS JOIN photos p ON p.id = t.photo_id
              WHERE t.stack_id IS NOT NULL AND p.lead IS NOT NULL
              ORDER BY t.stack_id
              """,
              row -> consumer.accept(row.getLong(1), row.getLong(2), row.getBoolean(3)),
              Columns.jsonArray(photos));
          return consumer;
        });
  }

  /// Returns the photo that has a file of this path; empty if none has.
  ///
  /// @param root the root that contains the file
  /// @param directory path relative to the root; empty for the root
  public Optional<PhotoId> photo(long root, String directory, String name) {
    return connections.read(
        session ->
            session.first(
                """
                SELECT f.photo_id FROM directories d CROSS JOIN files f ON f.directory_id = d.id
                WHERE d.root_id = ? AND d.path = ? AND f.name = ? AND f.content_id IS NOT NULL
                """,
                row -> new PhotoId(row.getLong(1)),
                root,
                directory,
                name));
  }

  /// Returns the IDs of all photos that a stack has, for one of them; only the photo itself if it
  /// is alone.
  public List<PhotoId> together(PhotoId photo) {
    return connections.read(
        session ->
            LongStream.of(
                    session.longs(
                        """
                        SELECT photo_id FROM stack_photos WHERE stack_id =
                          (SELECT stack_id FROM stack_photos WHERE photo_id = ?1)
                        UNION SELECT ?1
                        """,
                        photo.value()))
                .mapToObj(PhotoId::new)
                .toList());
  }
}
