package app.akin.desktop.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What typed words mean: those to look for, and those that must not fit. A minus is a word with a
/// dash before it (`-people`, `-"red car"`), or `not` and what follows up to a comma or the end, at
/// the beginning or after a comma.
///
/// @param words what to look for
/// @param nots what must not fit
record Typed(String words, List<String> nots) {
  private static final Pattern DASHED =
      Pattern.compile("(?<=^|\\s)[-−](?:\"([^\"]+)\"|(\\p{L}\\S*))");
  private static final Pattern SPELT =
      Pattern.compile("(?:^|,)\\s*(?:not|without)\\s+([^,]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOSE = Pattern.compile("\\s+");

  static Typed of(String text) {
    List<String> nots = new ArrayList<>();
    String rest = take(DASHED, text, nots);
    rest = take(SPELT, rest, nots);
    String words =
        nots.isEmpty() ? text : LOOSE.matcher(rest).replaceAll(" ").replaceAll("^[ ,]+|[ ,]+$", "");
    return new Typed(words, List.copyOf(nots));
  }

  private static String take(Pattern pattern, String text, List<String> nots) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder rest = new StringBuilder();
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String found = matcher.group(group);
        if (found != null) {
          nots.add(found.strip());
        }
      }
      matcher.appendReplacement(rest, "");
    }
    return matcher.appendTail(rest).toString();
  }
}
