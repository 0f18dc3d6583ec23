package app.akin.core.query.gloss;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The table of Chinese words with their kinds, costs and glosses. Immutable and thread-safe.
///
/// Fields of a line are parted by tabs: `T`, traditional and simplified characters; `S`, spelling
/// and word; `M`, measure word and what stands before the thing; else word, kind, cost and glosses.
final class GlossTable {
  /// Cost of a character that no word covers; that of a word is 10 ln(total / count).
  private static final int UNKNOWN_COST = 250;

  /// Cost of a longer measure word that is no word of the table.
  private static final int MEASURE_COST = 90;

  private record Spelling(String typed, String word) {}

  private final Map<String, GlossEntry> words;
  private final Map<String, String> measures;
  private final Map<Integer, Integer> simplified;
  private final List<Spelling> spellings;

  /// Entries that replace those of the table.
  private final Map<String, GlossEntry> corrected;

  private int longest = 1;

  private GlossTable() {
    words = HashMap.newHashMap(50_000);
    measures = new HashMap<>();
    simplified = HashMap.newHashMap(4_000);
    spellings = new ArrayList<>();
    corrected = Map.of();
  }

  private GlossTable(GlossTable table, Map<String, GlossEntry> corrected) {
    words = table.words;
    measures = table.measures;
    simplified = table.simplified;
    spellings = table.spellings;
    this.corrected = corrected;
    longest = table.longest;
    for (String word : corrected.keySet()) {
      longest = Math.max(longest, word.length());
    }
  }

  /// Returns the table with other entries for some words.
  GlossTable with(Map<String, GlossEntry> entries) {
    return entries.isEmpty() ? this : new GlossTable(this, entries);
  }

  /// Reads a table that is compressed by GZIP.
  ///
  /// @throws IOException if it cannot be read or has another format
  static GlossTable read(InputStream compressed) throws IOException {
    GlossTable table = new GlossTable();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(compressed, 1 << 16), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      if (line == null || !line.startsWith("#akin-zh\t1")) {
        throw new IOException("not a table of Chinese words");
      }
      for (line = lines.readLine(); line != null; line = lines.readLine()) {
        table.add(line);
      }
    }
    return table;
  }

  private void add(String line) throws IOException {
    String[] fields = line.split("\t", -1);
    if (fields[0].length() > 1 && fields[0].startsWith("#")) {
      return;
    }
    if (fields.length < 3) {
      throw new IOException("incomplete line: " + line);
    }
    switch (fields[0]) {
      case "S" -> spellings.add(new Spelling(fields[1], fields[2]));
      case "T" -> addCharacters(fields[1], fields[2]);
      case "M" -> measures.put(fields[1], fields[2]);
      default -> {
        words.put(fields[0], GlossEntry.of(fields));
        longest = Math.max(longest, fields[0].length());
      }
    }
  }

  private void addCharacters(String traditional, String simple) throws IOException {
    int[] from = traditional.codePoints().toArray();
    int[] to = simple.codePoints().toArray();
    if (from.length != to.length) {
      throw new IOException("characters without a counterpart");
    }
    for (int i = 0; i < from.length; i++) {
      simplified.put(from[i], to[i]);
    }
  }

  /// Returns a text in compatible, simplified characters and the spellings of the table.
  String normalize(String text) {
    String normal =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .codePoints()
            .map(character -> simplified.getOrDefault(character, character))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    for (Spelling spelling : spellings) {
      normal = normal.replace(spelling.typed(), spelling.word());
    }
    return normal;
  }

  /// Returns what stands before the thing that a measure word counts: empty if nothing does, null
  /// if it is no measure word.
  @Nullable String measure(String word) {
    return measures.get(word);
  }

  /// Returns whether a word is a measure word.
  boolean isMeasure(String word) {
    return measures.containsKey(word);
  }

  /// Returns the token of a piece of a clause.
  GlossToken token(String piece) {
    GlossEntry word = entry(piece);
    if (word == null) {
      return new GlossToken(
          piece, isMeasure(piece) ? GlossToken.MEASURE : GlossToken.UNKNOWN, "", "");
    }
    String gloss = word.first();
    String one = GlossEntry.before(gloss, '^');
    String two = one.length() < gloss.length() ? gloss.substring(one.length() + 1) : "";
    if (two.isEmpty()) {
      two =
          switch (word.kind()) {
            case GlossToken.NOUN -> one + "s";
            case GlossToken.ADJECTIVE -> "more " + one;
            default -> one;
          };
    }
    return new GlossToken(piece, word.kind(), one, two);
  }

  private @Nullable GlossEntry entry(String piece) {
    GlossEntry entry = corrected.get(piece);
    return entry == null ? words.get(piece) : entry;
  }

  /// Returns a word with its glosses; empty if it has one only.
  Optional<GlossWord> word(String piece) {
    GlossEntry used = entry(piece);
    if (used == null) {
      return Optional.empty();
    }
    GlossEntry entry = words.getOrDefault(piece, used);
    String chosen = GlossEntry.before(used.first(), '^');
    List<String> choices = entry.choices();
    if (!choices.contains(chosen)) {
      choices = Stream.concat(Stream.of(chosen), choices.stream()).toList();
    }
    return choices.size() < 2
        ? Optional.empty()
        : Optional.of(new GlossWord(piece, entry, choices, chosen));
  }

  /// Returns the pieces that cover a text of Han characters at the lowest cost: words, measure
  /// words, and single characters that are neither. Takes time linear in the length of the text.
  List<String> segment(String han) {
    int[] cost = new int[han.length() + 1];
    Arrays.fill(cost, Integer.MAX_VALUE);
    cost[0] = 0;
    int[] start = new int[han.length() + 1];
    for (int i = 0; i < han.length(); i++) {
      for (int j = i + 1; j <= Math.min(han.length(), i + longest); j++) {
        int next = cost(han.substring(i, j));
        if (next >= 0 && cost[i] + next < cost[j]) {
          cost[j] = cost[i] + next;
          start[j] = i;
        }
      }
    }
    List<String> pieces = new ArrayList<>();
    for (int j = han.length(); j > 0; j = start[j]) {
      pieces.add(han.substring(start[j], j));
    }
    return pieces.reversed();
  }

  /// Returns the cost of a piece, -1 if it can be none.
  private int cost(String piece) {
    GlossEntry word = entry(piece);
    if (word != null) {
      return word.cost();
    }
    if (piece.length() == 1) {
      return UNKNOWN_COST;
    }
    return isMeasure(piece) ? MEASURE_COST : -1;
  }
}
