package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.TextLine;
import app.akin.core.query.TextFolding;
import app.akin.core.query.TextPattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Orders photos by how well their text matches: whole words as typed first, then as typed, then
/// folded. Within each by BM25 (Robertson and Zaragoza, 2009), weighted by the confidence of the
/// lines, then the newest first.
///
/// All photos hold all patterns, so that these have the same weight. Texts are compared with a
/// usual length instead of the mean of the library, so that the order of two photos does not depend
/// on others.
final class TextRanking {
  /// How fast further occurrences lose weight.
  private static final double SATURATION = 1.2;

  /// How much longer texts lose.
  private static final double LENGTH_WEIGHT = 0.75;

  /// The usual length of a text in characters.
  private static final double USUAL_LENGTH = 100;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /// How closely a text matches: as typed and as whole words, as typed, or only folded.
  private enum Closeness {
    WORDS,
    TYPED,
    FOLDED
  }

  /// A photo with what decides about its place.
  ///
  /// @param score the greater, the better
  /// @param time the date taken, in milliseconds
  private record Found(ContentId content, Closeness closeness, double score, long time) {
    static final Comparator<Found> BEST_FIRST =
        Comparator.comparing(Found::closeness)
            .thenComparing(Comparator.comparingDouble(Found::score).reversed())
            .thenComparing(Comparator.comparingLong(Found::time).reversed())
            .thenComparingLong(found -> found.content().value());
  }

  private final List<TextPattern> patterns;
  private final List<TextPattern> exact;
  private final List<String> plain;
  private final List<Pattern> wholeWords;

  /// @param patterns what all texts hold
  /// @param typed the texts as typed
  TextRanking(List<TextPattern> patterns, List<String> typed) {
    this.patterns = patterns;
    exact = typed.stream().map(TextPattern::of).toList();
    plain = typed.stream().map(TextRanking::plain).toList();
    wholeWords =
        plain.stream()
            .map(
                text ->
                    Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}])"))
            .toList();
  }

  /// Returns contents in their order. Those that are no photo's primary content are omitted.
  List<ContentId> sorted(Session session, Collection<Long> contents) throws SQLException {
    List<Found> found = new ArrayList<>(contents.size());
    session.forEach(
        """
        SELECT t.content_id, t.text, t.lines, t.confidence,
          coalesce(s.date, s.file_time / 1000000)
        FROM json_each(?) j CROSS JOIN photo_text t ON t.content_id = j.value
          CROSS JOIN search_facts s ON s.content_id = t.content_id
        """,
        row -> found.add(found(row)),
        Columns.jsonArray(contents.stream().mapToLong(Long::longValue)));
    found.sort(Found.BEST_FIRST);
    return found.stream().map(Found::content).toList();
  }

  private Found found(ResultSet row) throws SQLException {
    String text = row.getString(2);
    StringBuilder all = new StringBuilder();
    double best = -1;
    for (TextLine line : TextLines.decode(text, row.getBytes(3)).lines()) {
      String packed = TextFolding.pack(TextFolding.fold(line.text()));
      all.append(packed);
      if (line.confidence() > best
          && exact.stream().anyMatch(pattern -> packed.contains(pattern.packed()))) {
        best = line.confidence();
      }
    }
    // No line holds a text that spans several.
    double confidence = best < 0 ? row.getDouble(4) : best;
    return new Found(
        new ContentId(row.getLong(1)),
        closeness(plain(text)),
        relevance(all.toString()) * (0.5 + 0.5 * confidence),
        row.getLong(5));
  }

  /// Returns a text with its blanks, in lower case and of usual width.
  private static String plain(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return BLANKS.matcher(lower).replaceAll(" ").strip();
  }

  private Closeness closeness(String text) {
    if (wholeWords.stream().allMatch(words -> words.matcher(text).find())) {
      return Closeness.WORDS;
    }
    return plain.stream().allMatch(text::contains) ? Closeness.TYPED : Closeness.FOLDED;
  }

  private double relevance(String packed) {
    double length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * packed.length() / USUAL_LENGTH;
    return patterns.stream()
        .mapToDouble(pattern -> occurrences(packed, pattern.packed()))
        .map(count -> count * (SATURATION + 1) / (count + SATURATION * length))
        .sum();
  }

  private static int occurrences(String text, String pattern) {
    int count = 0;
    int at = text.indexOf(pattern);
    while (at >= 0) {
      count++;
      at = text.indexOf(pattern, at + pattern.length());
    }
    return count;
  }
}
