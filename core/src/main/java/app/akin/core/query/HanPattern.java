package app.akin.core.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A pattern of words in Chinese with the characters that it may begin with.
///
/// @param beginnings the characters
/// @param pattern the pattern
record HanPattern(CharSet beginnings, Pattern pattern) {
  static HanPattern of(String beginnings, String pattern) {
    return new HanPattern(new CharSet(beginnings), Pattern.compile(pattern));
  }

  /// Returns the match that begins at a token and ends with one; null if there is none. The matcher
  /// is valid until the pattern is matched again.
  @Nullable Matcher at(Line line, int i) {
    if (i >= line.size()) {
      return null;
    }
    int start = line.at(i).start();
    if (!beginnings.has(line.folded().charAt(start))) {
      return null;
    }
    Matcher matcher = line.matcher(pattern, start);
    return matcher.lookingAt() && line.tokenAfter(matcher.end()) >= 0 ? matcher : null;
  }
}
