package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.ParsedLine.Chip;
import app.akin.core.query.ParsedLine.Span;
import app.akin.core.query.Places;
import app.akin.core.query.QueryContext;
import app.akin.core.query.QueryParser;
import app.akin.core.query.Vocabulary;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads facts by a fixed table of phrases, for tests that do not depend on the grammar: a phrase
/// between blanks or commas is its fact, `\` before a word keeps it a word, and `-` excludes one.
public final class PhraseReader implements LineReader {
  private static final Pattern TOKENS =
      Pattern.compile("(?<![^\\s,])(?:-(?<minus>\\p{L}+)|(?<phrase>%s))(?![^\\s,])");

  private final Map<String, Fact> taken;
  private final Map<String, Fact> offered;
  private final Pattern tokens;

  /// @param taken phrases and their facts; longer ones first
  /// @param offered words and the facts that they might be
  public PhraseReader(Map<String, Fact> taken, Map<String, Fact> offered) {
    this.taken = Map.copyOf(taken);
    this.offered = Map.copyOf(offered);
    List<String> phrases = new ArrayList<>(taken.keySet());
    phrases.addAll(offered.keySet());
    phrases.sort((one, other) -> other.length() - one.length());
    tokens =
        Pattern.compile(
            TOKENS
                .pattern()
                .replace("%s", String.join("|", phrases.stream().map(Pattern::quote).toList())));
  }

  /// Returns a reader of lines for a library without names.
  public static LineReader words() {
    QueryParser parser = new QueryParser(Vocabulary.EMPTY, Places.NONE);
    LocalDateTime now = LocalDateTime.of(2024, 5, 1, 12, 0);
    return (line, hasPicture) ->
        parser.parse(line, new QueryContext(hasPicture, Locale.ENGLISH, now));
  }

  /// Returns a fact with a text value.
  public static Fact text(FactField field, String text) {
    return Fact.of(field, new FactValue.Text(text));
  }

  /// Returns the fact of a range of days.
  ///
  /// @param from first day
  /// @param to day after the last
  public static Fact date(String from, String to) {
    return Fact.of(
        FactField.DATE,
        new FactValue.Dates(
            LocalDateTime.parse(from + "T00:00"), LocalDateTime.parse(to + "T00:00")));
  }

  @Override
  public ParsedLine read(String line, boolean hasPicture) {
    List<Chip> facts = new ArrayList<>();
    List<Chip> maybe = new ArrayList<>();
    List<ParsedLine.Minus> minus = new ArrayList<>();
    StringBuilder text = new StringBuilder(line);
    Matcher matcher = tokens.matcher(line);
    while (matcher.find()) {
      Span span = new Span(matcher.start(), matcher.end());
      String phrase = matcher.group("phrase");
      if (phrase == null) {
        minus.add(new ParsedLine.Minus(matcher.group("minus"), span));
      } else if (offered.containsKey(phrase)) {
        maybe.add(new Chip(Objects.requireNonNull(offered.get(phrase)), List.of(span)));
        continue;
      } else {
        facts.add(new Chip(Objects.requireNonNull(taken.get(phrase)), List.of(span)));
      }
      text.replace(span.start(), span.end(), " ".repeat(span.end() - span.start()));
    }
    String words = text.toString().replace("\\", "").replace(",", " ").strip();
    return new ParsedLine(words.replaceAll("\\s+", " "), minus, facts, maybe);
  }
}
