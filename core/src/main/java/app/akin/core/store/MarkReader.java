package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.FactsPart;
import app.akin.core.photo.Flag;
import app.akin.core.photo.KeywordCount;
import app.akin.core.photo.Marks;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.StatedMarks;
import app.akin.core.photo.Step;
import app.akin.core.photo.StepKind;
import app.akin.core.query.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Reads what the user set for photos, and the journal of steps. Like [CatalogueReader], which
/// provides it, it sees all committed changes and never waits for a writer.
///
/// Thread-safe. Every method throws [app.akin.core.photo.AkinException] if the library cannot be
/// read.
public final class MarkReader {
  private final ReadConnections connections;

  MarkReader(ReadConnections connections) {
    this.connections = connections;
  }

  /// Returns what the user set for photos. Photos without marks are missing.
  public Map<PhotoId, Marks> marks(Collection<PhotoId> photos) {
    return connections.read(
        session -> {
          Map<PhotoId, Marks> marks = new HashMap<>();
          MarkRows.read(session, Columns.photoIds(photos))
              .forEach((photo, mark) -> marks.put(new PhotoId(photo), mark));
          return marks;
        });
  }

  /// Returns the marks of photos as they count, by their primary contents. Other contents are
  /// missing.
  public Map<ContentId, EffectiveMarks> effective(LongStream contents) {
    return connections.read(
        session -> {
          Map<ContentId, EffectiveMarks> marks = new HashMap<>();
          session.forEach(
              """
              SELECT s.content_id, f.rating, f.flag, f.keywords, f.caption
              FROM json_each(?) j CROSS JOIN search_facts s ON s.content_id = j.value
                CROSS JOIN photo_facts f ON f.photo_id = s.photo_id
              """,
              row -> {
                Integer flag = Columns.nullableInteger(row, 3);
                marks.put(
                    new ContentId(row.getLong(1)),
                    EffectiveMarks.of(
                        Columns.nullableInteger(row, 2),
                        flag == null ? null : Flag.ofNumber(flag),
                        row.getString(4).lines().toList(),
                        row.getString(5)));
              },
              Columns.jsonArray(contents));
          return marks;
        });
  }

  /// Returns the primary contents of all photos with marks, as a set that the caller owns.
  public BitSet markedContents() {
    return connections.read(
        session -> {
          BitSet contents = new BitSet();
          session.forEach(
              """
              SELECT lead FROM photos WHERE lead IS NOT NULL AND id IN (
                SELECT photo_id FROM photo_marks
                WHERE rating IS NOT NULL OR flag IS NOT NULL OR caption IS NOT NULL
                UNION ALL SELECT photo_id FROM keyword_marks WHERE present IS NOT NULL)
              """,
              row -> contents.set(Math.toIntExact(row.getLong(1))));
          return contents;
        });
  }

  /// Returns what the parts of a photo's files state about what can be marked, those that win
  /// first. The first part is what the user set, if there is anything.
  public List<StatedMarks> stated(PhotoId photo) {
    return connections.read(
        session -> {
          List<StatedMarks> stated = new ArrayList<>();
          Marks marks =
              MarkRows.read(session, Columns.jsonArray(photo.value()))
                  .getOrDefault(photo.value(), Marks.NONE);
          if (!marks.equals(Marks.NONE)) {
            stated.add(
                new StatedMarks(
                    FactsPart.AKIN,
                    marks.rating(),
                    marks.flag(),
                    marks.addedKeywords(),
                    marks.caption()));
          }
          for (PhotoFactRows.Part part : PhotoFactRows.parts(session, photo.value())) {
            Metadata metadata = part.metadata();
            stated.add(
                new StatedMarks(
                    part.kind(),
                    metadata.rating(),
                    metadata.flag(),
                    metadata.keywords(),
                    metadata.caption()));
          }
          return stated;
        });
  }

  /// Returns the photos of primary contents. Those without a file are omitted.
  public List<PhotoId> photos(LongStream contents) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT s.photo_id
                FROM json_each(?) j CROSS JOIN search_facts s ON s.content_id = j.value
                """,
                row -> new PhotoId(row.getLong(1)),
                Columns.jsonArray(contents)));
  }

  /// Returns the steps of the journal, the last one first.
  public List<Step> steps() {
    return connections.read(
        session ->
            session.list(
                """
                SELECT s.id, s.kind, s.made, s.undone,
                  (SELECT coalesce(sum(size), 0) FROM step_changes
                    WHERE step_id = s.id)
                FROM steps s ORDER BY s.id DESC
                """,
                row ->
                    new Step(
                        row.getLong(1),
                        StepKind.ofWord(row.getString(2)),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getBoolean(4),
                        row.getInt(5))));
  }

  /// Returns keywords of photos that begin with a text, without regard to case and accents, in the
  /// order of the compared names.
  ///
  /// @param start the first characters; empty for all
  /// @param limit the maximum number of keywords
  public List<String> keywords(String start, int limit) {
    String key = Names.key(start);
    return connections.read(
        session ->
            session.list(
                """
                SELECT text FROM names n
                WHERE kind = 'keyword' AND key >= ?1 AND key < ?1 || char(0x10ffff)
                  AND EXISTS (SELECT 1 FROM photo_keywords k WHERE k.keyword = n.id)
                ORDER BY key, text LIMIT ?2
                """,
                row -> row.getString(1),
                key,
                limit));
  }

  /// Returns the keywords of photos and the levels of their hierarchies, those of most photos
  /// first.
  public List<KeywordCount> keywordCounts() {
    return connections.read(
        session ->
            session.list(
                """
                SELECT n.text, c.photos
                FROM (SELECT keyword, count(*) AS photos FROM photo_keywords GROUP BY keyword) c
                  CROSS JOIN names n ON n.id = c.keyword
                ORDER BY c.photos DESC, n.key, n.text
                """,
                row -> new KeywordCount(row.getString(1), row.getInt(2))));
  }
}
