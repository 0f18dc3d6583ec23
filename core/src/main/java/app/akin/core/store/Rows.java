package app.akin.core.store;

import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoFacts.Place;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// How values stand in columns.
final class Rows {
  /// The columns [#facts] reads, in its order.
  static final String FACTS =
      "format, width, height, orientation, taken, utc_offset, camera, lens, latitude, longitude,"
          + " altitude";

  private Rows() {}

  /// Facts from the columns [#FACTS], the first of which is `column`.
  static PhotoFacts facts(ResultSet row, int column) throws SQLException {
    Long taken = integer(row, column + 4);
    Long offset = integer(row, column + 5);
    Double latitude = real(row, column + 8);
    Double longitude = real(row, column + 9);
    return new PhotoFacts(
        row.getString(column),
        row.getInt(column + 1),
        row.getInt(column + 2),
        row.getInt(column + 3),
        taken == null ? null : LocalDateTime.ofInstant(Instant.ofEpochMilli(taken), ZoneOffset.UTC),
        offset == null ? null : ZoneOffset.ofTotalSeconds(offset.intValue()),
        row.getString(column + 6),
        row.getString(column + 7),
        latitude == null || longitude == null
            ? null
            : new Place(latitude, longitude, real(row, column + 10)));
  }

  /// The arguments for the columns [#FACTS].
  static @Nullable Object[] arguments(PhotoFacts facts) {
    LocalDateTime taken = facts.taken();
    ZoneOffset offset = facts.offset();
    Place place = facts.place();
    return new @Nullable Object[] {
      facts.format(),
      facts.width(),
      facts.height(),
      facts.orientation(),
      taken == null ? null : taken.toInstant(ZoneOffset.UTC).toEpochMilli(),
      offset == null ? null : offset.getTotalSeconds(),
      facts.camera(),
      facts.lens(),
      place == null ? null : place.latitude(),
      place == null ? null : place.longitude(),
      place == null ? null : place.altitude()
    };
  }

  /// A file's path from the columns of its root, directory and name.
  static Path path(ResultSet row, int root, int directory, int name) throws SQLException {
    Path folder = PathText.resolve(PathText.path(row.getString(root)), row.getString(directory));
    return PathText.resolve(folder, row.getString(name));
  }

  /// Ids as one argument, for `json_each`.
  static String array(long... ids) {
    return Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
  }

  static String array(LongStream ids) {
    return array(ids.toArray());
  }

  private static @Nullable Long integer(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Double real(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
