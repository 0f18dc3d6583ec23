package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.RealPath;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Queries photos and assembles them for display.
///
/// @param zone the time zone for dates from file times
record PhotoQueries(ZoneId zone) {
  private static final long NANOS = 1_000_000_000;

  private static final String ROWS =
      "SELECT j.value, c.key, f.photo_id, f.modified, r.path, d.path, f.name,"
          + " f.dated, f.dated_from, f.stars, c.bytes, f.content_id, c.id, "
          + Columns.FACT_COLUMNS
          // CROSS JOIN fixes the join order: from the few requested contents to the files of their
          // photos.
          + """
           FROM json_each(?) j CROSS JOIN photos p
              ON p.id = (SELECT photo_id FROM files WHERE content_id = j.value LIMIT 1)
            CROSS JOIN contents c ON c.id = p.lead
            CROSS JOIN files f ON f.photo_id = p.id AND f.content_id IS NOT NULL
            JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
          """;

  // In the order of the index on `lead`, so that nothing is sorted and memory use is constant.
  private static final String ALL_PHOTOS =
      """
      SELECT p.lead, p.id, c.width, c.height, c.taken, f.modified, d.root_id,
        f.dated, f.dated_from = 'xmp'
      FROM photos p INDEXED BY photos_by_lead CROSS JOIN contents c ON c.id = p.lead
        CROSS JOIN files f ON f.photo_id = p.id AND f.content_id IS NOT NULL
        CROSS JOIN directories d ON d.id = f.directory_id
      WHERE p.lead IS NOT NULL
      ORDER BY p.lead
      """;

  private static final String MATCHING = "SELECT lead FROM photos p WHERE lead IS NOT NULL";
  private static final String IN_DIRECTORIES =
      """
       AND id IN (SELECT photo_id FROM files
        WHERE content_id IS NOT NULL AND directory_id IN (SELECT value FROM json_each(?)))
      """;
  private static final String DATED =
      """
       AND lead IN (
        SELECT id FROM contents WHERE taken >= ? AND taken < ?
        UNION ALL
        SELECT c.id FROM contents c JOIN photos q ON q.lead = c.id WHERE c.taken IS NULL
          AND (SELECT dated FROM files f WHERE f.photo_id = q.id AND f.content_id IS NOT NULL
            AND dated IS NOT NULL ORDER BY dated_from = 'xmp' DESC, dated LIMIT 1)
            BETWEEN ? AND ? - 1
        UNION ALL
        SELECT c.id FROM contents c JOIN photos q ON q.lead = c.id WHERE c.taken IS NULL
          AND NOT EXISTS (SELECT 1 FROM files f WHERE f.photo_id = q.id
            AND f.content_id IS NOT NULL AND dated IS NOT NULL)
          AND (SELECT min(modified) FROM files f
            WHERE f.photo_id = q.id AND f.content_id IS NOT NULL) BETWEEN ? AND ? - 1)
      """;

  /// Collects the rows of one photo.
  private static final class PhotoBuilder {
    private final PhotoId photo;
    private final ContentId content;
    private final ContentKey key;
    private final long bytes;
    private final PhotoFacts facts;
    private final List<Path> paths = new ArrayList<>();
    private final List<Path> siblingPaths = new ArrayList<>();
    private long earliest = Long.MAX_VALUE;
    private @Nullable LocalDateTime dated;
    private @Nullable DateSource datedFrom;
    private @Nullable Integer rating;

    PhotoBuilder(ResultSet row) throws SQLException {
      content = new ContentId(row.getLong(13));
      key = ContentKey.of(row.getBytes(2));
      photo = new PhotoId(row.getLong(3));
      bytes = row.getLong(11);
      facts = Columns.facts(row, 14);
    }

