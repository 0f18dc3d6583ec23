package app.akin.core.store;

import app.akin.core.photo.FactsPart;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Marks;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Exposure;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.Metadata.PlaceName;
import app.akin.core.photo.MigrationStatus;
import app.akin.core.photo.PhotoDate;
import app.akin.core.query.sql.StoredTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
/// are united. What the user set ([Marks]) wins over all of them.
///
/// Triggers record the photos whose facts are stale; [#refresh] joins them. Runs inside the
/// caller's transaction.
final class PhotoFactRows {
  private static final int BATCH = 500;

  private static final String PARTS =
      "SELECT p.id, f.modified, x.part, p.lead, f.id, f.directory_id, f.name, f.size, c.format,"
          + " c.width, c.height, c.monochrome, "
          + Columns.METADATA_COLUMNS
          + """
           FROM json_each(?) j CROSS JOIN photos p ON p.id = j.value
            CROSS JOIN files f ON f.photo_id = p.id AND f.content_id IS NOT NULL
            JOIN contents c ON c.id = f.content_id
            JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
            LEFT JOIN file_facts x ON x.file_id = f.id
          ORDER BY p.id, f.content_id <> p.lead, r.path, d.path, f.name
          """;

  /// The columns of [#PARTS] with only the facts that marks decide.
  private static final String MARKED_PARTS =
      """
      SELECT p.id, p.lead, x.part,
        '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        x.rating, x.keywords, x.title, x.caption, NULL, NULL, x.flag
      FROM json_each(?) j CROSS JOIN photos p ON p.id = j.value
        CROSS JOIN files f ON f.photo_id = p.id AND f.content_id IS NOT NULL
        JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
        LEFT JOIN file_facts x ON x.file_id = f.id
      ORDER BY p.id, f.content_id <> p.lead, r.path, d.path, f.name
      """;

  /// What one part of one file says, in the order of the files.
  record Part(FactsPart kind, Metadata metadata) {}

  /// The parts of one photo.
  private static final class Group {
    private final List<Part> parts = new ArrayList<>();
    private final SearchFactRows.Photo photo;

    Group(ResultSet row) throws SQLException {
      photo = new SearchFactRows.Photo(row, 4);
    }

    void add(ResultSet row) throws SQLException {
      photo.add(row, 2, 5);
      String part = row.getString(3);
      if (part != null) {
        parts.add(new Part(FactsPart.ofWord(part), Columns.metadata(row, 13)));
      }
    }

    Metadata join(LocalDate tomorrow) {
      return PhotoFactRows.join(sorted(), tomorrow);
    }

    List<Part> sorted() {
      // Stable: the order of the files stays within a part.
      parts.sort(Comparator.comparing(Part::kind));
      return parts;
    }

    /// Returns the first date in the future that does not count yet.
    @Nullable PhotoDate future(LocalDate tomorrow) {
      return parts.stream()
          .flatMap(part -> part.metadata().dates().stream())
          .filter(date -> DatePolicy.isAfter(date, tomorrow))
          .min(Comparator.comparing(PhotoDate::start))
          .orElse(null);
    }
  }

  private final Session library;
  private final SearchFactRows searchFacts;
  private final Clock clock;

  /// @param clock decides which dates are in the future
  PhotoFactRows(Session library, Clock clock) {
    this.library = library;
    this.searchFacts = new SearchFactRows(library);
    this.clock = clock;
  }

  /// Returns what the parts of a photo's files state, those that win first.
  static List<Part> parts(Session library, long photo) throws SQLException {
    List<Group> groups = new ArrayList<>();
    library.forEach(
        PARTS,
        row -> {
          if (groups.isEmpty()) {
            groups.add(new Group(row));
          }
          groups.getFirst().add(row);
        },
        Columns.jsonArray(photo));
    return groups.isEmpty() ? List.of() : groups.getFirst().sorted();
  }

  /// Joins the facts of all stale photos after a migration.
  void refresh(MigrationProgress progress) throws SQLException {
    LocalDate tomorrow = begin();
    progress.begin(
        MigrationStatus.Phase.FACTS,
        library.firstLong("SELECT count(*) FROM stale_photos").orElse(0));
    for (int joined = join(tomorrow); joined > 0; joined = join(tomorrow)) {
      progress.advance(joined);
    }
    progress.begin(MigrationStatus.Phase.INDEXES, 0);
    searchFacts.end();
  }

  /// Joins the facts of all stale photos.
  void refresh() throws SQLException {
    LocalDate tomorrow = begin();
    while (join(tomorrow) > 0) {}
    searchFacts.end();
  }

