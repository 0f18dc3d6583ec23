package app.akin.core.query;

import app.akin.core.query.ParsedLine.Chip;
import app.akin.core.query.ParsedLine.Span;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes of a typed line that take facts out of it or put facts into it.
public final class LineEdit {
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:(?:^|(?<=[\\s,;(]))(?:in|on|at|by|of|to|from|during|over|with|for|the|taken|shot)"
              + "\\s+)+$|[在的用]$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AFTER = Pattern.compile("^(?:拍摄的|拍的|拍摄|拍|的)");
  private static final Pattern JOINING =
      Pattern.compile("\\s*(?:,?\\s*(?:and|or)\\s|\\||或者?|[和与及、])\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENDS =
      Pattern.compile(
          "^\\s*(?:[,;]|(?:and|or|but)\\s|\\|)+\\s*|\\s*(?:[,;]|\\s(?:and|or|but|of)|\\|)\\s*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern EXCLUDING =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}\\\\])(?:not|without|except|excluding|no)(?![\\p{L}\\p{N}])"
              + "|不要|没有|不含|不包括|不包含|除了|排除|不是用?|不在|没在",
          Pattern.CASE_INSENSITIVE);
  private static final String ARTICLES = "(?:\\s+(?:a|an|the|any))*\\s*$";
  private static final Pattern EXCLUDING_BEFORE =
      Pattern.compile("(?:" + EXCLUDING.pattern() + ")" + ARTICLES, Pattern.CASE_INSENSITIVE);
  private static final Pattern JOINING_BEFORE =
      Pattern.compile(
          "\\s*(?:(?<![\\p{L}\\p{N}])(?:and|or)" + ARTICLES + "|(?:或者?|[和与及、])\\s*$)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern JOINING_AFTER =
      Pattern.compile("^\\s*(?:(?:and|or)\\s|或者?|[和与及、])\\s*", Pattern.CASE_INSENSITIVE);

  private LineEdit() {}

  /// Returns the line with a backslash before each word that states the fact, so that they are
  /// words.
  public static String asWords(String line, Chip chip) {
    StringBuilder words = new StringBuilder(line);
    boolean escaped = false;
    int inserted = 0;
    int last = 0;
    for (Span span : chip.spans()) {
      escaped = escaped && !hasBlank(line, last, span.start());
      for (int i = span.start(); i < span.end(); i++) {
        if (Characters.isBlank(line.charAt(i))) {
          escaped = false;
        } else if (!escaped) {
          words.insert(i + inserted, '\\');
          inserted++;
          escaped = true;
        }
      }
      last = span.end();
    }
    return words.toString();
  }

  private static boolean hasBlank(String line, int from, int to) {
    return line.substring(from, to).chars().anyMatch(c -> Characters.isBlank((char) c));
  }

  /// Returns the line with a backslash before the word that excludes what a span states, so that
  /// nothing is excluded.
  public static String asWords(String line, Span excluded) {
    int start = excluded.start();
    if (!hasOwnMarker(line, excluded)) {
      Matcher marker = EXCLUDING.matcher(line.substring(0, start));
      while (marker.find()) {
        start = marker.start();
      }
    }
    return line.substring(0, start) + '\\' + line.substring(start);
  }

  /// Returns whether the span of an exclusion begins with a minus or the word that excludes.
  private static boolean hasOwnMarker(String line, Span span) {
    String text = line.substring(span.start(), span.end());
    return "-−–".indexOf(text.charAt(0)) >= 0 || EXCLUDING.matcher(text).lookingAt();
  }

  /// Returns the line without one of several things that a word excludes; empty if it excludes no
  /// others.
  public static Optional<String> withoutExcluded(String line, Span excluded) {
    if (hasOwnMarker(line, excluded)) {
      return Optional.empty();
    }
    String before = line.substring(0, excluded.start());
    String after = line.substring(excluded.end());
    Matcher joined = JOINING_BEFORE.matcher(before);
    if (joined.find()) {
      return Optional.of(before.substring(0, joined.start()) + after);
    }
    Matcher marker = EXCLUDING_BEFORE.matcher(before);
    Matcher next = JOINING_AFTER.matcher(after);
    if (!marker.find() || !next.find()) {
      return Optional.empty();
    }
    String word = marker.group().strip().split("\\s", 2)[0];
    boolean han = word.codePointAt(0) >= 0x4E00;
    return Optional.of(
        before.substring(0, marker.start())
            + (word.equalsIgnoreCase("no") ? "without" : word)
            + (han ? "" : " ")
            + after.substring(next.end()));
  }

  /// Returns the line without the words that state a fact, and without the small words that go with
  /// them.
  public static String without(String line, Chip chip) {
    if (chip.fact().negated() && chip.spans().size() == 1) {
      Optional<String> rest = withoutExcluded(line, chip.spans().getFirst());
      if (rest.isPresent()) {
        return rest.get();
      }
    }
    Matcher ends = ENDS.matcher(put(line, chip, ""));
    return ends.replaceAll("").strip();
  }

  /// Returns the line with another text in the place of the first span of a fact, and without the
  /// others.
  private static String put(String line, Chip chip, String text) {
    List<Span> spans = chip.spans();
    StringBuilder rest = new StringBuilder();
    int start = 0;
    for (int i = 0; i < spans.size(); i++) {
      String before = line.substring(start, spans.get(i).start());
      start = spans.get(i).end();
      if (i > 0 && JOINING.matcher(before).matches()) {
        continue;
      }
      append(rest, BEFORE.matcher(before).replaceFirst(""));
      append(rest, i == 0 ? text : "");
    }
    append(rest, AFTER.matcher(line.substring(start)).replaceFirst(""));
    return rest.toString().strip();
  }

  private static void append(StringBuilder rest, String text) {
    String part = text.strip();
    boolean blank = !rest.isEmpty() && !part.isEmpty() && ",;.!?)".indexOf(part.charAt(0)) < 0;
    rest.append(blank ? " " : "").append(part);
  }

  /// Returns the line with another fact as a field behind its words.
  public static String with(String line, Fact fact) {
    String field = FactSyntax.formatInLine(fact);
    String words = line.strip();
    if (words.isEmpty()) {
      return field;
    }
    return hasOpenMark(words) ? field + " " + words : words + " " + field;
  }

  /// Returns the line with a field in the place of the words that state a fact. If a word excludes
  /// that fact together with others, a fact that is not negated stands at the end.
  public static String replace(String line, Chip chip, Fact fact) {
    Span first = chip.spans().getFirst();
    boolean listed =
        chip.fact().negated()
            && withoutExcluded(line, first).isPresent()
            && chip.spans().size() == 1;
    if (!listed) {
      return put(line, chip, FactSyntax.formatInLine(fact));
    }
    return fact.negated()
        ? line.substring(0, first.start())
            + FactSyntax.formatInLine(new Fact(fact.field(), false, fact.values()))
            + line.substring(first.end())
        : with(without(line, chip), fact);
  }

  /// Returns whether a mark at the end of the line could join what follows: an open quotation mark,
  /// a backslash, or a word that excludes or compares.
  private static boolean hasOpenMark(String line) {
    String lower = FactSyntax.lower(line);
    String last = lower.substring(Math.max(lower.lastIndexOf(' '), 0)).strip();
    boolean marker =
        Words.EXCLUDING.contains(last)
            || Words.ENDS.contains(last)
            || last.equals("|")
            || last.endsWith("\\")
            || last.endsWith("或");
    return marker || line.chars().filter(Quotes::isDouble).count() % 2 == 1;
  }
}
