package app.akin.core.query.gloss;

import java.util.List;

/// A word of a clause.
///
/// @param text the word as typed, in simplified characters; empty if a rule created it
/// @param kind one of the kinds below
/// @param one the gloss
/// @param two its second form: plural of a noun, comparative of an adjective, adverbial of a place,
///   the form of a verb without an object
record GlossToken(String text, char kind, String one, String two) {
  /// Something that can be counted.
  static final char NOUN = 'n';

  /// A mass or a plural, and Latin words.
  static final char UNCOUNTED = 'u';

  /// A color, quality or manner.
  static final char ADJECTIVE = 'a';

  /// A comparative, which only rules create.
  static final char COMPARATIVE = 'A';

  /// A place, time, weather, occasion or light.
  static final char SETTING = 's';

  /// An activity.
  static final char VERB = 'v';

  /// A number or amount.
  static final char NUMBER = '#';

  /// A measure word.
  static final char MEASURE = 'm';

  /// A word of place after a noun, such as 上.
  static final char LOCATOR = 'l';

  /// A word before a place or a running verb, such as 在.
  static final char PREPOSITION = 'p';

  /// The particle 的.
  static final char PARTICLE = 'd';

  /// And.
  static final char AND = 'c';

  /// "Make it", with what follows.
  static final char CHANGE = 'e';

  /// "Make it", with words of its own.
  static final char MAKE = '=';

  /// "Add".
  static final char ADD = '+';

  /// "Without", as an order.
  static final char REMOVE = 'r';

  /// "Without", as a state.
  static final char LACK = 'q';

  /// "More".
  static final char MORE = 'k';

  /// "A bit".
  static final char BIT = 'j';

  /// The particles 把 and 将.
  static final char OBJECT_MARK = 'b';

  /// "Photo".
  static final char PHOTO = 'f';

  /// A word without meaning for a search.
  static final char EMPTY = 'x';

  /// A place on the map.
  static final char PLACE = 'g';

  /// What no word of the table covers.
  static final char UNKNOWN = '?';

  /// Returns whether a kind is one of several.
  boolean isOneOf(String kinds) {
    return kinds.indexOf(kind) >= 0;
  }

  /// Returns the token with the second form as its gloss.
  GlossToken withPlural() {
    return new GlossToken(text, kind, two, two);
  }

  /// Returns the kinds of tokens, one character each.
  static String kinds(List<GlossToken> tokens) {
    StringBuilder kinds = new StringBuilder();
    tokens.forEach(token -> kinds.append(token.kind()));
    return kinds.toString();
  }

  /// Returns the index of the first token of one of several kinds, the number of tokens if none is.
  static int first(List<GlossToken> tokens, String kinds) {
    return first(tokens, kinds, 0);
  }

  /// @param from the first index that is tried
  static int first(List<GlossToken> tokens, String kinds, int from) {
    int i = from;
    while (i < tokens.size() && !tokens.get(i).isOneOf(kinds)) {
      i++;
    }
    return Math.min(i, tokens.size());
  }

  /// Returns whether a token is of one of several kinds.
  static boolean hasAny(List<GlossToken> tokens, String kinds) {
    return first(tokens, kinds) < tokens.size();
  }

  /// Returns whether the last token is of one of several kinds.
  static boolean endsWith(List<GlossToken> tokens, String kinds) {
    return !tokens.isEmpty() && tokens.getLast().isOneOf(kinds);
  }
}