  /// Joins the facts that marks decide again, for photos whose marks changed. The other facts stay.
  void remark(BitSet photos) throws SQLException {
    LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
    searchFacts.begin();
    MarkedFactRows rows = new MarkedFactRows(library, searchFacts);
    long[] ids = photos.stream().asLongStream().toArray();
    for (int from = 0; from < ids.length; from += BATCH) {
      String batch =
          Columns.jsonArray(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + BATCH)));
      remark(rows, batch, tomorrow);
    }
  }

  /// @param photos photo IDs as a JSON array
  private void remark(MarkedFactRows rows, String photos, LocalDate tomorrow) throws SQLException {
    Map<Long, Marks> marks = MarkRows.read(library, photos);
    Map<Long, Long> contents = new LinkedHashMap<>();
    Map<Long, List<Part>> parts = new HashMap<>();
    library.forEach(
        MARKED_PARTS,
        row -> {
          contents.put(row.getLong(1), row.getLong(2));
          String part = row.getString(3);
          if (part != null) {
            parts
                .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                .add(new Part(FactsPart.ofWord(part), Columns.metadata(row, 4)));
          }
        },
        photos);
    for (Map.Entry<Long, Long> entry : contents.entrySet()) {
      long photo = entry.getKey();
      List<Part> sorted = parts.getOrDefault(photo, List.of());
      Metadata joined =
          join(sorted.stream().sorted(Comparator.comparing(Part::kind)).toList(), tomorrow);
      rows.update(photo, entry.getValue(), marks.getOrDefault(photo, Marks.NONE).over(joined));
    }
  }

  private LocalDate begin() throws SQLException {
    LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
    searchFacts.begin(tomorrow);
    return tomorrow;
  }

  /// Joins the facts of some stale photos and returns their number; 0 if there are none.
  private int join(LocalDate tomorrow) throws SQLException {
    long[] stale = library.longs("SELECT photo_id FROM stale_photos LIMIT " + BATCH);
    if (stale.length > 0) {
      join(stale, tomorrow);
    }
    return stale.length;
  }

  private void join(long[] stale, LocalDate tomorrow) throws SQLException {
    String ids = Columns.jsonArray(stale);
    Map<Long, Group> groups = groups(ids);
    library.update(
        "DELETE FROM photo_facts WHERE photo_id IN (SELECT value FROM json_each(?))", ids);
    searchFacts.delete(ids, groups.values().stream().mapToLong(group -> group.photo.content()));
    Map<Long, Marks> marks = MarkRows.read(library, ids);
    for (Map.Entry<Long, Group> entry : groups.entrySet()) {
      insert(
          entry.getKey(),
          entry.getValue(),
          marks.getOrDefault(entry.getKey(), Marks.NONE),
          tomorrow);
    }
    library.update(
        "DELETE FROM stale_photos WHERE photo_id IN (SELECT value FROM json_each(?))", ids);
  }

  /// Reads the parts of photos.
  ///
  /// @param ids photo IDs as a JSON array
  private Map<Long, Group> groups(String ids) throws SQLException {
    Map<Long, Group> groups = new HashMap<>();
    library.forEach(
        PARTS,
        row -> {
          Group group = groups.get(row.getLong(1));
          if (group == null) {
            group = new Group(row);
            groups.put(row.getLong(1), group);
          }
          group.add(row);
        },
        ids);
    return groups;
  }

  private void insert(long photo, Group group, Marks marks, LocalDate tomorrow)
      throws SQLException {
    Metadata joined = marks.over(group.join(tomorrow));
    PhotoDate date = joined.date();
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(photo);
    arguments.add(date == null ? null : StoredTime.milliseconds(date.start()));
    arguments.add(date == null ? null : StoredTime.milliseconds(date.end()));
    arguments.add(group.photo.fileTime());
    arguments.addAll(Arrays.asList(Columns.metadataArguments(joined)));
    library.update(
        "INSERT INTO photo_facts (photo_id, date, date_end, file_time, "
            + Columns.METADATA_COLUMNS
            + ") VALUES (?, ?, ?, ?, "
            + Columns.METADATA_PLACEHOLDERS
            + ")",
        arguments.toArray());
    searchFacts.insert(photo, group.photo, joined, group.future(tomorrow));
  }

  /// Joins parts that are sorted by precedence.
  private static Metadata join(List<Part> parts, LocalDate tomorrow) {
    List<Metadata> all = parts.stream().map(Part::metadata).toList();
    Collection<PhotoDate> dates =
        all.stream()
            .flatMap(
                part ->
                    part.dates().stream()
                        .filter(
                            date -> DatePolicy.isPlausible(date, part.camera() != null, tomorrow)))
            .toList();
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
        first(all, Metadata::software),
        PhotoFactRows.<Metadata.Kind>first(all, Metadata::kind),
        PhotoFactRows.<Flag>first(all, Metadata::flag));
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
