package app.akin.core.store;

import app.akin.core.photo.PhotoId;
import app.akin.core.photo.StepKind;
import app.akin.core.query.GivenName;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes collections. Part of an [EditWriter], with its transaction, exceptions, journal and
/// thread.
public final class CollectionWriter {
  /// Distance of the places of neighbors, between which others are put.
  private static final long GAP = 1L << 20;

  /// Number of photos of one change, which the journal stores in one row.
  private static final int CHUNK = 1_000;

  /// How long the photos of a deleted collection are kept.
  private static final Duration KEPT = Duration.ofDays(30);

  private final EditWriter writer;
  private final Session library;
  private final Clock clock;

  CollectionWriter(EditWriter writer, Session library, Clock clock) {
    this.writer = writer;
    this.library = library;
    this.clock = clock;
  }

  /// Creates an empty collection.
  ///
  /// @return its ID; empty if there is one with this name
  public OptionalLong create(GivenName name) {
    return writer.run(
        () -> {
          if (isTaken(name, 0)) {
            return OptionalLong.empty();
          }
          long id =
              library
                  .firstLong(
                      "INSERT INTO collections (name, changed) VALUES (?, ?) RETURNING id",
                      name.text(),
                      clock.millis())
                  .orElseThrow();
          setName(StepKind.COLLECTION_CREATE, id, null, name.text());
          return OptionalLong.of(id);
        });
  }

  /// Renames a collection.
  ///
  /// @return false if another one has this name
  public boolean rename(long collection, GivenName name) {
    return writer.run(
        () -> {
          if (isTaken(name, collection)) {
            return false;
          }
          setName(StepKind.COLLECTION_RENAME, collection, name(collection), name.text());
          return true;
        });
  }

  /// Deletes a collection. Its photos stay in the library.
  public void delete(long collection) {
    writer.run(
        () -> {
          CollectionRows.prune(library, clock.instant().minus(KEPT).toEpochMilli());
          setName(StepKind.COLLECTION_DELETE, collection, name(collection), null);
          return true;
        });
  }

  private void setName(StepKind kind, long collection, @Nullable String from, @Nullable String to)
      throws SQLException {
    writer.change(kind, new StepChange(CollectionRows.NAME, "", from, to, List.of(collection)));
  }

  private String name(long collection) throws SQLException {
    return library
        .first("SELECT name FROM collections WHERE id = ?", row -> row.getString(1), collection)
        .orElse("");
  }

  private boolean isTaken(GivenName name, long except) throws SQLException {
    return library
        .firstLong("SELECT 1 FROM collections WHERE key = ? AND id <> ?", name.key(), except)
        .isPresent();
  }

  /// Makes a collection the target, or none. This is no step of the journal.
  public void setTarget(OptionalLong collection) {
    writer.run(
        () ->
            collection.isEmpty()
                ? library.update("DELETE FROM settings WHERE key = ?", CollectionReader.TARGET)
                : library.update(
                    "INSERT OR REPLACE INTO settings VALUES (?, ?)",
                    CollectionReader.TARGET,
                    Long.toString(collection.getAsLong())));
  }

  /// Adds photos to a collection. Those that it has keep their place.
  ///
  /// @param photos the photos in the order in which they are added
  /// @param before the photo of the collection before which they are put; null for the end
  /// @return the number of photos that were added
  public int add(long collection, Collection<PhotoId> photos, @Nullable PhotoId before) {
    return writer.run(
        () -> {
          Set<Long> added = new LinkedHashSet<>();
          photos.forEach(photo -> added.add(photo.value()));
          added.removeAll(places(collection, photos).keySet());
          long[] targets = added.stream().mapToLong(Long::longValue).toArray();
          long[] places =
              free(StepKind.COLLECTION_ADD, collection, targets.length, before, Set.of());
          change(StepKind.COLLECTION_ADD, collection, targets, null, places);
          KeptPhotos.keep(library, Columns.jsonArray(targets));
          return targets.length;
        });
  }

  /// Removes photos from a collection.
  ///
  /// @return the number of photos that were removed
  public int remove(long collection, Collection<PhotoId> photos) {
    return writer.run(
        () -> {
          Map<Long, Long> known = places(collection, photos);
          long[] targets = known.keySet().stream().mapToLong(Long::longValue).toArray();
          long[] before = Arrays.stream(targets).map(known::get).toArray();
          change(StepKind.COLLECTION_REMOVE, collection, targets, before, null);
          return targets.length;
        });
  }

