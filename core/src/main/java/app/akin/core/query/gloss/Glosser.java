package app.akin.core.query.gloss;

import app.akin.core.query.gloss.Gloss.Kept;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Puts Chinese query text into English by a table and rules, without a model. The table is read at
/// the first use. Thread-safe.
public final class Glosser {
  /// Opens the compressed table.
  @FunctionalInterface
  public interface Source {
    /// Returns a stream of the table, which the caller closes.
    InputStream open() throws IOException;
  }

  /// Longest text in UTF-16 code units that is glossed; models read fewer words.
  private static final int MAX_LENGTH = 1_000;

  private static final String HAN = ClauseReader.HAN;
  private static final Pattern CHINESE = Pattern.compile("[" + HAN + "]");
  private static final Pattern OTHER_SCRIPT =
      Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]");
  private static final Pattern BREAK =
      Pattern.compile("[^" + HAN + "A-Za-z0-9.'&+/ -]+|(?<=[㐀-鿿]) +(?=[㐀-鿿])");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:[0-9]{1,4}|[〇零一二三四五六七八九十]{1,4})[年月日号](?:[0-9一二三四五六七八九十]{1,3}[月日号])*"
              + "|去年|前年|今年|昨天|今天|前天|上个月|这个月|上周");

  private final Source source;
  private final GlossCorrections corrections;
  private volatile @Nullable GlossTable table;

  /// Reads nothing yet.
  ///
  /// @param source opens the table
  /// @param corrections go before the table
  public Glosser(Source source, GlossCorrections corrections) {
    this.source = source;
    this.corrections = corrections;
  }

  /// Returns the corrections.
  public GlossCorrections corrections() {
    return corrections;
  }

  /// Returns whether a text is Chinese: it has a Han character, and no kana or hangul, and is not
  /// longer than a query.
  public static boolean isChinese(String text) {
    return text.length() <= MAX_LENGTH
        && CHINESE.matcher(text).find()
        && !OTHER_SCRIPT.matcher(text).find();
  }

  /// Returns a text as corrections of whole queries name it: normalized, without dates.
  ///
  /// @throws UncheckedIOException if the table cannot be read, as in a damaged installation
  public String key(String text) {
    return DATE.matcher(table().normalize(text)).replaceAll(" ").strip().replaceAll("\\s+", " ");
  }

  /// Returns the English of a text.
  ///
  /// @throws UncheckedIOException if the table cannot be read, as in a damaged installation
  public Gloss gloss(String text) {
    return gloss(text, ClauseWriter::write);
  }

  /// Returns the English of an excluded text: things are meant in general.
  ///
  /// @throws UncheckedIOException if the table cannot be read, as in a damaged installation
  public Gloss glossExcluded(String text) {
    return gloss(text, ClauseWriter::writeExcluded);
  }

  private Gloss gloss(String text, BiFunction<ClauseWriter, List<GlossToken>, String> write) {
    GlossTable words = table().with(corrections.words());
    Set<GlossWord> several = new LinkedHashSet<>();
    List<Kept> kept = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> phrases = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    Matcher dates = DATE.matcher(words.normalize(text));
    String undated =
        dates.replaceAll(
            date -> {
              kept.add(new Kept(date.group(), ""));
              return " ";
            });
    ClauseReader reader = new ClauseReader(words, kept, unknown, several);
    ClauseWriter writer = new ClauseWriter(excluded);
    for (String clause : BREAK.split(undated, -1)) {
      String phrase = write.apply(writer, reader.read(clause));
      if (!phrase.isEmpty()) {
        phrases.add(phrase);
      }
    }
    return new Gloss(String.join(", ", phrases), excluded, kept, unknown, List.copyOf(several));
  }

  private GlossTable table() {
    GlossTable known = table;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      GlossTable read = table;
      if (read == null) {
        try (InputStream stream = source.open()) {
          read = GlossTable.read(stream);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        table = read;
      }
      return read;
    }
  }
}
