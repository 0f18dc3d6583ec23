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

/// Converts values to and from SQL columns.
final class Columns {
  /// The columns that [#facts] reads, in order.
  static final String FACT_COLUMNS =
      "format, width, height, orientation, taken, utc_offset, camera, lens, latitude, longitude,"
          + " altitude, taken_from, rating";

  private Columns() {}

  /// Reads facts from the columns [#FACT_COLUMNS], starting at `column`.
  static PhotoFacts facts(ResultSet row, int column) throws SQLException {
    Long offset = nullableLong(row, column + 5);
    Double latitude = nullableDouble(row, column + 8);
    Double longitude = nullableDouble(row, column + 9);
    return new PhotoFacts(
        row.getString(column),
        row.getInt(column + 1),
        row.getInt(column + 2),
        row.getInt(column + 3),
        dateTime(row, column + 4),
        offset == null ? null : ZoneOffset.ofTotalSeconds(offset.intValue()),
        row.getString(column + 6),
        row.getString(column + 7),
        latitude == null || longitude == null
            ? null
            : new Place(latitude, longitude, nullableDouble(row, column + 10)),
        source(row, column + 11),
        rating(row, column + 12));
  }

  /// Reads the source of a date, or null.
  static @Nullable DateSource source(ResultSet row, int column) throws SQLException {
    String word = row.getString(column);
    return word == null ? null : DateSource.ofWord(word);
  }

  /// Returns the stored word of a date source, or null.
  static @Nullable String word(@Nullable DateSource source) {
    return source == null ? null : source.word();
  }

  /// Reads a rating, or null.
  static @Nullable Integer rating(ResultSet row, int column) throws SQLException {
    Long value = nullableLong(row, column);
    return value == null ? null : value.intValue();
  }

  /// Reads a local date and time of the camera's clock, or null.
  static @Nullable LocalDateTime dateTime(ResultSet row, int column) throws SQLException {
    Long value = nullableLong(row, column);
    return value == null
        ? null
        : LocalDateTime.ofInstant(Instant.ofEpochMilli(value), ZoneOffset.UTC);
  }

  /// Returns the statement arguments for the columns [#FACT_COLUMNS].
  static @Nullable Object[] factArguments(PhotoFacts facts) {
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

  /// Reads a file's path from the columns of its root, folder and name.
  static Path path(ResultSet row, int root, int directory, int name) throws SQLException {
    Path folder = PathText.resolve(PathText.path(row.getString(root)), row.getString(directory));
    return PathText.resolve(folder, row.getString(name));
  }

  /// Returns IDs as a JSON array for `json_each`.
  static String jsonArray(long... ids) {
    return Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
  }

  static String jsonArray(LongStream ids) {
    return jsonArray(ids.toArray());
  }

  /// Reads an integer, or null.
  static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Double nullableDouble(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