  /// Moves photos of a collection. Others are ignored.
  ///
  /// @param photos the photos in the order that they get
  /// @param before the photo before which they are put; null for the end. If it is one of the
  ///   photos, they are put before the next other one
  public void move(long collection, Collection<PhotoId> photos, @Nullable PhotoId before) {
    writer.run(
        () -> {
          Set<Long> moved = new LinkedHashSet<>();
          photos.forEach(photo -> moved.add(photo.value()));
          moved.retainAll(places(collection, photos).keySet());
          PhotoId next = before == null ? null : next(collection, before, moved);
          long[] targets = moved.stream().mapToLong(Long::longValue).toArray();
          long[] places = free(StepKind.COLLECTION_MOVE, collection, targets.length, next, moved);
          Map<Long, Long> known = places(collection, photos);
          long[] old = Arrays.stream(targets).map(known::get).toArray();
          change(StepKind.COLLECTION_MOVE, collection, targets, old, places);
          return true;
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
  ///
  /// @param before the photo; null for the end
  /// @param moved photos that will leave their places
  private long[] free(
      StepKind kind, long collection, int count, @Nullable PhotoId before, Set<Long> moved)
      throws SQLException {
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
      return series(last, GAP, count);
    }
    String others =
        """
        SELECT max(place) FROM collection_photos WHERE collection_id = ? AND place < ?
          AND photo_id NOT IN (SELECT value FROM json_each(?))
        """;
    long start =
        library
            .firstLong(
                others,
                collection,
                end.getAsLong(),
                Columns.jsonArray(moved.stream().mapToLong(Long::longValue)))
            .orElse(end.getAsLong() - GAP * (count + 1L));
    long step = (end.getAsLong() - start) / (count + 1L);
    if (step > 0) {
      return series(start, step, count);
    }
    spread(kind, collection, GAP * (count + 1L));
    return free(kind, collection, count, before, moved);
  }

  private static long[] series(long start, long step, int count) {
    long[] places = new long[count];
    for (int i = 0; i < count; i++) {
      places[i] = start + step * (i + 1L);
    }
    return places;
  }

  /// Sets all places of a collection again, at a distance.
  private void spread(StepKind kind, long collection, long distance) throws SQLException {
    List<Long> photos = ordered(collection);
    Map<Long, Long> known = places(collection, photos.stream().map(PhotoId::new).toList());
    long[] targets = photos.stream().mapToLong(Long::longValue).toArray();
    change(
        kind,
        collection,
        targets,
        Arrays.stream(targets).map(known::get).toArray(),
        series(0, distance, targets.length));
  }

  /// Records and applies new places.
  ///
  /// @param before the places of the photos; null if the collection does not have them
  /// @param after the new places; null to remove the photos
  private void change(
      StepKind kind,
      long collection,
      long[] photos,
      long @Nullable [] before,
      long @Nullable [] after)
      throws SQLException {
    for (int from = 0; from < photos.length; from += CHUNK) {
      int to = Math.min(photos.length, from + CHUNK);
      writer.change(
          kind,
          new StepChange(
              CollectionRows.PLACE,
              Long.toString(collection),
              before == null ? null : Columns.jsonArray(Arrays.copyOfRange(before, from, to)),
              after == null ? null : Columns.jsonArray(Arrays.copyOfRange(after, from, to)),
              Arrays.stream(photos, from, to).boxed().toList()));
    }
  }

  /// Returns the photos of a collection in order.
  private List<Long> ordered(long collection) throws SQLException {
    List<Long> photos = new ArrayList<>();
    library.forEach(
        "SELECT photo_id FROM collection_photos WHERE collection_id = ? AND place IS NOT NULL"
            + " ORDER BY place, id",
        row -> photos.add(row.getLong(1)),
        collection);
    return photos;
  }

  /// Returns the places of those of the photos that a collection has.
  private Map<Long, Long> places(long collection, Collection<PhotoId> photos) throws SQLException {
    Map<Long, Long> places = new HashMap<>();
    library.forEach(
        """
        SELECT m.photo_id, m.place FROM json_each(?) j CROSS JOIN collection_photos m
          ON m.collection_id = ? AND m.photo_id = j.value AND m.place IS NOT NULL
        """,
        row -> places.put(row.getLong(1), row.getLong(2)),
        Columns.photoIds(photos),
        collection);
    return places;
  }
}
