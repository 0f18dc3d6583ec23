package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextCounts;
import app.akin.core.query.TextPattern;
import app.akin.core.query.TextPattern.Match;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and finds the text of photos. Like [CatalogueReader], which provides it, it sees all
/// committed changes and never waits for a writer.
///
/// Thread-safe. Every method throws [app.akin.core.photo.AkinException] if the library cannot be
/// read.
public final class TextIndex {
  /// Number of photos that are put in order: of more, those that were added last.
  private static final int ORDERED = 500;

  /// Number of photos up to which they are counted. Counting the photos of a frequent word takes
  /// longer than finding them.
  static final int COUNTED = 5_000;

  private final ReadConnections connections;

  TextIndex(ReadConnections connections) {
    this.connections = connections;
  }

  /// Returns how many photos were read by a reader of this revision or a later one. A content that
  /// was the primary one of its photo earlier counts, too.
  public TextCounts counts(int reader) {
    return connections.read(
        session ->
            session
                .first(
                    """
                    SELECT (SELECT count(*) FROM search_facts), count(*), count(confidence)
                    FROM photo_text WHERE reader >= ?
                    """,
                    TextIndex::counts,
                    reader)
                .orElseThrow());
  }

  private static TextCounts counts(ResultSet row) throws SQLException {
    int photos = row.getInt(1);
    int read = Math.min(photos, row.getInt(2));
    return new TextCounts(photos, read, Math.min(read, row.getInt(3)));
  }

  /// Returns the primary contents of the photos that no reader of this revision or a later one has
  /// read, the newest first.
  public long[] unread(int reader) {
    return connections.read(
        session ->
            session.longs(
                """
                SELECT content_id FROM search_facts
                WHERE content_id NOT IN (SELECT content_id FROM photo_text WHERE reader >= ?)
                ORDER BY coalesce(date, file_time / 1000000) DESC, content_id
                """,
                reader));
  }

  /// Returns the text of contents. Those without text, or that were not read, are omitted.
  public Map<ContentId, ImageText> texts(Collection<ContentId> contents) {
    return connections.read(
        session -> {
          Map<ContentId, ImageText> texts = new HashMap<>();
          session.forEach(
              """
              SELECT t.content_id, t.text, t.lines
              FROM json_each(?) j CROSS JOIN photo_text t ON t.content_id = j.value
              WHERE t.text <> ''
              """,
              row ->
                  texts.put(
                      new ContentId(row.getLong(1)),
                      TextLines.decode(row.getString(2), row.getBytes(3))),
              Columns.jsonArray(contents.stream().mapToLong(ContentId::value)));
          return texts;
        });
  }

  /// Finds the photos of which the text holds all words of a query. None if no word says enough,
  /// see [TextPattern#saysMuch].
  ///
  /// @param typed the words as typed
  /// @param allowed the primary contents among which it searches, null for all
  public TextMatches find(String typed, @Nullable BitSet allowed) {
    List<TextPattern> words = TextPattern.words(typed);
    return words.stream().noneMatch(TextPattern::saysMuch)
        ? TextMatches.NONE
        : find(words, List.of(typed), allowed);
  }

  /// Finds the photos of which the text holds all of some exact texts.
  ///
  /// @param texts the texts as typed
  /// @param allowed the primary contents among which it searches, null for all
  public TextMatches findExact(List<String> texts, @Nullable BitSet allowed) {
    return find(texts.stream().map(TextPattern::of).toList(), texts, allowed);
  }

  private TextMatches find(
      List<TextPattern> patterns, List<String> typed, @Nullable BitSet allowed) {
    if (patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> pattern.match() == Match.NONE)) {
      return TextMatches.NONE;
    }
    return connections.read(
        session -> {
          int[] count = new int[1];
          List<Long> newest = new ArrayList<>();
          session.queryWhile(
              TextSql.matching(patterns),
              row -> {
                if (isAllowed(row.getLong(1), allowed) && count[0]++ < ORDERED) {
                  newest.add(row.getLong(1));
                }
                return count[0] <= COUNTED;
              });
          List<ContentId> contents = new TextRanking(patterns, typed).sorted(session, newest);
          // A content that is no photo's primary one has no place in results.
          int lost = newest.size() - contents.size();
          return new TextMatches(contents, Math.min(count[0], COUNTED) - lost, count[0] > COUNTED);
        });
  }

  private static boolean isAllowed(long content, @Nullable BitSet allowed) {
    return allowed == null || allowed.get(Math.toIntExact(content));
  }
}
