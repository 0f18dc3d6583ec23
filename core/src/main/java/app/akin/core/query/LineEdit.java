package app.akin.core.query;

import app.akin.core.query.ParsedLine.Chip;
import app.akin.core.query.ParsedLine.Span;
import java.util.List;
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

  /// Returns the line without the words that state a fact, and without the small words that go with
  /// them.
  public static String without(String line, Chip chip) {
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

  /// Returns the line with a field in the place of the words that state a fact.
  public static String replace(String line, Chip chip, Fact fact) {
    return put(line, chip, FactSyntax.formatInLine(fact));
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
