package app.akin.core.query.sql;

import app.akin.core.query.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares what a fact says with a name: words of the name in their order, such as `canon 80d` of
/// "Canon EOS 80D". Blanks, hyphens, accents and case do not count.
final class NameMatch {
  private static final Pattern BLANKS = Pattern.compile("[\\s/,()\\[\\]]+");

  /// A focal length or a range of them with its unit, or what lies between.
  private static final Pattern FOCAL_LENGTH =
      Pattern.compile("(\\d+(?:\\.\\d+)?(?:\\s*[-‐‑–]\\s*\\d+(?:\\.\\d+)?)?)\\s*mm(?![a-z])");

  private NameMatch() {}

  /// Returns whether the name of a camera has the words of a fact.
  static boolean isCamera(String wanted, String name) {
    return matches(Names.key(wanted), words(name));
  }

  /// Returns whether the name of a lens has the words of a fact. A focal length is a word by
  /// itself: `85mm` is no part of `24-85mm`, but of `EF85mm`.
  static boolean isLens(String wanted, String name) {
    List<String> wantedWords = lensWords(wanted);
    return !wantedWords.isEmpty() && matches(String.join("", wantedWords), lensWords(name));
  }

  private static List<String> words(String name) {
    return Arrays.stream(BLANKS.split(name)).map(Names::key).filter(key -> !key.isEmpty()).toList();
  }

  private static List<String> lensWords(String name) {
    List<String> words = new ArrayList<>();
    Matcher focal = FOCAL_LENGTH.matcher(name.toLowerCase(Locale.ROOT));
    String text = name.toLowerCase(Locale.ROOT);
    int end = 0;
    while (focal.find()) {
      words.addAll(words(text.substring(end, focal.start())));
      // Keeps hyphen and point: 24-70 is not 2470.
      words.add(focal.group(1).replaceAll("\\s+", "").replaceAll("[‐‑–]", "-") + "mm");
      end = focal.end();
    }
    words.addAll(words(text.substring(end)));
    return words;
  }

  /// Returns whether a key is some of the words, joined in their order.
  private static boolean matches(String key, List<String> words) {
    if (key.isEmpty()) {
      return false;
    }
    boolean[] reached = new boolean[key.length() + 1];
    reached[0] = true;
    for (String word : words) {
      for (int start = key.length() - word.length(); start >= 0; start--) {
        if (reached[start] && key.startsWith(word, start)) {
          reached[start + word.length()] = true;
        }
      }
    }
    return reached[key.length()];
  }
}
