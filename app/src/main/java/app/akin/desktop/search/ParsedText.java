package app.akin.desktop.search;

import app.akin.core.query.ParsedLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits typed text into query text and excluded texts. An excluded text is a word with a leading
/// dash (`-people`, `-"red car"`), or `not` with the words up to a comma or the end, at the start
/// or after a comma.
public final class ParsedText {
  private static final Pattern DASHED =
      Pattern.compile("(?<=^|\\s)[-−](?:\"([^\"]+)\"|(\\p{L}\\S*))");
  private static final Pattern SPELT =
      Pattern.compile("(?:^|,)\\s*(?:not|without)\\s+([^,]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOSE = Pattern.compile("\\s+");

  private ParsedText() {}

  /// Returns what a line says, without facts.
  public static ParsedLine read(String line) {
    List<ParsedLine.Minus> minus = new ArrayList<>();
    String rest = addExcluded(DASHED, line, minus);
    rest = addExcluded(SPELT, rest, minus);
    String words =
        minus.isEmpty()
            ? line
            : LOOSE
                .matcher(rest)
                .replaceAll(" ")
                .replace(" ,", ",")
                .replaceAll("^[ ,]+|[ ,]+$", "");
    minus.sort(Comparator.comparingInt(one -> one.span().start()));
    return new ParsedLine(words, minus, List.of(), List.of());
  }

  /// Returns the line with blanks in place of the excluded texts.
  private static String addExcluded(Pattern pattern, String line, List<ParsedLine.Minus> minus) {
    Matcher matcher = pattern.matcher(line);
    StringBuilder rest = new StringBuilder();
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String found = matcher.group(group);
        if (found != null) {
          minus.add(
              new ParsedLine.Minus(
                  found.strip(), new ParsedLine.Span(matcher.start(), matcher.end())));
        }
      }
      matcher.appendReplacement(rest, " ".repeat(matcher.end() - matcher.start()));
    }
    return matcher.appendTail(rest).toString();
  }
}
