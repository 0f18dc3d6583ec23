package app.akin.core.store;

import app.akin.core.query.GivenName;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes the rows of collections, for the user and for the journal. Runs inside the transaction
/// of an [EditWriter].
final class CollectionRows {
  /// The name of collections; null if they are deleted.
  static final String NAME = "collection.name";

  /// The places of photos in the collection whose ID is the key: a JSON array with one place for
  /// each target; null if the photos are not in the collection.
  static final String PLACE = "collection.place";

  private final Session library;
  private final Clock clock;
  private final MarkCopy copy;

  /// @param copy records the changed rows
  CollectionRows(Session library, Clock clock, MarkCopy copy) {
    this.library = library;
    this.clock = clock;
    this.copy = copy;
  }

  /// Returns the fields by their stored words.
  Map<String, StepField> fields() {
    return Map.of(NAME, (_, targets, from, to) -> rename(targets, from, to), PLACE, this::place);
  }

  /// Creates, renames or deletes collections. A name that another one has by now changes nothing.
  private int rename(String targets, @Nullable String from, @Nullable String to)
      throws SQLException {
    for (long collection : numbers(targets)) {
      copy.add(MarkCopy.Owner.COLLECTION, collection);
    }
    return to == null
        ? library.update(
            """
            UPDATE collections SET key = NULL, changed = ?
            WHERE id IN (SELECT value FROM json_each(?)) AND key IS NOT NULL AND name = ?
            """,
            clock.millis(),
            targets,
            from)
        : library.update(
            """
            UPDATE OR IGNORE collections SET name = ?1, key = ?2, changed = ?3
            WHERE id IN (SELECT value FROM json_each(?4))
              AND iif(?5 IS NULL, key IS NULL, key IS NOT NULL AND name = ?5)
            """,
            to,
            GivenName.key(to),
            clock.millis(),
            targets,
            from);
  }

  private int place(String key, String targets, @Nullable String from, @Nullable String to)
      throws SQLException {
    long collection = Long.parseLong(key);
    long[] photos = numbers(targets);
    long @Nullable [] before = from == null ? null : numbers(from);
    long @Nullable [] after = to == null ? null : numbers(to);
    int changed = 0;
    for (int i = 0; i < photos.length; i++) {
      copy.add(MarkCopy.Owner.PHOTO, photos[i]);
      Long place = after == null ? null : Long.valueOf(after[i]);
      changed +=
          before == null
              ? library.update(
                  """
                  INSERT INTO collection_photos (collection_id, photo_id, place) VALUES (?, ?, ?)
                  ON CONFLICT DO UPDATE SET place = excluded.place WHERE place IS NULL
                  """,
                  collection,
                  photos[i],
                  place)
              : library.update(
                  """
                  UPDATE collection_photos SET place = ?
                  WHERE collection_id = ? AND photo_id = ? AND place = ?
                  """,
                  place,
                  collection,
                  photos[i],
                  before[i]);
    }
    return changed;
  }

  private long[] numbers(String array) throws SQLException {
    return library.longs("SELECT value FROM json_each(?) ORDER BY key", array);
  }

  /// Moves the collections of a photo to another one with which it is merged. Where both are in a
  /// collection, the other one keeps its place.
  static void merge(Session library, long kept, long dropped) throws SQLException {
    library.update(
        """
        UPDATE collection_photos SET place = (SELECT d.place FROM collection_photos d
          WHERE d.collection_id = collection_photos.collection_id AND d.photo_id = ?)
        WHERE photo_id = ? AND place IS NULL
        """,
        dropped,
        kept);
    library.update(
        "UPDATE OR IGNORE collection_photos SET photo_id = ? WHERE photo_id = ?", kept, dropped);
    library.update("DELETE FROM collection_photos WHERE photo_id = ?", dropped);
  }

  /// Deletes the photos of collections that were deleted before a time, in milliseconds since 1970,
  /// when their deletion can be undone no more.
  static void prune(Session library, long before) throws SQLException {
    library.update(
        """
        DELETE FROM collection_photos WHERE collection_id IN
          (SELECT id FROM collections WHERE key IS NULL AND changed < ?)
        """,
        before);
  }
}
