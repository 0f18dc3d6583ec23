package app.akin.core.store;

import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.PhotoDate;
import app.akin.core.query.FactField;
import app.akin.core.query.Names;
import app.akin.core.query.sql.StoredOrientation;
import app.akin.core.query.sql.StoredTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Writes the facts of photos in the form in which filters compare them. Runs inside the caller's
/// transaction.
final class SearchFactRows {
  /// A picture is square if its sides differ by at most this share.
  private static final double SQUARE_SHARE = 0.02;

  /// Number of photos from which indexes are created after the rows.
  private static final int MANY = 5_000;

  /// Number of texts whose IDs are kept.
  private static final int MAX_NAMES = 10_000;

  private static final String LEVELS = "\\|";
  private static final String RAW = "raw";

  private static final String INSERT =
      """
      INSERT INTO search_facts (content_id, photo_id, date, date_end, month, day, weekday, clock,
        file_time, recheck, camera, lens, focal_length, aperture, shutter, iso, rating, formats,
        monochrome, screenshot, panorama, judge, orientation, bytes, pixels, latitude, longitude,
        places, tagged, flag)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /// What filters compare of the files of a photo.
  static final class Photo {
    private final long content;
    private final Set<Long> files = new HashSet<>();
    private final Set<Long> directories = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> formats = new TreeSet<>();
    private final Set<Size> sizes = new LinkedHashSet<>();
    private final List<KindPolicy.Picture> pictures = new ArrayList<>();
    private long fileTime = Long.MAX_VALUE;
    private @Nullable Long monochrome;
    private @Nullable Integer orientation;

    /// @param column the column of the primary content
    Photo(ResultSet row, int column) throws SQLException {
      content = row.getLong(column);
    }

    /// Adds a file; those of the primary content come first. Rows of the same file may repeat.
    ///
    /// @param modified the column of the file's time
    /// @param column the column of the file's ID
    void add(ResultSet row, int modified, int column) throws SQLException {
      if (!files.add(row.getLong(column))) {
        return;
      }
      fileTime = Math.min(fileTime, row.getLong(modified));
      directories.add(row.getLong(column + 1));
      String name = Names.fileName(row.getString(column + 2));
      names.add(name);
      String format = row.getString(column + 4).toLowerCase(Locale.ROOT);
      formats.add(format);
      String extension = name.substring(name.lastIndexOf('.') + 1);
      if (format.equals(RAW) && FactField.FORMAT.words().contains(extension)) {
        formats.add(extension);
      }
      long width = row.getLong(column + 5);
      long height = row.getLong(column + 6);
      pictures.add(new KindPolicy.Picture(row.getString(column + 2), format, width, height));
      sizes.add(new Size(row.getLong(column + 3), width * height == 0 ? null : width * height));
      if (files.size() == 1) {
        monochrome = Columns.nullableLong(row, column + 7);
        orientation = orientation(width, height);
      }
    }

    long content() {
      return content;
    }

    /// Returns the earliest time of the files.
    long fileTime() {
      return fileTime;
    }
  }

  /// Bytes of a file and pixels of its picture.
  private record Size(long bytes, @Nullable Long pixels) {}

  private final Session library;

  /// IDs of texts by kind and text, known since the last [#begin].
  private final Map<String, Long> names = new HashMap<>();

  /// The statements that create the dropped indexes.
  private final List<String> indexes = new ArrayList<>();

  SearchFactRows(Session library) {
    this.library = library;
  }

  /// Returns the [StoredOrientation] of a picture; null if its size is unknown.
  private static @Nullable Integer orientation(long width, long height) {
    if (width <= 0 || height <= 0) {
      return null;
    }
    if (Math.abs(width - height) <= SQUARE_SHARE * Math.max(width, height)) {
      return StoredOrientation.SQUARE;
    }
    return width > height ? StoredOrientation.LANDSCAPE : StoredOrientation.PORTRAIT;
  }

  /// Begins to write: forgets the IDs of texts, which a rollback may have removed, and marks the
  /// photos with a date that was in the future and is plausible by now. For the first rows of many
  /// photos, drops the indexes, because it is faster to create them again.
  void begin(LocalDate tomorrow) throws SQLException {
    names.clear();
    indexes.clear();
    library.update(
        "INSERT OR IGNORE INTO stale_photos SELECT photo_id FROM search_facts WHERE recheck < ?",
        StoredTime.milliseconds(tomorrow.plusDays(1).atStartOfDay()));
    boolean isEmpty = library.firstLong("SELECT 1 FROM search_facts LIMIT 1").isEmpty();
    if (isEmpty && library.firstLong("SELECT count(*) FROM stale_photos").orElse(0) >= MANY) {
      record Index(String name, String sql) {}
      for (Index index :
          library.list(
              """
              SELECT name, sql FROM sqlite_schema
              WHERE type = 'index' AND tbl_name = 'search_facts' AND sql IS NOT NULL
              """,
              row -> new Index(row.getString(1), row.getString(2)))) {
        library.execute("DROP INDEX " + index.name());
        indexes.add(index.sql());
      }
    }
  }

  /// Begins to write keywords: forgets the IDs of texts, which a rollback may have removed.
  void begin() {
    names.clear();
  }

  /// Ends to write: creates dropped indexes.
  void end() throws SQLException {
    for (String index : indexes) {
      library.execute(index);
    }
    indexes.clear();
  }

  /// Marks photos whose kinds an older [KindPolicy] has judged, in the order of their contents.
  ///
  /// @param after only contents with a larger ID
  /// @param limit number of photos
  /// @return the ID of the last content; 0 if none was left
  long markOutdatedKinds(long after, int limit) throws SQLException {
    long[] outdated =
        library.longs(
            "SELECT content_id FROM search_facts WHERE content_id > ? AND judge < ?"
                + " ORDER BY content_id LIMIT ?",
            after,
            KindPolicy.REVISION,
            limit);
    library.update(
        "INSERT OR IGNORE INTO stale_photos SELECT photo_id FROM search_facts"
            + " WHERE content_id IN (SELECT value FROM json_each(?))",
        Columns.jsonArray(outdated));
    return outdated.length == 0 ? 0 : outdated[outdated.length - 1];
  }

  /// Deletes the rows of photos and of contents.
  ///
  /// @param photos photo IDs as a JSON array
  void delete(String photos, LongStream contents) throws SQLException {
    String removed =
        Columns.jsonArray(
            library
                .list(
                    """
                    SELECT content_id FROM search_facts
                    WHERE photo_id IN (SELECT value FROM json_each(?1))
                      OR content_id IN (SELECT value FROM json_each(?2))
                    """,
                    row -> row.getLong(1),
                    photos,
                    Columns.jsonArray(contents))
                .stream()
                .mapToLong(Long::longValue));
    library.update(
        "DELETE FROM photo_names WHERE rowid IN (SELECT value FROM json_each(?))", removed);
    library.update(
        "DELETE FROM search_facts WHERE content_id IN (SELECT value FROM json_each(?))", removed);
  }

  /// Inserts the row of a photo.
  ///
  /// @param facts its joined facts
  /// @param future a date that does not count yet
  void insert(long photoId, Photo photo, Metadata facts, @Nullable PhotoDate future)
      throws SQLException {
    PhotoDate date = facts.date();
    Place place = facts.place();
    if (place != null && place.latitude() == 0 && place.longitude() == 0) {
      // Devices write zeros if they have no position.
      place = null;
    }
    Size first = photo.sizes.iterator().next();
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(photo.content);
    arguments.add(photoId);
    addDate(arguments, date);
    arguments.add(photo.fileTime);
    arguments.add(future == null ? null : StoredTime.milliseconds(future.start()));
    arguments.add(name("camera", facts.camera()));
    arguments.add(name("lens", facts.lens()));
    arguments.add(known(facts.exposure().focalLength()));
    arguments.add(known(facts.exposure().aperture()));
    arguments.add(known(facts.exposure().shutter()));
    arguments.add(known(facts.exposure().iso()));
    arguments.add(known(facts.rating()));
    arguments.add(name("formats", String.join(" ", photo.formats)));
    arguments.add(photo.monochrome);
    arguments.add(KindPolicy.isScreenshot(photo.pictures, facts) ? 1 : 0);
    arguments.add(KindPolicy.isPanorama(photo.pictures, facts) ? 1 : 0);
    arguments.add(KindPolicy.REVISION);
    arguments.add(photo.orientation);
    arguments.add(first.bytes());
    arguments.add(first.pixels());
    arguments.add(place == null ? null : place.latitude());
    arguments.add(place == null ? null : place.longitude());
    arguments.add(place != null || !facts.placeName().equals(PlaceName.NONE) ? 0 : null);
    arguments.add(facts.keywords().isEmpty() ? 0 : 1);
    arguments.add(flag(facts));
    library.update(INSERT, arguments.toArray());
    for (Size size : photo.sizes) {
      if (!size.equals(first)) {
        library.update(
            "INSERT INTO sibling_sizes VALUES (?, ?, ?)",
            photo.content,
            size.bytes(),
            size.pixels());
      }
    }
    insertKeywords(photo.content, facts.keywords());
    for (long directory : photo.directories) {
      library.update("INSERT INTO photo_folders VALUES (?, ?)", directory, photo.content);
    }
    library.update(
        "INSERT INTO photo_names (rowid, names) VALUES (?, ?)",
        photo.content,
        String.join("\n", photo.names));
  }

  /// Inserts the keywords of a photo: whole keywords, and each level of a hierarchy.
  void insertKeywords(long content, List<String> stated) throws SQLException {
    Set<String> keywords = new LinkedHashSet<>(stated);
    stated.forEach(keyword -> keywords.addAll(Arrays.asList(keyword.split(LEVELS))));
    for (String keyword : keywords) {
      if (!keyword.isBlank()) {
        library.update(
            "INSERT OR IGNORE INTO photo_keywords VALUES (?, ?)",
            name("keyword", keyword.strip()),
            content);
      }
    }
  }

  private static void addDate(List<@Nullable Object> arguments, @Nullable PhotoDate date) {
    if (date == null) {
      arguments.addAll(Arrays.asList(null, null, null, null, null, null));
      return;
    }
    LocalDateTime start = date.start();
    boolean hasMonth = date.precision() != DatePrecision.YEAR;
    boolean hasDay = hasMonth && date.precision() != DatePrecision.MONTH;
    arguments.add(StoredTime.milliseconds(start));
    arguments.add(StoredTime.milliseconds(date.end()));
    arguments.add(hasMonth ? start.getMonthValue() : null);
    arguments.add(hasDay ? 100 * start.getMonthValue() + start.getDayOfMonth() : null);
    arguments.add(hasDay ? start.getDayOfWeek().getValue() : null);
    arguments.add(hasClock(date) ? (Object) (start.toLocalTime().toNanoOfDay() / 1_000_000) : null);
  }

  /// Returns whether the time of day is known. Programs and names that state only a day give
  /// midnight.
  private static boolean hasClock(PhotoDate date) {
    return date.precision() == DatePrecision.TIME
        && !(date.start().toLocalTime().equals(LocalTime.MIDNIGHT)
            && switch (date.source()) {
              case NAME, XMP, XMP_DIGITIZED, XMP_CHANGED, SIDECAR -> true;
              case EXIF,
                  IPTC,
                  TAKEOUT,
                  EXIF_DIGITIZED,
                  IPTC_DIGITIZED,
                  PNG,
                  GPS,
                  EXIF_CHANGED,
                  FILE ->
                  false;
            });
  }

  /// Returns the stored flag; null for none.
  static @Nullable Integer flag(Metadata facts) {
    Flag flag = facts.flag();
    return flag == null || flag == Flag.NONE ? null : Integer.valueOf(flag.number());
  }

  /// Returns a number, or null if it is zero or unknown.
  static @Nullable Number known(@Nullable Number value) {
    return value == null || value.doubleValue() == 0 ? null : value;
  }

  /// Returns the ID of a text, inserting it if it is new; null for none.
  @Nullable Long name(String kind, @Nullable String text) throws SQLException {
    if (text == null || text.isBlank()) {
      return null;
    }
    Long known = names.get(kind + ' ' + text);
    if (known != null) {
      return known;
    }
    long id = storedName(kind, text);
    if (names.size() < MAX_NAMES) {
      names.put(kind + ' ' + text, id);
    }
    return id;
  }

  private long storedName(String kind, String text) throws SQLException {
    OptionalLong stored =
        library.firstLong("SELECT id FROM names WHERE kind = ? AND text = ?", kind, text);
    if (stored.isPresent()) {
      return stored.getAsLong();
    }
    return library
        .firstLong(
            "INSERT INTO names (kind, text, key) VALUES (?, ?, ?) RETURNING id",
            kind,
            text,
            Names.key(text))
        .orElseThrow();
  }
}
