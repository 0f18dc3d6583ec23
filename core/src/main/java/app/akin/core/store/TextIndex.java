package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextCounts;
import app.akin.core.photo.TextLine;
import app.akin.core.query.TextFolding;
import app.akin.core.query.TextPattern;
import app.akin.core.query.TextPattern.Match;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads and finds the text of photos. Like [CatalogueReader], which provides it, it sees all
/// committed changes and never waits for a writer.
///
/// Thread-safe. Every method throws [app.akin.core.photo.AkinException] if the library cannot be
/// read.
public final class TextIndex {
  /// Number of photos that are put in order: of more, those that were added last.
  private static final int ORDERED = 500;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /// How closely a text matches: as typed and as whole words, as typed, or only folded.
  private enum Closeness {
    WORDS,
    TYPED,
    FOLDED
  }

  /// The rank of all matches of an index that does not tell them apart.
  private static final double UNRANKED = -1;

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
          Map<Long, Double> ranks = new HashMap<>();
          session.query(
              TextSql.matching(patterns),
              row -> {
                if (isAllowed(row.getLong(1), allowed) && count[0]++ < ORDERED) {
                  ranks.put(row.getLong(1), UNRANKED);
                }
              });
          // Ranks take another pass over all matches, and say little of hundreds.
          Optional<Sql> ranked = TextSql.ranked(patterns);
          if (count[0] > 1 && count[0] <= ORDERED && ranked.isPresent()) {
            session.query(ranked.get(), row -> ranks.replace(row.getLong(1), row.getDouble(2)));
          }
          List<Found> found = found(session, ranks, typed);
          found.sort(Found.BEST_FIRST);
          // A content that is no photo's primary one has no place in results.
          int lost = ranks.size() - found.size();
          return new TextMatches(
              found.stream().map(each -> new ContentId(each.content())).toList(), count[0] - lost);
        });
  }

  private static boolean isAllowed(long content, @Nullable BitSet allowed) {
    return allowed == null || allowed.get(Math.toIntExact(content));
  }

  /// A photo with what decides about its place.
  ///
  /// @param score the greater, the better
  /// @param time the date taken, in milliseconds
  private record Found(long content, Closeness closeness, double score, long time) {
    static final Comparator<Found> BEST_FIRST =
        Comparator.comparing(Found::closeness)
            .thenComparing(Comparator.comparingDouble(Found::score).reversed())
            .thenComparing(Comparator.comparingLong(Found::time).reversed())
            .thenComparingLong(Found::content);
  }

  /// @param ranks the contents with their ranks: the lower, the better
  private static List<Found> found(Session session, Map<Long, Double> ranks, List<String> typed)
      throws SQLException {
    List<String> plain = typed.stream().map(TextIndex::plain).toList();
    List<Pattern> wholeWords =
        plain.stream()
            .map(
                text ->
                    Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}])"))
            .toList();
    List<TextPattern> exact = typed.stream().map(TextPattern::of).toList();
    List<Found> found = new ArrayList<>(ranks.size());
    session.forEach(
        """
        SELECT t.content_id, t.text, t.lines, t.confidence,
          coalesce(s.date, s.file_time / 1000000)
        FROM json_each(?) j CROSS JOIN photo_text t ON t.content_id = j.value
          CROSS JOIN search_facts s ON s.content_id = t.content_id
        """,
        row -> {
          String text = plain(row.getString(2));
          found.add(
              new Found(
                  row.getLong(1),
                  closeness(text, plain, wholeWords),
                  -ranks.getOrDefault(row.getLong(1), UNRANKED)
                      * (0.5 + 0.5 * confidence(row, exact)),
                  row.getLong(5)));
        },
        Columns.jsonArray(ranks.keySet().stream().mapToLong(Long::longValue)));
    return found;
  }

  /// Returns a text with its blanks, in lower case and of usual width.
  private static String plain(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return BLANKS.matcher(lower).replaceAll(" ").strip();
  }

  private static Closeness closeness(String text, List<String> typed, List<Pattern> wholeWords) {
    if (wholeWords.stream().allMatch(words -> words.matcher(text).find())) {
      return Closeness.WORDS;
    }
    return typed.stream().allMatch(text::contains) ? Closeness.TYPED : Closeness.FOLDED;
  }

  /// Returns the greatest confidence of the lines that hold a text, or that of the photo if no line
  /// holds one.
  private static double confidence(ResultSet row, List<TextPattern> exact) throws SQLException {
    double best = -1;
    for (TextLine line : TextLines.decode(row.getString(2), row.getBytes(3)).lines()) {
      if (line.confidence() > best) {
        String packed = TextFolding.pack(TextFolding.fold(line.text()));
        if (exact.stream().anyMatch(pattern -> packed.contains(pattern.packed()))) {
          best = line.confidence();
        }
      }
    }
    return best < 0 ? row.getDouble(4) : best;
  }
}
