package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
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
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Finds contents and puts together what there is to show of them.
///
/// @param zone where file times become dates
record PhotoQueries(ZoneId zone) {
  private static final long NANOS = 1_000_000_000;

  private static final String ROWS =
      "SELECT c.id, c.key, f.photo_id, f.modified, r.path, d.path, f.name,"
          + " f.dated, f.dated_from, f.stars, "
          + Rows.FACTS
          // CROSS JOIN keeps this order: from the few contents asked for to their files.
          + """
           FROM json_each(?) j CROSS JOIN contents c ON c.id = j.value
            CROSS JOIN files f ON f.content_id = c.id
            JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
          """;

  private static final String MATCHING =
      "SELECT DISTINCT content_id FROM files WHERE content_id IS NOT NULL";
  private static final String IN_DIRECTORIES =
      " AND directory_id IN (SELECT value FROM json_each(?))";
  private static final String DATED =
      """
       AND content_id IN (
        SELECT id FROM contents WHERE taken >= ? AND taken < ?
        UNION ALL
        SELECT id FROM contents c WHERE taken IS NULL
          AND (SELECT dated FROM files WHERE content_id = c.id AND dated IS NOT NULL
            ORDER BY dated_from = 'xmp' DESC, dated LIMIT 1) BETWEEN ? AND ? - 1
        UNION ALL
        SELECT id FROM contents c WHERE taken IS NULL
          AND NOT EXISTS (SELECT 1 FROM files WHERE content_id = c.id AND dated IS NOT NULL)
          AND (SELECT min(modified) FROM files WHERE content_id = c.id) >= ?
          AND (SELECT min(modified) FROM files WHERE content_id = c.id) < ?)
      """;

  /// One content while its files come by.
  private static final class Gathering {
    private final PhotoId photo;
    private final ContentId content;
    private final ContentKey key;
    private final PhotoFacts facts;
    private final List<Path> paths = new ArrayList<>();
    private long earliest = Long.MAX_VALUE;
    private @Nullable LocalDateTime dated;
    private @Nullable DateSource datedFrom;
    private @Nullable Integer stars;

    Gathering(ResultSet row) throws SQLException {
      content = new ContentId(row.getLong(1));
      key = ContentKey.of(row.getBytes(2));
      photo = new PhotoId(row.getLong(3));
      facts = Rows.facts(row, 11);
    }

    void add(ResultSet row) throws SQLException {
      paths.add(Rows.path(row, 5, 6, 7));
      earliest = Math.min(earliest, row.getLong(4));
      LocalDateTime date = Rows.moment(row, 8);
      DateSource source = Rows.source(row, 9);
      if (date != null && source != null && isBetter(date, source)) {
        dated = date;
        datedFrom = source;
      }
      Integer rated = Rows.stars(row, 10);
      stars = stars == null || (rated != null && rated > stars) ? rated : stars;
    }

    /// A program's date before a name's, then the earlier one.
    private boolean isBetter(LocalDateTime date, DateSource source) {
      return dated == null
          || datedFrom == null
          || source.compareTo(datedFrom) < 0
          || (source == datedFrom && date.isBefore(dated));
    }

    PhotoRow row(ZoneId zone) {
      PhotoFacts all = together();
      LocalDateTime taken = all.taken();
      Instant time =
          Instant.ofEpochSecond(Math.floorDiv(earliest, NANOS), Math.floorMod(earliest, NANOS));
      LocalDateTime date = taken == null ? LocalDateTime.ofInstant(time, zone) : taken;
      return new PhotoRow(photo, content, key, paths.stream().sorted().toList(), all, date);
    }

    /// What the picture says, and where it is silent its files; a sidecar's rating is the newer
    /// one.
    private PhotoFacts together() {
      boolean silent = facts.taken() == null;
      return new PhotoFacts(
          facts.format(),
          facts.width(),
          facts.height(),
          facts.orientation(),
          silent ? dated : facts.taken(),
          facts.offset(),
          facts.camera(),
          facts.lens(),
          facts.place(),
          silent ? datedFrom : facts.takenFrom(),
          stars == null ? facts.rating() : stars);
    }
  }

  Map<ContentId, PhotoRow> rows(Session session, Collection<ContentId> contents)
      throws SQLException {
    Map<ContentId, Gathering> gathered = new HashMap<>();
    session.list(
        ROWS,
        row -> {
          Gathering gathering = gathered.get(new ContentId(row.getLong(1)));
          if (gathering == null) {
            gathering = new Gathering(row);
            gathered.put(gathering.content, gathering);
          }
          gathering.add(row);
          return gathering;
        },
        Rows.array(contents.stream().distinct().mapToLong(ContentId::value)));
    Map<ContentId, PhotoRow> rows = new HashMap<>();
    gathered.forEach((content, gathering) -> rows.put(content, gathering.row(zone)));
    return rows;
  }

  long[] matching(Session session, PhotoFilter filter) throws SQLException {
    StringBuilder sql = new StringBuilder(MATCHING);
    List<@Nullable Object> arguments = new ArrayList<>();
    Path in = filter.in();
    if (in != null) {
      sql.append(IN_DIRECTORIES);
      arguments.add(Rows.array(directoriesIn(session, in)));
    }
    LocalDate after = filter.after();
    LocalDate before = filter.before();
    if (after != null || before != null) {
      sql.append(DATED);
      // Once for dates in the picture, once for those of names and sidecars.
      for (int i = 0; i < 2; i++) {
        arguments.add(after == null ? Long.MIN_VALUE : cameraTime(after));
        arguments.add(before == null ? Long.MAX_VALUE : cameraTime(before));
      }
      arguments.add(after == null ? Long.MIN_VALUE : fileTime(after));
      arguments.add(before == null ? Long.MAX_VALUE : fileTime(before));
    }
    return session.numbers(sql.append(" ORDER BY content_id").toString(), arguments.toArray());
  }

  // Paths are compared as paths, not as text: the system says whether letter case counts, and a
  // directory may be kept as an address.
  private static LongStream directoriesIn(Session session, Path folder) throws SQLException {
    Path wanted = folder.toAbsolutePath().normalize();
    return session
        .list(
            "SELECT d.id, r.path, d.path FROM directories d JOIN roots r ON r.id = d.root_id",
            row -> {
              Path root = PathText.path(row.getString(2));
              boolean inside = PathText.resolve(root, row.getString(3)).startsWith(wanted);
              return inside ? row.getLong(1) : 0L;
            })
        .stream()
        .mapToLong(Long::longValue)
        .filter(id -> id > 0);
  }

  private static long cameraTime(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private long fileTime(LocalDate day) {
    Instant start = day.atStartOfDay(zone).toInstant();
    try {
      return Math.addExact(Math.multiplyExact(start.getEpochSecond(), NANOS), start.getNano());
    } catch (ArithmeticException e) {
      // No file time reaches further than some centuries.
      return start.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
