package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
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

  // In the order of the index on `lead`, so that nothing is sorted and memory use is constant.
  private static final String ALL_PHOTOS =
      """
      SELECT p.lead, p.id, c.width, c.height, m.date, m.file_time, d.root_id
      FROM photos p INDEXED BY photos_by_lead CROSS JOIN contents c ON c.id = p.lead
        CROSS JOIN photo_facts m ON m.photo_id = p.id
        CROSS JOIN files f ON f.photo_id = p.id AND f.content_id IS NOT NULL
        CROSS JOIN directories d ON d.id = f.directory_id
      WHERE p.lead IS NOT NULL
      ORDER BY p.lead
      """;

  private static final String COORDINATES =
      """
      SELECT p.lead, m.latitude, m.longitude FROM photo_facts m JOIN photos p ON p.id = m.photo_id
      WHERE p.lead IS NOT NULL AND m.latitude IS NOT NULL AND m.longitude IS NOT NULL
        AND (m.latitude <> 0 OR m.longitude <> 0)
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

  /// Groups consecutive file rows into photos.
  private static final class PhotoStream {
    private final DatePolicy policy;
    private final LongPredicate present;
    private final PhotoConsumer consumer;
    private long content;
    private long photo;
    private int width;
    private int height;
    private long date;
    private boolean dated;
    private int files;
    private boolean offline;

    PhotoStream(DatePolicy policy, LongPredicate present, PhotoConsumer consumer) {
      this.policy = policy;
      this.present = present;
      this.consumer = consumer;
    }

    void add(ResultSet row) throws SQLException {
      long next = row.getLong(1);
      if (next != content) {
        finish();
        content = next;
        photo = row.getLong(2);
        width = row.getInt(3);
        height = row.getInt(4);
        Long taken = Columns.nullableLong(row, 5);
        dated = taken != null;
        date =
            taken == null ? DatePolicy.milliseconds(policy.ofFile(row.getLong(6)).start()) : taken;
        files = 0;
        offline = true;
      }
      files++;
      offline &= !present.test(row.getLong(7));
    }

    void finish() {
      if (files > 0) {
        consumer.accept(content, photo, width, height, date, dated, files, offline);
      }
    }
  }

  void forEachPhoto(Session session, LongPredicate present, PhotoConsumer consumer)
      throws SQLException {
    PhotoStream stream = new PhotoStream(policy, present, consumer);
    session.forEach(ALL_PHOTOS, stream::add);
    stream.finish();
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
