package app.akin.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The texts of a query as one line, such as "a dog in the snow, not people".
final class EnglishLine {
  private static final Pattern BREAK = Pattern.compile("[,;，；、。\\s]*[,;，；、。][,;，；、。\\s]*");
  private static final Pattern EXCLUDED =
      Pattern.compile("(?:(?:not|without|no)\\s+|[-−]\\s*)(.+)", Pattern.CASE_INSENSITIVE);

  private EnglishLine() {}

  /// Returns the texts of a query, the excluded ones last.
  static String of(List<QueryPart> parts) {
    List<String> texts = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (QueryPart part : parts) {
      switch (part) {
        case QueryPart.Text text -> texts.add(text.text());
        case QueryPart.ExcludedText text -> excluded.add("not " + text.text());
        case QueryPart.Image _, QueryPart.Feedback _ -> {}
      }
    }
    texts.addAll(excluded);
    return String.join(", ", texts);
  }

  /// Returns a query with the texts of a line instead of its own. A phrase of the line that begins
  /// with "not", "without", "no" or a minus is excluded.
  static List<QueryPart> replaceTexts(List<QueryPart> parts, String line) {
    List<String> texts = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (String phrase : BREAK.split(line.strip(), -1)) {
      Matcher without = EXCLUDED.matcher(phrase);
      if (without.matches()) {
        excluded.add(without.group(1).strip());
      } else if (!phrase.isBlank()) {
        texts.add(phrase);
      }
    }
    List<QueryPart> replaced =
        new ArrayList<>(
            parts.stream()
                .filter(
                    part -> part instanceof QueryPart.Image || part instanceof QueryPart.Feedback)
                .toList());
    if (!texts.isEmpty()) {
      replaced.add(new QueryPart.Text(String.join(", ", texts), 1));
    }
    excluded.forEach(text -> replaced.add(new QueryPart.ExcludedText(text, 1)));
    return replaced;
  }
}
