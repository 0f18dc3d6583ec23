package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.query.sql.StoredTime;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Queries photos and assembles them for display.
///
/// @param policy the dates of photos
record PhotoQueries(DatePolicy policy) {
  private static final String ROWS =
      "SELECT j.value, c.key, f.photo_id, f.modified, r.path, d.path, f.name,"
          + " f.size, f.content_id, c.id, "
          + Columns.IMAGE_COLUMNS
          + ", "
          + Columns.METADATA_COLUMNS
          // CROSS JOIN fixes the join order: from the few requested contents to the files of their
          // photos.
          + """
           FROM json_each(?) j CROSS JOIN photos p
              ON p.id = (SELECT photo_id FROM files WHERE content_id = j.value LIMIT 1)
            CROSS JOIN contents c ON c.id = p.lead
            CROSS JOIN photo_facts m ON m.photo_id = p.id
            CROSS JOIN files f ON f.photo_id = p.id AND f.content_id IS NOT NULL
            JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
          """;

  // Two tables in the order of their keys, so that nothing is sorted and memory use is constant.
  private static final String ALL_PHOTOS =
      """
      SELECT s.content_id, s.photo_id, c.width, c.height, s.date, s.file_time
      FROM search_facts s CROSS JOIN contents c ON c.id = s.content_id
      ORDER BY s.content_id
      """;

  // The inner query reads the end of the index of dates.
  private static final String NEWEST_PHOTOS =
      """
      SELECT s.content_id, s.photo_id, c.width, c.height, s.date,
        (SELECT count(*) FROM files f WHERE f.photo_id = s.photo_id AND f.content_id IS NOT NULL)
      FROM (SELECT content_id FROM search_facts
          WHERE date IS NOT NULL AND (SELECT count(*) FROM search_facts) >= ?
          ORDER BY date DESC LIMIT ?) n
        CROSS JOIN search_facts s ON s.content_id = n.content_id
        CROSS JOIN contents c ON c.id = s.content_id
      ORDER BY s.content_id
      """;

  // The inner query reads one index and leaves few photos.
  private static final String PHOTOS_OF_SEVERAL_FILES =
      """
      SELECT p.photo_id, count(*)
      FROM (SELECT photo_id FROM files WHERE photo_id IS NOT NULL
          GROUP BY photo_id HAVING count(*) > 1) p
        CROSS JOIN files f ON f.photo_id = p.photo_id AND f.content_id IS NOT NULL
      GROUP BY p.photo_id
      """;

  private static final String PHOTOS_OF_ROOT =
      """
      SELECT p.content_id FROM directories d CROSS JOIN photo_folders p ON p.directory_id = d.id
      WHERE d.root_id = ?
      """;

  // Reads one index.
  private static final String COORDINATES =
      """
      SELECT content_id, latitude, longitude FROM search_facts
      WHERE latitude IS NOT NULL AND longitude IS NOT NULL
      """;

  /// A file of a photo.
  private record PhotoFile(Path path, long size) {}

  /// Collects the rows of one photo.
  private static final class PhotoBuilder {
    private final PhotoId photo;
    private final ContentId content;
    private final ContentKey key;
    private final PhotoFacts facts;
    private final List<PhotoFile> files = new ArrayList<>();
    private final List<PhotoFile> siblings = new ArrayList<>();
    private long earliest = Long.MAX_VALUE;

    PhotoBuilder(ResultSet row) throws SQLException {
      content = new ContentId(row.getLong(10));
      key = ContentKey.of(row.getBytes(2));
      photo = new PhotoId(row.getLong(3));
      facts = Columns.facts(row, 11);
    }

    void add(ResultSet row) throws SQLException {
      List<PhotoFile> target = row.getLong(9) == content.value() ? files : siblings;
      target.add(new PhotoFile(Columns.path(row, 5, 6, 7), row.getLong(8)));
      earliest = Math.min(earliest, row.getLong(4));
    }

    PhotoRow build(DatePolicy policy) {
      PhotoDate taken = facts.metadata().date();
      files.sort(Comparator.comparing(PhotoFile::path));
      siblings.sort(Comparator.comparing(PhotoFile::path));
      return new PhotoRow(
          photo,
          content,
          key,
          Stream.concat(files.stream(), siblings.stream()).map(PhotoFile::path).toList(),
          files.getFirst().size(),
          facts,
          taken == null ? policy.ofFile(earliest) : taken);
    }
  }

  void forEachPhoto(Session session, LongPredicate present, PhotoConsumer consumer)
      throws SQLException {
    Map<Long, Integer> several = new HashMap<>();
    session.forEach(PHOTOS_OF_SEVERAL_FILES, row -> several.put(row.getLong(1), row.getInt(2)));
    BitSet offline = offline(session, present);
    session.forEach(
        ALL_PHOTOS,
        row -> {
          long content = row.getLong(1);
          long photo = row.getLong(2);
          long taken = row.getLong(5);
          boolean dated = !row.wasNull();
          consumer.accept(
              content,
              photo,
              row.getInt(3),
              row.getInt(4),
              dated ? taken : StoredTime.milliseconds(policy.ofFile(row.getLong(6)).start()),
              dated,
              several.getOrDefault(photo, 1),
              offline.get(Math.toIntExact(content)));
        });
  }

  void forEachNewestPhoto(Session session, int many, int limit, PhotoConsumer consumer)
      throws SQLException {
    session.forEach(
        NEWEST_PHOTOS,
        row ->
            consumer.accept(
                row.getLong(1),
                row.getLong(2),
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                true,
                row.getInt(6),
                false),
        many,
        limit);
  }

  /// Returns the primary contents of the photos that have no file in an available root.
  private static BitSet offline(Session session, LongPredicate present) throws SQLException {
    long[] roots = session.longs("SELECT id FROM roots");
    BitSet offline = new BitSet();
    if (LongStream.of(roots).allMatch(present)) {
      return offline;
    }
    BitSet online = new BitSet();
    for (long root : roots) {
      BitSet photos = present.test(root) ? online : offline;
      session.forEach(PHOTOS_OF_ROOT, row -> photos.set(Math.toIntExact(row.getLong(1))), root);
    }
    offline.andNot(online);
    return offline;
  }

  void forEachCoordinate(Session session, CoordinateConsumer consumer) throws SQLException {
    session.forEach(
        COORDINATES, row -> consumer.accept(row.getLong(1), row.getDouble(2), row.getDouble(3)));
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
    builders.forEach((content, builder) -> rows.put(content, builder.build(policy)));
    return rows;
  }
}
