package app.akin.core.store;

import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.PathText;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Converts values to and from SQL columns.
final class Columns {
  /// The columns that [#facts] reads first, in order.
  static final String IMAGE_COLUMNS = "format, width, height, orientation";

  /// The columns that [#metadata] reads, in order.
  static final String METADATA_COLUMNS =
      "dates, camera, lens, focal_length, aperture, shutter, iso, latitude, longitude, altitude,"
          + " city, region, country, rating, keywords, title, caption, software, kind, flag";

  /// Parameters for [#METADATA_COLUMNS].
  static final String METADATA_PLACEHOLDERS =
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  private static final String LINE = "\n";

  private Columns() {}

  /// Reads facts from the columns [#IMAGE_COLUMNS] and [#METADATA_COLUMNS], starting at `column`.
  static PhotoFacts facts(ResultSet row, int column) throws SQLException {
    return new PhotoFacts(
        row.getString(column),
        row.getInt(column + 1),
        row.getInt(column + 2),
        row.getInt(column + 3),
        metadata(row, column + 4));
  }

  /// Reads metadata from the columns [#METADATA_COLUMNS], starting at `column`; null columns are
  /// facts that are unknown.
  static Metadata metadata(ResultSet row, int column) throws SQLException {
    Double latitude = nullableDouble(row, column + 7);
    Double longitude = nullableDouble(row, column + 8);
    String kind = row.getString(column + 18);
    Integer flag = nullableInteger(row, column + 19);
    return new Metadata(
        lines(row, column).flatMap(line -> PhotoDate.parse(line).stream()).toList(),
        row.getString(column + 1),
        row.getString(column + 2),
        new Exposure(
            nullableDouble(row, column + 3),
            nullableDouble(row, column + 4),
            nullableDouble(row, column + 5),
            nullableInteger(row, column + 6)),
        latitude == null || longitude == null
            ? null
            : new Place(latitude, longitude, nullableDouble(row, column + 9)),
        new PlaceName(
            row.getString(column + 10), row.getString(column + 11), row.getString(column + 12)),
        nullableInteger(row, column + 13),
        lines(row, column + 14).toList(),
        row.getString(column + 15),
        row.getString(column + 16),
        row.getString(column + 17),
        kind == null ? null : Metadata.Kind.ofWord(kind),
        flag == null ? null : Flag.ofNumber(flag));
  }

  private static Stream<String> lines(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? Stream.empty() : text.lines();
  }

  /// Returns texts as stored in one column.
  static String lines(List<String> texts) {
    return String.join(LINE, texts);
  }

  /// Returns the statement arguments for the columns [#IMAGE_COLUMNS].
  static Object[] imageArguments(PhotoFacts facts) {
    return new Object[] {facts.format(), facts.width(), facts.height(), facts.orientation()};
  }

  /// Returns the statement arguments for the columns [#METADATA_COLUMNS].
  static @Nullable Object[] metadataArguments(Metadata metadata) {
    Exposure exposure = metadata.exposure();
    Place place = metadata.place();
    PlaceName placeName = metadata.placeName();
    Metadata.Kind kind = metadata.kind();
    Flag flag = metadata.flag();
    return new @Nullable Object[] {
      metadata.dates().stream().map(PhotoDate::text).collect(Collectors.joining(LINE)),
      metadata.camera(),
      metadata.lens(),
      exposure.focalLength(),
      exposure.aperture(),
      exposure.shutter(),
      exposure.iso(),
      place == null ? null : place.latitude(),
      place == null ? null : place.longitude(),
      place == null ? null : place.altitude(),
      placeName.city(),
      placeName.region(),
      placeName.country(),
      metadata.rating(),
      lines(metadata.keywords()),
      metadata.title(),
      metadata.caption(),
      metadata.software(),
      kind == null ? null : kind.word(),
      flag == null ? null : flag.number()
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

  /// Returns the IDs of photos as a JSON array.
  static String photoIds(Collection<PhotoId> photos) {
    return jsonArray(photos.stream().mapToLong(PhotoId::value));
  }

  /// Reads an integer, or null.
  static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /// Reads an integer, or null.
  static @Nullable Integer nullableInteger(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Double nullableDouble(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
