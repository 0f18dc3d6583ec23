package app.akin.core.query;

import app.akin.core.query.Token.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A typed line with its tokens.
final class Line {
  private final String typed;
  private final String folded;
  private final List<Token> tokens;
  private final int[] starts;

  /// A matcher for each pattern, because a long line is matched at many indices.
  private final Map<Pattern, Matcher> matchers = new HashMap<>();

  /// Creates a line.
  ///
  /// @param typed the line as typed
  /// @param folded the line in lower case, half-width, with plain apostrophes and hyphens; each
  ///   character stands at its index in the typed line
  /// @param tokens its tokens
  Line(String typed, String folded, List<Token> tokens) {
    this.typed = typed;
    this.folded = folded;
    this.tokens = List.copyOf(tokens);
    this.starts = new int[typed.length() + 1];
    Arrays.fill(starts, -1);
    for (int i = 0; i < tokens.size(); i++) {
      starts[tokens.get(i).start()] = i;
    }
  }

  /// Returns the line in lower case.
  String folded() {
    return folded;
  }

  /// Returns the matcher of a pattern from an index to the end of the folded line. It is valid
  /// until the pattern is requested again.
  Matcher matcher(Pattern pattern, int start) {
    Matcher matcher = matchers.computeIfAbsent(pattern, every -> every.matcher(folded));
    return matcher.region(start, folded.length());
  }

  /// Returns the matcher of a pattern that matches at a token; null if it does not match there.
  @Nullable Matcher lookingAt(Pattern pattern, int i) {
    if (i >= size()) {
      return null;
    }
    Matcher matcher = matcher(pattern, at(i).start());
    return matcher.lookingAt() ? matcher : null;
  }

  List<Token> tokens() {
    return tokens;
  }

  int size() {
    return tokens.size();
  }

  Token at(int token) {
    return tokens.get(token);
  }

  /// Returns the text of a word in the form of comparisons, empty if there is no word.
  String word(int token) {
    return isWord(token) ? tokens.get(token).text() : "";
  }

  boolean isWord(int token) {
    return is(token, Kind.WORD);
  }

  boolean is(int token, Kind kind) {
    return token >= 0 && token < tokens.size() && tokens.get(token).is(kind);
  }

  boolean isOneOf(int token, Set<String> words) {
    return isWord(token) && words.contains(tokens.get(token).text());
  }

  boolean isPhotoWord(int token) {
    return isOneOf(token, Words.PHOTO);
  }

  /// Returns whether a token is one of some Chinese characters.
  boolean isHan(int token, String characters) {
    return is(token, Kind.HAN) && characters.contains(tokens.get(token).text());
  }

  /// Returns whether a punctuation mark or symbol is one of some characters.
  boolean isSign(int token, String characters) {
    if (token < 0 || token >= tokens.size()) {
      return false;
    }
    Token sign = tokens.get(token);
    return (sign.is(Kind.PUNCTUATION) || sign.is(Kind.SYMBOL) || sign.is(Kind.SIGN))
        && sign.text().length() == 1
        && characters.contains(sign.text());
  }

  /// Returns the token that ends at an index of the line, plus one; -1 if none does.
  int tokenAfter(int end) {
    if (end == typed.length()) {
      return size();
    }
    for (int i = end; i < typed.length(); i++) {
      if (starts[i] >= 0) {
        return i == end || tokens.get(starts[i]).blankBefore() ? starts[i] : -1;
      }
      if (!Character.isWhitespace(folded.charAt(i))) {
        return -1;
      }
    }
    return size();
  }

  /// Returns whether nothing but a blank stands between a token and the one before it.
  boolean isGlued(int token) {
    return token < size() && !tokens.get(token).blankBefore();
  }

  /// Returns a part of the line as typed.
  String typed(int from, int to) {
    return typed.substring(tokens.get(from).start(), tokens.get(to - 1).end());
  }
}