    void add(ResultSet row) throws SQLException {
      List<Path> target = row.getLong(12) == content.value() ? paths : siblingPaths;
      target.add(Columns.path(row, 5, 6, 7));
      earliest = Math.min(earliest, row.getLong(4));
      LocalDateTime date = Columns.dateTime(row, 8);
      DateSource source = Columns.source(row, 9);
      if (date != null && source != null && isBetter(date, source)) {
        dated = date;
        datedFrom = source;
      }
      Integer candidate = Columns.rating(row, 10);
      rating = rating == null || (candidate != null && candidate > rating) ? candidate : rating;
    }

    /// Returns whether a date is better: a sidecar's before a file name's, then the earlier one.
    private boolean isBetter(LocalDateTime date, DateSource source) {
      return dated == null
          || datedFrom == null
          || source.compareTo(datedFrom) < 0
          || (source == datedFrom && date.isBefore(dated));
    }

    PhotoRow build(ZoneId zone) {
      PhotoFacts merged = mergedFacts();
      LocalDateTime taken = merged.taken();
      LocalDateTime date = taken == null ? fileDate(earliest, zone) : taken;
      List<Path> sorted =
          Stream.concat(paths.stream().sorted(), siblingPaths.stream().sorted()).toList();
      return new PhotoRow(photo, content, key, sorted, bytes, merged, date);
    }

    /// Returns the image's own facts, completed by those of its files; a sidecar's rating takes
    /// precedence because it is newer.
    private PhotoFacts mergedFacts() {
      boolean undated = facts.taken() == null;
      return new PhotoFacts(
          facts.format(),
          facts.width(),
          facts.height(),
          facts.orientation(),
          undated ? dated : facts.taken(),
          facts.offset(),
          facts.camera(),
          facts.lens(),
          facts.place(),
          undated ? datedFrom : facts.takenFrom(),
          rating == null ? facts.rating() : rating);
    }
  }

  /// Groups consecutive file rows into photos.
  private static final class PhotoStream {
    private final ZoneId zone;
    private final LongPredicate present;
    private final PhotoConsumer consumer;
    private long content;
    private long photo;
    private int width;
    private int height;
    private @Nullable Long taken;
    private @Nullable Long dated;
    private boolean sidecar;
    private long modified;
    private int files;
    private boolean offline;

    PhotoStream(ZoneId zone, LongPredicate present, PhotoConsumer consumer) {
      this.zone = zone;
      this.present = present;
      this.consumer = consumer;
    }

    void add(ResultSet row) throws SQLException {
      long next = row.getLong(1);
      if (next != content) {
        finish();
        content = next;
        photo = row.getLong(2);
        width = row.getInt(3);
        height = row.getInt(4);
        taken = Columns.nullableLong(row, 5);
        dated = null;
        modified = Long.MAX_VALUE;
        files = 0;
        offline = true;
      }
      date(row);
      modified = Math.min(modified, row.getLong(6));
      files++;
      offline &= !present.test(row.getLong(7));
    }

    /// Selects the date by the order of [PhotoBuilder]: a sidecar's before a file name's, then the
    /// earlier one.
    private void date(ResultSet row) throws SQLException {
      Long candidate = Columns.nullableLong(row, 8);
      boolean fromSidecar = row.getBoolean(9);
      Long before = dated;
      if (candidate != null
          && (before == null || (fromSidecar == sidecar ? candidate < before : fromSidecar))) {
        dated = candidate;
        sidecar = fromSidecar;
      }
    }

    void finish() {
      if (files > 0) {
        Long best = taken != null ? taken : dated;
        long date =
            best != null ? best : fileDate(modified, zone).toInstant(ZoneOffset.UTC).toEpochMilli();
        consumer.accept(content, photo, width, height, date, files, offline);
      }
    }
  }

  private static LocalDateTime fileDate(long modified, ZoneId zone) {
    Instant time =
        Instant.ofEpochSecond(Math.floorDiv(modified, NANOS), Math.floorMod(modified, NANOS));
    return LocalDateTime.ofInstant(time, zone);
  }

