package app.akin.core.query;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;

/// Reads scalars from what follows the colon of a fact.
final class ScalarScanner {
  private final String text;
  private int position;

  ScalarScanner(String text) {
    this.text = text;
    skipBlanks();
  }

  /// Returns the index of the next character.
  int position() {
    return position;
  }

  /// Returns the text from an index to the next character.
  String since(int start) {
    return text.substring(start, position).strip();
  }

  /// Skips a sign and returns true if it is next.
  boolean take(String sign) {
    if (!text.startsWith(sign, position)) {
      return false;
    }
    position += sign.length();
    skipBlanks();
    return true;
  }

  /// Returns whether a range in brackets follows. A bracket without a comma and a closing
  /// parenthesis is part of a text.
  boolean isInterval() {
    int comma = text.indexOf(',', position);
    return text.startsWith("[", position) && comma > 0 && text.indexOf(')', comma) > 0;
  }

  /// Returns whether a quoted scalar follows.
  private boolean isAtQuote() {
    return text.startsWith("\"", position);
  }

  /// Reads a scalar, which ends before one of the signs or at the end.
  ///
  /// @return the scalar without quotation marks and blanks around it, empty if nothing stands there
  /// @throws AkinException if a quotation mark is not closed
  String scalar(String... ends) {
    if (isAtQuote()) {
      return quoted();
    }
    int end = text.length();
    for (String sign : ends) {
      int found = text.indexOf(sign, position);
      end = found >= 0 ? Math.min(end, found) : end;
    }
    String scalar = text.substring(position, end).strip();
    position = end;
    return scalar;
  }

  private String quoted() {
    StringBuilder scalar = new StringBuilder();
    for (int i = position + 1; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"') {
        position = i + 1;
        skipBlanks();
        if (isAfterScalar()) {
          return scalar.toString();
        }
        break;
      }
      if (character == '\\' && i + 1 < text.length()) {
        i++;
        character = text.charAt(i);
      }
      scalar.append(character);
    }
    throw new AkinException(new Problem.FactQuote());
  }

  private boolean isAfterScalar() {
    return position == text.length()
        || "|,)".indexOf(text.charAt(position)) >= 0
        || text.startsWith("..", position);
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }
}
