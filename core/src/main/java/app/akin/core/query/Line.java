package app.akin.core.query;

import app.akin.core.query.Token.Kind;
import java.util.List;
import java.util.Set;

/// A typed line with its tokens.
///
/// @param typed the line as typed
/// @param folded the line in lower case, half-width, with plain apostrophes and hyphens; each
///   character stands at its index in the typed line
/// @param tokens its tokens
/// @param starts for each index of the line, the number of the token that starts there, else -1
record Line(String typed, String folded, List<Token> tokens, int[] starts) {
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
