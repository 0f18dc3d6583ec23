package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what decides about stacks: hashes, embeddings, dates and cameras of photos, the photos to
/// be compared, and the user's decisions. Like [StackReader], which provides it, it sees all
/// committed changes and never waits for a writer.
///
/// Thread-safe. Every method throws [app.akin.core.photo.AkinException] if the library cannot be
/// read.
public final class StackInputReader {
  private static final String INPUTS =
      """
      SELECT s.photo_id, s.content_id, c.key, iif(s.date_end - s.date = 1, s.date, NULL), s.camera,
        iif(s.flag < 0, -1, s.rating), c.width, c.height, s.bytes,
        (SELECT min(name) FROM files WHERE content_id = s.content_id),
        t.stack_id, k.centre, t.reason, t.moved_from
      FROM json_each(?) j CROSS JOIN search_facts s ON s.photo_id = j.value
        CROSS JOIN contents c ON c.id = s.content_id
        LEFT JOIN stack_photos t ON t.photo_id = s.photo_id
        LEFT JOIN stacks k ON k.id = t.stack_id
      """;

  private final ReadConnections connections;

  StackInputReader(ReadConnections connections) {
    this.connections = connections;
  }

  /// Returns what decides about the stacks of photos. Photos without a file are omitted.
  ///
  /// @param hashes the hashes of all photos
  public List<StackInput> inputs(Collection<PhotoId> photos, StackHashes hashes) {
    return connections.read(
        session -> session.list(INPUTS, row -> input(row, hashes), Columns.photoIds(photos)));
  }

  private static StackInput input(ResultSet row, StackHashes hashes) throws SQLException {
    PhotoId photo = new PhotoId(row.getLong(1));
    Long stack = Columns.nullableLong(row, 11);
    return new StackInput(
        photo,
        new ContentId(row.getLong(2)),
        ContentKey.of(row.getBytes(3)),
        Columns.nullableLong(row, 4),
        row.getLong(5),
        row.getInt(6),
        row.getInt(7),
        row.getInt(8),
        row.getLong(9),
        row.getString(10),
        hashes.isComparable(photo),
        hashes.sharpness(photo),
        stack == null
            ? null
            : new StackState(
                stack,
                new PhotoId(row.getLong(12)),
                StackReason.ofWord(row.getString(13)),
                row.getLong(14)));
  }

  /// Returns the hashes of all photos.
  public StackHashes hashes() {
    return connections.read(
        session -> {
          Map<Integer, byte[]> chunks = new HashMap<>();
          session.forEach(
              "SELECT chunk, entries FROM stack_hashes",
              row -> chunks.put(row.getInt(1), row.getBytes(2)));
          return new StackHashes(chunks);
        });
  }

  /// Returns all photos in the order of their IDs.
  public List<PhotoId> photos() {
    return photos("SELECT photo_id FROM search_facts ORDER BY photo_id");
  }

  /// Returns the photos to be compared again because they have changed.
  public List<PhotoId> due() {
    return photos("SELECT photo_id FROM stack_due ORDER BY photo_id");
  }

  /// Returns the last number of an embedding; 0 if there is none.
  public long lastEmbedding() {
    return connections
        .read(session -> session.firstLong("SELECT max(sequence) FROM embeddings"))
        .orElse(0);
  }

  /// Returns the photos that a model has embedded after others, by the numbers of the embeddings.
  ///
  /// @param after the number of the last embedding before them
  public SortedMap<Long, PhotoId> embeddedAfter(long after, long modelId) {
    return connections.read(
        session -> {
          SortedMap<Long, PhotoId> photos = new TreeMap<>();
          session.forEach(
              """
              SELECT e.sequence, s.photo_id FROM embeddings e
                CROSS JOIN search_facts s ON s.content_id = e.content_id
              WHERE e.sequence > ? AND +e.model_id = ?
              """,
              row -> photos.put(row.getLong(1), new PhotoId(row.getLong(2))),
              after,
              modelId);
          return photos;
        });
  }

  /// Returns the embedded contents of photos with the smallest keys: a random sample that depends
  /// on nothing but the photos.
  public List<ContentId> sample(long modelId, int count) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT c.id FROM contents c CROSS JOIN search_facts s ON s.content_id = c.id
                WHERE EXISTS
                  (SELECT 1 FROM embeddings WHERE model_id = ? AND content_id = c.id)
                ORDER BY c.key LIMIT ?
                """,
                row -> new ContentId(row.getLong(1)),
                modelId,
                count));
  }

  /// Returns the photos of a camera that were taken at a time.
  ///
  /// @param from earliest date in milliseconds
  /// @param to latest date in milliseconds
  /// @param limit most photos; those with the smallest keys
  public List<PhotoId> takenBetween(long camera, long from, long to, int limit) {
    return photos(
        """
        SELECT s.photo_id FROM search_facts s CROSS JOIN contents c ON c.id = s.content_id
        WHERE s.date BETWEEN ? AND ? AND +s.camera = ? AND s.date_end - s.date = 1
        ORDER BY c.key LIMIT ?
        """,
        from,
        to,
        camera,
        limit);
  }

  /// Returns the photos of the stacks whose centres are given photos.
  public List<PhotoId> around(Collection<PhotoId> centres) {
    return photos(
        """
        SELECT t.photo_id FROM stacks k CROSS JOIN stack_photos t ON t.stack_id = k.id
        WHERE k.centre IN (SELECT value FROM json_each(?))
        """,
        Columns.photoIds(centres));
  }

  /// Returns the user's decisions that are not undone, in their order.
  public List<StackDecision> decisions() {
    return connections.read(
        session -> {
          Map<Long, StackDecision.Kind> kinds = new TreeMap<>();
          Map<Long, Map<PhotoId, Integer>> sides = new HashMap<>();
          session.forEach(
              """
              SELECT d.id, d.kind, p.photo_id, p.side
              FROM stack_decisions d JOIN stack_decision_photos p ON p.decision_id = d.id
              WHERE NOT d.undone
              """,
              row -> {
                kinds.put(row.getLong(1), StackDecision.Kind.ofWord(row.getString(2)));
                sides
                    .computeIfAbsent(row.getLong(1), _ -> new HashMap<>())
                    .put(new PhotoId(row.getLong(3)), row.getInt(4));
              });
          List<StackDecision> decisions = new ArrayList<>();
          kinds.forEach(
              (id, kind) ->
                  decisions.add(new StackDecision(id, kind, sides.getOrDefault(id, Map.of()))));
          return decisions;
        });
  }

  private List<PhotoId> photos(String sql, @Nullable Object... arguments) {
    return connections.read(
        session -> session.list(sql, row -> new PhotoId(row.getLong(1)), arguments));
  }
}
