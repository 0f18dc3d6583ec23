package app.akin.core.store;

import app.akin.core.photo.FactsPart;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.PhotoDate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Joins the facts of a photo's files by one rule that does not depend on the order in which they
/// were read: a sidecar before the file itself, that before Google Takeout and the name; among
/// these, files of the primary content first, then in the order of their paths. The first value of
/// each fact counts. Dates follow [DatePolicy], the highest rating of a part counts, and keywords
/// are united.
///
/// Triggers record the photos whose facts are stale; [#refresh] joins them. Runs inside the
/// caller's transaction.
final class PhotoFactRows {
  private static final int BATCH = 500;

  private static final String PARTS =
      "SELECT p.id, f.modified, x.part, "
          + Columns.METADATA_COLUMNS
          + """
           FROM json_each(?) j CROSS JOIN photos p ON p.id = j.value
            CROSS JOIN files f ON f.photo_id = p.id AND f.content_id IS NOT NULL
            JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
            LEFT JOIN file_facts x ON x.file_id = f.id
          ORDER BY p.id, f.content_id <> p.lead, r.path, d.path, f.name
          """;

  /// What one part of one file says, in the order of the files.
  private record Part(FactsPart kind, Metadata metadata) {}

  /// The parts of one photo.
  private static final class Group {
    private final List<Part> parts = new ArrayList<>();
    private long fileTime = Long.MAX_VALUE;

    void add(ResultSet row) throws SQLException {
      fileTime = Math.min(fileTime, row.getLong(2));
      String part = row.getString(3);
      if (part != null) {
        parts.add(new Part(FactsPart.ofWord(part), Columns.metadata(row, 4)));
      }
    }

    Metadata join() {
      // Stable: the order of the files stays within a part.
      parts.sort(Comparator.comparing(Part::kind));
      return PhotoFactRows.join(parts);
    }
  }

  private final Session library;

  PhotoFactRows(Session library) {
    this.library = library;
  }

  /// Joins the facts of all stale photos.
  void refresh() throws SQLException {
    while (true) {
      long[] stale = library.longs("SELECT photo_id FROM stale_photos LIMIT " + BATCH);
      if (stale.length == 0) {
        return;
      }
      String ids = Columns.jsonArray(stale);
      Map<Long, Group> groups = new HashMap<>();
      library.forEach(
          PARTS, row -> groups.computeIfAbsent(row.getLong(1), _ -> new Group()).add(row), ids);
      library.update(
          "DELETE FROM photo_facts WHERE photo_id IN (SELECT value FROM json_each(?))", ids);
      for (Map.Entry<Long, Group> entry : groups.entrySet()) {
        insert(entry.getKey(), entry.getValue());
      }
      library.update(
          "DELETE FROM stale_photos WHERE photo_id IN (SELECT value FROM json_each(?))", ids);
    }
  }

  private void insert(long photo, Group group) throws SQLException {
    Metadata joined = group.join();
    PhotoDate date = joined.date();
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(photo);
    arguments.add(date == null ? null : DatePolicy.milliseconds(date.start()));
    arguments.add(date == null ? null : DatePolicy.milliseconds(date.end()));
    arguments.add(group.fileTime);
    arguments.addAll(Arrays.asList(Columns.metadataArguments(joined)));
    library.update(
        "INSERT INTO photo_facts (photo_id, date, date_end, file_time, "
            + Columns.METADATA_COLUMNS
            + ") VALUES (?, ?, ?, ?, "
            + Columns.METADATA_PLACEHOLDERS
            + ")",
        arguments.toArray());
  }

  /// Joins parts that are sorted by precedence.
  private static Metadata join(List<Part> parts) {
    List<Metadata> all = parts.stream().map(Part::metadata).toList();
    Collection<PhotoDate> dates = all.stream().flatMap(part -> part.dates().stream()).toList();
    Set<String> keywords = new LinkedHashSet<>();
    all.forEach(part -> keywords.addAll(part.keywords()));
    Optional<PlaceName> placeName =
        all.stream()
            .map(Metadata::placeName)
            .filter(name -> !name.equals(PlaceName.NONE))
            .findFirst();
    return new Metadata(
        DatePolicy.rank(dates),
        first(all, Metadata::camera),
        first(all, Metadata::lens),
        new Exposure(
            first(all, part -> part.exposure().focalLength()),
            first(all, part -> part.exposure().aperture()),
            first(all, part -> part.exposure().shutter()),
            first(all, part -> part.exposure().iso())),
        PhotoFactRows.<Place>first(all, Metadata::place),
        placeName.orElse(PlaceName.NONE),
        rating(parts),
        List.copyOf(keywords),
        first(all, Metadata::title),
        first(all, Metadata::caption),
        first(all, Metadata::software));
  }

  private static <T> @Nullable T first(
      List<Metadata> parts, Function<Metadata, @Nullable T> accessor) {
    for (Metadata part : parts) {
      T value = accessor.apply(part);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /// Returns the highest rating of the first part that has one.
  private static @Nullable Integer rating(List<Part> parts) {
    Integer highest = null;
    FactsPart from = null;
    for (Part part : parts) {
      Integer rating = part.metadata().rating();
      if (rating != null && (from == null || from == part.kind())) {
        highest = highest == null ? rating : Integer.valueOf(Math.max(highest, rating));
        from = part.kind();
      }
    }
    return highest;
  }
}
