package app.akin.core.store;

import app.akin.core.photo.PhotoId;
import app.akin.core.query.GivenName;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes collections. Part of a [CatalogueWriter], with its transaction, exceptions and thread
/// safety.
public final class CollectionWriter {
  /// Distance of the places of neighbors, between which others are put.
  private static final long GAP = 1L << 20;

  /// How long the photos of a deleted collection are kept.
  private static final Duration KEPT = Duration.ofDays(30);

  private final WriteTransaction transaction;
  private final Session library;
  private final Clock clock;

  CollectionWriter(WriteTransaction transaction, Session library, Clock clock) {
    this.transaction = transaction;
    this.library = library;
    this.clock = clock;
  }

  /// Creates an empty collection.
  ///
  /// @return its ID; empty if there is one with this name
  public OptionalLong create(GivenName name) {
    return transaction.inLibrary(
        () ->
            library.firstLong(
                "INSERT INTO collections (name, key, changed) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING RETURNING id",
                name.text(),
                name.key(),
                clock.millis()));
  }

  /// Renames a collection.
  ///
  /// @return false if another one has this name
  public boolean rename(long collection, GivenName name) {
    return transaction.inLibrary(
        () -> {
          boolean taken =
              library
                  .firstLong(
                      "SELECT 1 FROM collections WHERE key = ? AND id <> ?", name.key(), collection)
                  .isPresent();
          if (!taken) {
            library.update(
                "UPDATE collections SET name = ?, key = ? WHERE id = ?",
                name.text(),
                name.key(),
                collection);
          }
          return !taken;
        });
  }

  /// Deletes a collection. Its photos stay in the library.
  public void delete(long collection) {
    transaction.changeLibrary(
        () -> {
          library.update(
              "UPDATE collections SET key = NULL, changed = ? WHERE id = ?",
              clock.millis(),
              collection);
          // What can be undone no more.
          library.update(
              """
              DELETE FROM collection_photos WHERE collection_id IN
                (SELECT id FROM collections WHERE key IS NULL AND changed < ?)
              """,
              clock.instant().minus(KEPT).toEpochMilli());
          library.update(
              "DELETE FROM settings WHERE key = ? AND value = ?",
              CollectionReader.TARGET,
              Long.toString(collection));
        });
  }

  /// Makes a collection the target, or none.
  public void setTarget(OptionalLong collection) {
    transaction.changeLibrary(
        () -> {
          if (collection.isEmpty()) {
            library.update("DELETE FROM settings WHERE key = ?", CollectionReader.TARGET);
          } else {
            library.update(
                "INSERT OR REPLACE INTO settings VALUES (?, ?)",
                CollectionReader.TARGET,
                Long.toString(collection.getAsLong()));
          }
        });
  }

  /// Adds photos to a collection. Those that it has keep their place.
  ///
  /// @param photos the photos in the order in which they are added
  /// @param before the photo of the collection before which they are put; null for the end
  /// @return the number of photos that were added
  public int add(long collection, Collection<PhotoId> photos, @Nullable PhotoId before) {
    return transaction.inLibrary(
        () -> {
          Set<Long> added = new LinkedHashSet<>();
          photos.forEach(photo -> added.add(photo.value()));
          for (long known : members(collection, photos)) {
            added.remove(known);
          }
          long[] places = free(collection, added.size(), before);
          int i = 0;
          for (long photo : added) {
            library.update(
                "INSERT INTO collection_photos (collection_id, photo_id, place) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO UPDATE SET place = excluded.place",
                collection,
                photo,
                places[i++]);
          }
          return i;
        });
  }

  /// Removes photos from a collection.
  ///
  /// @return the number of photos that were removed
  public int remove(long collection, Collection<PhotoId> photos) {
    return transaction.inLibrary(
        () ->
            library.update(
                """
                UPDATE collection_photos SET place = NULL
                WHERE collection_id = ? AND place IS NOT NULL
                  AND photo_id IN (SELECT value FROM json_each(?))
                """,
                collection,
                jsonArray(photos)));
  }

