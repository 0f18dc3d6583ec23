package app.akin.core.query;

import org.jspecify.annotations.Nullable;

/// A word or sign of a typed line.
///
/// @param start index of its first character in the line
/// @param end index after its last
/// @param kind what it is
/// @param text the characters in lower case, half-width, with plain apostrophes and hyphens; of
///   kept and quoted phrases, the characters inside as typed
/// @param key the form in which names are compared; only of words
/// @param blankBefore whether a blank or nothing stands before it
/// @param fact the fact of a field with its value
record Token(
    int start,
    int end,
    Kind kind,
    String text,
    String key,
    boolean blankBefore,
    @Nullable Fact fact) {
  /// What a token is.
  enum Kind {
    /// Letters and digits, with signs between them.
    WORD,
    /// One Chinese character.
    HAN,
    /// Name of a file.
    FILE,
    /// Stars.
    STARS,
    /// A keyword after `#`.
    TAG,
    /// A phrase in quotation marks.
    QUOTED,
    /// A field with its value.
    FIELD,
    /// `text:` with a phrase.
    KEPT,
    /// What a backslash keeps a word.
    ESCAPED,
    /// A minus before a word.
    MINUS,
    /// A vertical bar.
    BAR,
    /// A sign of a comparison.
    SIGN,
    /// A punctuation mark.
    PUNCTUATION,
    /// Anything else, such as emoji.
    SYMBOL
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
