package app.akin.core.store;

import app.akin.core.photo.Flag;
import app.akin.core.photo.Marks;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and writes the marks of photos. Runs inside the caller's transaction. For one thread.
final class MarkRows {
  /// The stored words of fields.
  static final String RATING = "rating";

  static final String FLAG = "flag";
  static final String CAPTION = "caption";
  static final String KEYWORD = "keyword";

  private final Session library;
  private final Clock clock;
  private final MarkCopy copy;

  /// The photos whose marks changed since [#takeChanged].
  private final BitSet changed = new BitSet();

  /// @param copy records the changed rows
  MarkRows(Session library, Clock clock, MarkCopy copy) {
    this.library = library;
    this.clock = clock;
    this.copy = copy;
  }

  /// Returns the photos whose marks changed since the last call.
  BitSet takeChanged() {
    BitSet taken = (BitSet) changed.clone();
    changed.clear();
    return taken;
  }

  /// Reads the marks of photos. Photos without marks are missing.
  ///
  /// @param photos photo IDs as a JSON array
  static Map<Long, Marks> read(Session library, String photos) throws SQLException {
    Map<Long, List<String>> added = new HashMap<>();
    Map<Long, List<String>> removed = new HashMap<>();
    library.forEach(
        """
        SELECT k.photo_id, k.keyword, k.present
        FROM json_each(?) j CROSS JOIN keyword_marks k ON k.photo_id = j.value
        WHERE k.present IS NOT NULL ORDER BY k.id
        """,
        row ->
            (row.getBoolean(3) ? added : removed)
                .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                .add(row.getString(2)),
        photos);
    Map<Long, Marks> marks = new HashMap<>();
    library.forEach(
        """
        SELECT m.photo_id, m.rating, m.flag, m.caption
        FROM json_each(?) j CROSS JOIN photo_marks m ON m.photo_id = j.value
        """,
        row -> {
          long photo = row.getLong(1);
          Integer flag = Columns.nullableInteger(row, 3);
          marks.put(
              photo,
              new Marks(
                  Columns.nullableInteger(row, 2),
                  flag == null ? null : Flag.ofNumber(flag),
                  row.getString(4),
                  added.getOrDefault(photo, List.of()),
                  removed.getOrDefault(photo, List.of())));
        },
        photos);
    return marks;
  }

  /// Returns the fields that steps change, by their stored words.
  Map<String, StepField> fields() {
    return Map.of(
        RATING,
        (_, targets, from, to) -> change(RATING, "CAST(? AS INTEGER)", targets, from, to),
        FLAG,
        (_, targets, from, to) -> change(FLAG, "CAST(? AS INTEGER)", targets, from, to),
        CAPTION,
        (_, targets, from, to) -> change(CAPTION, "?", targets, from, to),
        KEYWORD,
        this::changeKeyword);
  }

  /// Creates the rows of photos that have none.
  ///
  /// @param photos photo IDs as a JSON array
  void create(String photos) throws SQLException {
    KeptPhotos.keep(library, photos);
    library.update(
        """
        INSERT INTO photo_marks (photo_id, changed)
        SELECT p.id, ? FROM json_each(?) j CROSS JOIN photos p ON p.id = j.value
        WHERE p.id NOT IN (SELECT photo_id FROM photo_marks)
        """,
        clock.millis(),
        photos);
  }

  /// Creates the rows of a keyword for photos that have none.
  ///
  /// @param photos photo IDs as a JSON array
  void createKeyword(String keyword, String photos) throws SQLException {
    create(photos);
    library.update(
        """
        INSERT INTO keyword_marks (photo_id, keyword)
        SELECT p.id, ?1 FROM json_each(?2) j CROSS JOIN photos p ON p.id = j.value
        WHERE NOT EXISTS (SELECT 1 FROM keyword_marks WHERE photo_id = p.id AND keyword = ?1)
        """,
        keyword,
        photos);
  }

  /// @param field the field, which is also the column
  /// @param cast the expression that converts a stored value
  private int change(
      String field, String cast, String targets, @Nullable String from, @Nullable String to)
      throws SQLException {
    long[] photos =
        library.longs(
            "UPDATE photo_marks SET "
                + field
                + " = "
                + cast
                + ", changed = ? WHERE photo_id IN (SELECT value FROM json_each(?)) AND "
                + field
                + " IS "
                + cast
                + " RETURNING photo_id",
            to,
            clock.millis(),
            targets,
            from);
    return add(photos);
  }

  private int changeKeyword(
      String keyword, String targets, @Nullable String from, @Nullable String to)
      throws SQLException {
    long[] photos =
        library.longs(
            """
            UPDATE keyword_marks SET present = CAST(? AS INTEGER)
            WHERE photo_id IN (SELECT value FROM json_each(?)) AND keyword = ?
              AND present IS CAST(? AS INTEGER)
            RETURNING photo_id
            """,
            to,
            targets,
            keyword,
            from);
    library.update(
        "UPDATE photo_marks SET changed = ? WHERE photo_id IN (SELECT value FROM json_each(?))",
        clock.millis(),
        Columns.jsonArray(photos));
    return add(photos);
  }

  private int add(long... photos) {
    for (long photo : photos) {
      changed.set(Math.toIntExact(photo));
      copy.add(MarkCopy.Owner.PHOTO, photo);
    }
    return photos.length;
  }

  /// Moves the marks of a photo to another one with which it is merged. What is set for the other
  /// one stays.
  static void merge(Session library, long kept, long dropped) throws SQLException {
    library.update(
        """
        INSERT INTO photo_marks SELECT ?1, rating, flag, caption, changed
        FROM photo_marks WHERE photo_id = ?2
        ON CONFLICT DO UPDATE SET rating = coalesce(rating, excluded.rating),
          flag = coalesce(flag, excluded.flag), caption = coalesce(caption, excluded.caption),
          changed = max(changed, excluded.changed)
        """,
        kept,
        dropped);
    library.update(
        """
        INSERT INTO keyword_marks (photo_id, keyword, present)
        SELECT ?1, keyword, present FROM keyword_marks WHERE photo_id = ?2
        ON CONFLICT DO UPDATE SET present = coalesce(present, excluded.present)
        """,
        kept,
        dropped);
    library.update("DELETE FROM photo_marks WHERE photo_id = ?", dropped);
    library.update("DELETE FROM keyword_marks WHERE photo_id = ?", dropped);
  }
}