  /// Moves photos of a collection. Others are ignored.
  ///
  /// @param photos the photos in the order that they get
  /// @param before the photo before which they are put; null for the end. If it is one of the
  ///   photos, they are put before the next other one
  public void move(long collection, Collection<PhotoId> photos, @Nullable PhotoId before) {
    transaction.changeLibrary(
        () -> {
          Set<Long> known = new LinkedHashSet<>();
          Arrays.stream(members(collection, photos)).forEach(known::add);
          Set<Long> moved = new LinkedHashSet<>();
          photos.stream().map(PhotoId::value).filter(known::contains).forEach(moved::add);
          PhotoId next = before == null ? null : next(collection, before, moved);
          // Away from the places that they leave.
          for (long photo : moved) {
            setPlace(collection, photo, null);
          }
          long[] places = free(collection, moved.size(), next);
          int i = 0;
          for (long photo : moved) {
            setPlace(collection, photo, places[i++]);
          }
        });
  }

  /// Returns the first photo from a given one on that is not moved; null for the end.
  private @Nullable PhotoId next(long collection, PhotoId from, Set<Long> moved)
      throws SQLException {
    if (!moved.contains(from.value())) {
      return from;
    }
    boolean isAfter = false;
    for (long photo : ordered(collection)) {
      isAfter |= photo == from.value();
      if (isAfter && !moved.contains(photo)) {
        return new PhotoId(photo);
      }
    }
    return null;
  }

  /// Returns ascending places between a photo and the one before it.
  private long[] free(long collection, int count, @Nullable PhotoId before) throws SQLException {
    OptionalLong end =
        before == null
            ? OptionalLong.empty()
            : library.firstLong(
                "SELECT place FROM collection_photos WHERE collection_id = ? AND photo_id = ?",
                collection,
                before.value());
    if (end.isEmpty()) {
      long last =
          library
              .firstLong(
                  "SELECT max(place) FROM collection_photos WHERE collection_id = ?", collection)
              .orElse(0);
      return places(last, GAP, count);
    }
    long start =
        library
            .firstLong(
                "SELECT max(place) FROM collection_photos WHERE collection_id = ? AND place < ?",
                collection,
                end.getAsLong())
            .orElse(end.getAsLong() - GAP * (count + 1));
    long step = (end.getAsLong() - start) / (count + 1);
    if (step > 0) {
      return places(start, step, count);
    }
    spread(collection, Math.addExact(count, 1) * GAP);
    return free(collection, count, before);
  }

  private static long[] places(long start, long step, int count) {
    long[] places = new long[count];
    for (int i = 0; i < count; i++) {
      places[i] = start + step * (i + 1);
    }
    return places;
  }

  /// Sets all places of a collection again, at a distance.
  private void spread(long collection, long distance) throws SQLException {
    long place = 0;
    for (long photo : ordered(collection)) {
      place += distance;
      setPlace(collection, photo, place);
    }
  }

  /// Returns the photos of a collection in order, without those that are being moved.
  private List<Long> ordered(long collection) throws SQLException {
    return library.list(
        "SELECT photo_id FROM collection_photos WHERE collection_id = ? AND place IS NOT NULL"
            + " ORDER BY place, id",
        row -> row.getLong(1),
        collection);
  }

  private void setPlace(long collection, long photo, @Nullable Long place) throws SQLException {
    library.update(
        "UPDATE collection_photos SET place = ? WHERE collection_id = ? AND photo_id = ?",
        place,
        collection,
        photo);
  }

  /// Returns those of the photos that a collection has.
  private long[] members(long collection, Collection<PhotoId> photos) throws SQLException {
    return library.longs(
        """
        SELECT m.photo_id FROM json_each(?) j CROSS JOIN collection_photos m
          ON m.collection_id = ? AND m.photo_id = j.value AND m.place IS NOT NULL
        """,
        jsonArray(photos),
        collection);
  }

  private static String jsonArray(Collection<PhotoId> photos) {
    return Columns.jsonArray(photos.stream().mapToLong(PhotoId::value));
  }
}
