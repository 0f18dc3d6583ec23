package app.akin.desktop.marks;

import java.util.ArrayList;
import java.util.List;

/// Typed keywords: separated by commas; a comma inside quotes is part of the keyword, and two
/// quotes there stand for one.
///
/// @param complete the keywords that a comma ends
/// @param rest the text after the last comma, without quotes
record KeywordText(List<String> complete, String rest) {
  private static final char QUOTE = '"';

  /// Copies the list.
  KeywordText {
    complete = List.copyOf(complete);
  }

  /// Reads a typed text. A keyword that begins with a quote ends with the next one.
  static KeywordText of(String typed) {
    List<String> complete = new ArrayList<>();
    StringBuilder keyword = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (c == QUOTE && quoted && i + 1 < typed.length() && typed.charAt(i + 1) == QUOTE) {
        keyword.append(QUOTE);
        i++;
      } else if (c == QUOTE && quoted) {
        quoted = false;
      } else if (c == QUOTE && keyword.toString().isBlank()) {
        quoted = true;
        keyword.setLength(0);
      } else if (!quoted && (c == ',' || c == '，' || c == '、')) {
        add(complete, keyword);
      } else {
        keyword.append(c);
      }
    }
    return new KeywordText(complete, keyword.toString().strip());
  }

  private static void add(List<String> complete, StringBuilder keyword) {
    String text = keyword.toString().strip();
    if (!text.isEmpty()) {
      complete.add(text);
    }
    keyword.setLength(0);
  }

  /// Returns all keywords, the last one included.
  List<String> all() {
    List<String> all = new ArrayList<>(complete);
    if (!rest.isEmpty()) {
      all.add(rest);
    }
    return all;
  }
}
