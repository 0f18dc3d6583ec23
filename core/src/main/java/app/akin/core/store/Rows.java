package app.akin.core.store;

import app.akin.core.photo.DateSource;
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
          + " altitude, taken_from, rating";

  private Rows() {}

  /// Facts from the columns [#FACTS], the first of which is `column`.
  static PhotoFacts facts(ResultSet row, int column) throws SQLException {
    Long offset = integer(row, column + 5);
    Double latitude = real(row, column + 8);
    Double longitude = real(row, column + 9);
    return new PhotoFacts(
        row.getString(column),
        row.getInt(column + 1),
        row.getInt(column + 2),
        row.getInt(column + 3),
        moment(row, column + 4),
        offset == null ? null : ZoneOffset.ofTotalSeconds(offset.intValue()),
        row.getString(column + 6),
        row.getString(column + 7),
        latitude == null || longitude == null
            ? null
            : new Place(latitude, longitude, real(row, column + 10)),
        source(row, column + 11),
        stars(row, column + 12));
  }

  /// Where a date comes from, null where there is none.
  static @Nullable DateSource source(ResultSet row, int column) throws SQLException {
    String word = row.getString(column);
    return word == null ? null : DateSource.ofWord(word);
  }

  /// How a source stands in its column.
  static @Nullable String word(@Nullable DateSource source) {
    return source == null ? null : source.word();
  }

  /// A rating, null where there is none.
  static @Nullable Integer stars(ResultSet row, int column) throws SQLException {
    Long value = integer(row, column);
    return value == null ? null : value.intValue();
  }

  /// A moment of a camera's own clock, null where there is none.
  static @Nullable LocalDateTime moment(ResultSet row, int column) throws SQLException {
    Long value = integer(row, column);
    return value == null
        ? null
        : LocalDateTime.ofInstant(Instant.ofEpochMilli(value), ZoneOffset.UTC);
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
      place == null ? null : place.altitude(),
      word(facts.takenFrom()),
      facts.rating()
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

  /// A whole number, null where there is none.
  static @Nullable Long integer(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Double real(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