  void forEachPhoto(Session session, LongPredicate present, PhotoConsumer consumer)
      throws SQLException {
    PhotoStream stream = new PhotoStream(zone, present, consumer);
    session.forEach(ALL_PHOTOS, stream::add);
    stream.finish();
  }

  Map<ContentId, PhotoRow> rows(Session session, Collection<ContentId> contents)
      throws SQLException {
    Map<ContentId, PhotoBuilder> builders = new HashMap<>();
    session.list(
        ROWS,
        row -> {
          ContentId requested = new ContentId(row.getLong(1));
          PhotoBuilder builder = builders.get(requested);
          if (builder == null) {
            builder = new PhotoBuilder(row);
            builders.put(requested, builder);
          }
          builder.add(row);
          return builder;
        },
        Columns.jsonArray(contents.stream().distinct().mapToLong(ContentId::value)));
    Map<ContentId, PhotoRow> rows = new HashMap<>();
    builders.forEach((content, builder) -> rows.put(content, builder.build(zone)));
    return rows;
  }

  long[] matching(Session session, PhotoFilter filter) throws SQLException {
    StringBuilder sql = new StringBuilder(MATCHING);
    List<@Nullable Object> arguments = new ArrayList<>();
    Path in = filter.in();
    if (in != null) {
      sql.append(IN_DIRECTORIES);
      arguments.add(Columns.jsonArray(directoriesIn(session, in)));
    }
    LocalDate after = filter.after();
    LocalDate before = filter.before();
    if (after != null || before != null) {
      sql.append(DATED);
      // Once for dates in the image, once for those from names and sidecars.
      for (int i = 0; i < 2; i++) {
        arguments.add(after == null ? Long.MIN_VALUE : cameraTime(after));
        arguments.add(before == null ? Long.MAX_VALUE : cameraTime(before));
      }
      arguments.add(after == null ? Long.MIN_VALUE : fileTime(after));
      arguments.add(before == null ? Long.MAX_VALUE : fileTime(before));
    }
    return session.longs(sql.append(" ORDER BY lead").toString(), arguments.toArray());
  }

  // Compares paths instead of text: case sensitivity depends on the system, and a folder may be
  // stored as a URI.
  private static LongStream directoriesIn(Session session, Path folder) throws SQLException {
    Path wanted = folder.toAbsolutePath().normalize();
    Path realWanted = RealPath.of(folder);
    Map<Path, Path> realRoots = new HashMap<>();
    return session
        .list(
            "SELECT d.id, r.path, d.path FROM directories d JOIN roots r ON r.id = d.root_id",
            row -> {
              Path root = PathText.path(row.getString(2));
              Path directory = PathText.resolve(root, row.getString(3));
              Path realRoot = realRoots.computeIfAbsent(root, RealPath::of);
              boolean inside =
                  directory.startsWith(wanted) || isInside(directory, root, realRoot, realWanted);
              return inside ? row.getLong(1) : 0L;
            })
        .stream()
        .mapToLong(Long::longValue)
        .filter(id -> id > 0);
  }

  /// Returns whether a directory of a root is in a folder, compared without links.
  private static boolean isInside(Path directory, Path root, Path realRoot, Path realFolder) {
    if (!directory.startsWith(root)) {
      return directory.startsWith(realFolder);
    }
    if (realRoot.resolve(root.relativize(directory)).startsWith(realFolder)) {
      return true;
    }
    // A folder outside of the root may be part of it by a link.
    return !realFolder.startsWith(realRoot)
        && !realRoot.startsWith(realFolder)
        && RealPath.of(directory).startsWith(realFolder);
  }

  private static long cameraTime(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private long fileTime(LocalDate day) {
    Instant start = day.atStartOfDay(zone).toInstant();
    try {
      return Math.addExact(Math.multiplyExact(start.getEpochSecond(), NANOS), start.getNano());
    } catch (ArithmeticException e) {
      // File times in nanoseconds cover only a few centuries.
      return start.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
