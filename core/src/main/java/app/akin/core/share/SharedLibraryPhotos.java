package app.akin.core.share;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DatePrecision;
import app.akin.core.query.sql.StoredTime;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchSpace;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.core.search.SharedPhotos;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The photos of a shared library. For one thread and one search.
final class SharedLibraryPhotos implements SharedPhotos<SharedFilter> {
  private static final String FILES =
      """
      SELECT f.content_id, o.id, o.name, d.path, f.name, f.bytes,
        (SELECT k.name FROM akin.leases l JOIN akin.desks k ON k.id = l.desk_id
          WHERE l.folder_id = d.folder_id AND (l.path = '' OR l.path = d.path
            OR starts_with(d.path, l.path || '/')) LIMIT 1)
      FROM akin.files f JOIN akin.directories d ON d.id = f.directory_id
        JOIN akin.folders o ON o.id = d.folder_id
      WHERE f.content_id = ANY (?) ORDER BY o.name, d.path, f.name
      """;

  private final ShareConnection connection;
  private final SharedModel model;
  private final Map<UUID, Path> mounts;
  private final ZoneId zone;
  private final SharedFilters filters;
  private final SharedSpace space;
  private final double share;

  /// @param mounts where shared folders are on this computer
  /// @param zone the time zone of file times
  /// @param reader reads the extent of the shared library
  SharedLibraryPhotos(
      ShareConnection connection,
      SharedModel model,
      Map<UUID, Path> mounts,
      ZoneId zone,
      SharedFilters filters,
      ShareReader reader) {
    this.connection = connection;
    this.model = model;
    this.mounts = Map.copyOf(mounts);
    this.zone = zone;
    this.filters = filters;
    long vectors = reader.vectors(model);
    long photos = reader.photos();
    this.space =
        new SharedSpace(
            connection, model, vectors, vectors > SharedSpace.FEW && reader.hasGraph(model));
    this.share = photos == 0 ? 1 : Math.min(1, (double) vectors / photos);
  }

  @Override
  public SearchSpace<SharedFilter> space() {
    return space;
  }

  @Override
  public @Nullable SharedFilter filter(SearchRequest.Filter filter) {
    return filters.compile(filter);
  }

  @Override
  public double share() {
    return share;
  }

  @Override
  public Collection<Long> ids(Collection<ContentKey> keys) {
    return keys.isEmpty()
        ? List.of()
        : connection.read(
            () ->
                connection.longs(
                    "SELECT id FROM akin.contents WHERE key = ANY (?)",
                    (Object) keys.stream().map(ContentKey::bytes).toArray(byte[][]::new)));
  }

  @Override
  public List<Long> newest(SharedFilter filter, int limit) {
    List<Object> arguments = new ArrayList<>(filter.arguments());
    arguments.add(limit);
    return connection.read(
        () ->
            connection.longs(
                """
                SELECT s.content_id FROM akin.search_facts s WHERE %s GROUP BY s.content_id
                ORDER BY max(s.date) DESC NULLS LAST, min(s.file_time) DESC, s.content_id LIMIT ?
                """
                    .formatted(filter.test()),
                arguments.toArray()));
  }

  @Override
  public Map<Long, Row> rows(Collection<Long> ids, boolean vectors) {
    long[] wanted = ids.stream().mapToLong(Long::longValue).toArray();
    return connection.read(
        () -> {
          Map<Long, List<SharedPhotoInfo.File>> files = new HashMap<>();
          connection.forEach(
              FILES,
              row -> files.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>()).add(file(row)),
              (Object) wanted);
          Map<Long, Row> rows = new HashMap<>();
          connection.forEach(
              """
              SELECT c.id, c.key, %s, s.date, s.file_time, coalesce(t.width, 0), coalesce(t.height, 0),
                s.date_end - s.date
              FROM akin.contents c %s
                JOIN (SELECT content_id, max(date) AS date, max(date_end) AS date_end,
                    min(file_time) AS file_time
                  FROM akin.search_facts WHERE content_id = ANY (?) GROUP BY content_id) s
                  ON s.content_id = c.id
                LEFT JOIN akin.thumbnails t ON t.content_id = c.id
              """
                  .formatted(
                      vectors ? "v.vector::text" : "''",
                      vectors ? "JOIN " + model.table() + " v ON v.content_id = c.id" : ""),
              row -> {
                List<SharedPhotoInfo.File> own = files.get(row.getLong(1));
                if (own != null) {
                  rows.put(row.getLong(1), row(row, own, vectors));
                }
              },
              (Object) wanted);
          return rows;
        });
  }

  private Row row(ResultSet row, List<SharedPhotoInfo.File> files, boolean vectors)
      throws SQLException {
    long date = row.getLong(4);
    boolean dated = !row.wasNull();
    long nanoseconds = row.getLong(5);
    LocalDateTime time =
        dated
            ? StoredTime.time(date)
            : LocalDateTime.ofInstant(Instant.ofEpochSecond(0, nanoseconds), zone);
    files.sort(Comparator.comparing(file -> file.local().isEmpty()));
    return new Row(
        new SharedPhotoInfo(
            ContentKey.of(row.getBytes(2)),
            time,
            dated,
            precision(row.getLong(8)),
            row.getInt(6),
            row.getInt(7),
            files),
        vectors ? SharedSpace.unit(row.getString(3)) : new float[0]);
  }

  /// Returns what is known of a date.
  ///
  /// @param milliseconds the length of what is known
  private static DatePrecision precision(long milliseconds) {
    if (milliseconds <= 1) {
      return DatePrecision.TIME;
    }
    long days = Duration.ofMillis(milliseconds).toDays();
    return days <= 1 ? DatePrecision.DAY : days <= 31 ? DatePrecision.MONTH : DatePrecision.YEAR;
  }

  private SharedPhotoInfo.File file(ResultSet row) throws SQLException {
    UUID folder = row.getObject(2, UUID.class);
    String directory = row.getString(4);
    String path = directory.isEmpty() ? row.getString(5) : directory + "/" + row.getString(5);
    String desk = row.getString(7);
    return new SharedPhotoInfo.File(
        row.getString(3), path, row.getLong(6), desk == null ? "" : desk, local(folder, path));
  }

  /// Returns the path of a file on this computer; empty if it is not available.
  private Optional<Path> local(UUID folder, String path) {
    return Optional.ofNullable(mounts.get(folder))
        .flatMap(mount -> SharedPaths.resolve(mount, path))
        .filter(Files::exists);
  }
}
