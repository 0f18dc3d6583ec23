package app.akin.desktop.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits typed text into query text and excluded texts. An excluded text is a word with a leading
/// dash (`-people`, `-"red car"`), or `not` with the words up to a comma or the end, at the start
/// or after a comma.
///
/// @param words the query text
/// @param excluded the excluded texts
record ParsedText(String words, List<String> excluded) {
  private static final Pattern DASHED =
      Pattern.compile("(?<=^|\\s)[-−](?:\"([^\"]+)\"|(\\p{L}\\S*))");
  private static final Pattern SPELT =
      Pattern.compile("(?:^|,)\\s*(?:not|without)\\s+([^,]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOSE = Pattern.compile("\\s+");

  static ParsedText of(String text) {
    List<String> excluded = new ArrayList<>();
    String rest = addExcluded(DASHED, text, excluded);
    rest = addExcluded(SPELT, rest, excluded);
    String words =
        excluded.isEmpty()
            ? text
            : LOOSE.matcher(rest).replaceAll(" ").replaceAll("^[ ,]+|[ ,]+$", "");
    return new ParsedText(words, List.copyOf(excluded));
  }

  private static String addExcluded(Pattern pattern, String text, List<String> excluded) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder rest = new StringBuilder();
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String found = matcher.group(group);
        if (found != null) {
          excluded.add(found.strip());
        }
      }
      matcher.appendReplacement(rest, "");
    }
    return matcher.appendTail(rest).toString();
  }
}
