package app.akin.core.query;

import app.akin.core.photo.AkinException;
import app.akin.core.query.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Splits a typed line into tokens, in time linear in its length.
final class Lexer {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "png", "heic", "heif", "tif", "tiff", "gif", "webp", "avif", "bmp",
          "psd", "jxl", "dng", "cr2", "cr3", "nef", "nrw", "arw", "orf", "rw2", "raf", "pef", "srw",
          "raw");
  private static final String KEPT_FIELD = "text";
  private static final int LONGEST_FIELD = 12;

  /// The only field with a Chinese name.
  private static final String CHINESE_FIELD = "收藏夹:";

  private static final int LONGEST_FILE_NAME = 255;

  /// Signs that join letters and digits to one word.
  private static final String JOINING = "'-./&:@_*";

  /// Signs before a file name.
  private static final String LEADING = "([{（【《-#'\"";

  private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\])");

  private static final String TRAILING = ",;.!?)]}、。，；！？）】》…";

  private final String line;
  private final String folded;
  private final Places places;
  private final List<Token> tokens = new ArrayList<>();

  /// Quotation marks that no mark closes from the current position on.
  private final Set<Character> unclosed = new HashSet<>();

  private int position;

  private Lexer(String line, Places places) {
    this.line = line;
    this.folded = Characters.fold(line);
    this.places = places;
  }

  static Line read(String line, Places places) {
    Lexer lexer = new Lexer(line, places);
    lexer.readAll();
    return new Line(line, lexer.folded, lexer.tokens);
  }

  private void readAll() {
    boolean atChunk = true;
    while (position < line.length()) {
      char character = folded.charAt(position);
      if (Character.isWhitespace(character)) {
        position++;
        atChunk = true;
        continue;
      }
      if (atChunk && readFile()) {
        atChunk = false;
        continue;
      }
      atChunk = readToken(character) && atChunk;
    }
  }

  /// Reads one token and returns whether it stands before a chunk rather than in it.
  private boolean readToken(char character) {
    switch (character) {
      case '\\' -> readBackslash();
      case '★', '⭐' -> readStars();
      case '#' -> readTag();
      case '|' -> add(Kind.BAR, position + 1);
      case '<', '>', '=', '≥', '≤' -> readSign(character);
      case '-' -> {
        if (isMinus()) {
          add(Kind.MINUS, position + 1);
          return true;
        }
        add(Kind.PUNCTUATION, position + 1);
      }
      default -> {
        if (Quotes.isDouble(character)) {
          readQuote(character);
        } else if (isWordStart()) {
          readWord();
        } else {
          readOther();
          return "([{（【《".indexOf(character) >= 0;
        }
      }
    }
    return false;
  }

  /// A file name is a whole chunk that ends in the extension of a picture.
  private boolean readFile() {
    if (LEADING.indexOf(folded.charAt(position)) >= 0) {
      return false;
    }
    int end = position;
    int dot = -1;
    while (end < line.length() && !Character.isWhitespace(folded.charAt(end))) {
      char character = folded.charAt(end);
      if (character == '.') {
        dot = end;
      }
      if ("/:\\,;\"|<>".indexOf(character) >= 0 || end - position > LONGEST_FILE_NAME) {
        return false;
      }
      end++;
    }
    while (end > position && TRAILING.indexOf(folded.charAt(end - 1)) >= 0) {
      end--;
      dot = end == dot ? folded.lastIndexOf('.', end - 1) : dot;
    }
    if (dot < position || !EXTENSIONS.contains(folded.substring(dot + 1, end))) {
      return false;
    }
    add(Kind.FILE, end);
    return true;
  }

  private void readBackslash() {
    int end = position + 1;
    while (end < line.length() && !Character.isWhitespace(folded.charAt(end))) {
      end++;
    }
    boolean han = end > position + 1 && Characters.isHan(folded.codePointAt(position + 1));
    boolean begins = position == 0 || han || !isJoined(position - 1);
    if (begins && end > position + 1) {
      add(Kind.ESCAPED, end, line.substring(position + 1, end), null);
    } else {
      add(Kind.SYMBOL, position + 1);
    }
  }

  /// Returns whether a character is a letter or digit other than a Chinese character, or one of the
  /// signs in paths.
  private boolean isJoined(int index) {
    char character = folded.charAt(index);
    return (Character.isLetterOrDigit(character) && !Characters.isHan(character))
        || ":/".indexOf(character) >= 0;
  }

  private void readStars() {
    int end = position;
    while (end < line.length() && "★⭐☆\uFE0F".indexOf(folded.charAt(end)) >= 0) {
      end++;
    }
    add(Kind.STARS, end);
  }

  private void readTag() {
    int end = position + 1;
    while (end < line.length() && isTagCharacter(end)) {
      end += Character.charCount(line.codePointAt(end));
    }
    while (end > position + 1 && "-'".indexOf(folded.charAt(end - 1)) >= 0) {
      end--;
    }
    boolean begins = position == 0 || !isJoined(position - 1);
    if (begins && end > position + 1 && Character.isLetter(line.codePointAt(position + 1))) {
      add(Kind.TAG, end, line.substring(position + 1, end), null);
    } else {
      readOther();
    }
  }

  private boolean isTagCharacter(int index) {
    int character = folded.codePointAt(index);
    return Character.isLetterOrDigit(character)
        || Character.getType(character) == Character.NON_SPACING_MARK
        || character == '_'
        || character == '-'
        || character == '\'';
  }

  private void readSign(char character) {
    boolean wide = position + 1 < line.length() && folded.charAt(position + 1) == '=';
    int end = wide && character != '=' ? position + 2 : position + 1;
    String sign =
        switch (character) {
          case '≥' -> ">=";
          case '≤' -> "<=";
          default -> folded.substring(position, end);
        };
    add(Kind.SIGN, end, sign, null);
  }

  /// A minus stands after a blank and directly before what it excludes.
  private boolean isMinus() {
    boolean blank = position == 0 || Character.isWhitespace(folded.charAt(position - 1));
    if (!blank || position + 1 >= line.length()) {
      return false;
    }
    char next = folded.charAt(position + 1);
    int code = line.codePointAt(position + 1);
    return Character.isLetterOrDigit(code) || Quotes.isDouble(next) || "#★⭐".indexOf(next) >= 0;
  }

  /// A quotation mark without a partner, or after a letter or digit, is a character.
  private void readQuote(char open) {
    boolean begins = position == 0 || !isJoined(position - 1) || "“„«「『".indexOf(open) >= 0;
    int close = begins ? close(position) : -1;
    if (close > 0 && !line.substring(position + 1, close).isBlank()) {
      add(Kind.QUOTED, close + 1, unescaped(line.substring(position + 1, close)).strip(), null);
    } else {
      add(Kind.SYMBOL, position + 1);
    }
  }

  /// Returns a phrase without the backslashes that keep quotation marks and backslashes.
  private static String unescaped(String phrase) {
    return phrase.indexOf('\\') < 0 ? phrase : ESCAPE.matcher(phrase).replaceAll("$1");
  }

  private int close(int open) {
    char mark = folded.charAt(open);
    int close = unclosed.contains(mark) ? -1 : Quotes.close(folded, open);
    if (close < 0) {
      unclosed.add(mark);
    }
    return close;
  }

  private boolean isWordStart() {
    char character = folded.charAt(position);
    if (character == '\'') {
      return position + 2 < line.length()
          && Digits.isDigit(folded.charAt(position + 1))
          && (position == 0 || !isWordCharacter(position - 1));
    }
    return isWordCharacter(position);
  }

  private boolean isWordCharacter(int index) {
    int character = folded.codePointAt(index);
    return character == '_' || Character.isLetterOrDigit(character) || Characters.isMark(character);
  }

  private void readWord() {
    int first = folded.codePointAt(position);
    if (Characters.isHan(first)) {
      if (folded.startsWith(CHINESE_FIELD, position) && readField()) {
        return;
      }
      add(Kind.HAN, position + Character.charCount(first));
      return;
    }
    if (readField()) {
      return;
    }
    int end = position + Character.charCount(first);
    while (end < line.length()) {
      int character = folded.codePointAt(end);
      if (Characters.isHan(character)) {
        break;
      }
      boolean joins =
          JOINING.indexOf(character) >= 0
              && end + 1 < line.length()
              && isWordCharacter(end + 1)
              && !Characters.isHan(folded.codePointAt(end + 1));
      if (!joins && !isWordCharacter(end)) {
        break;
      }
      end += Character.charCount(character);
    }
    if (folded.startsWith("://", end)) {
      while (end < line.length() && !Character.isWhitespace(folded.charAt(end))) {
        end++;
      }
    }
    add(Kind.WORD, end);
  }

  /// Reads a field with its value. What is no fact is a word up to the next blank.
  private boolean readField() {
    int colon = position;
    while (colon < line.length()
        && colon - position <= LONGEST_FIELD
        && isFieldCharacter(folded.charAt(colon))) {
      colon++;
    }
    if (colon + 1 >= line.length() || folded.charAt(colon) != ':') {
      return false;
    }
    String name = folded.substring(position, colon);
    boolean kept = name.equals(KEPT_FIELD);
    Optional<FactField> field = FactField.of(name);
    int end = valueEnd(colon + 1);
    if ((!kept && field.isEmpty()) || end <= colon + 1) {
      return false;
    }
    if (kept) {
      boolean quoted = Quotes.isDouble(line.charAt(colon + 1)) && end > colon + 2;
      add(
          Kind.KEPT,
          end,
          quoted ? line.substring(colon + 2, end - 1) : line.substring(colon + 1, end),
          null);
      return true;
    }
    try {
      String value = Quotes.straight(line.substring(colon + 1, end));
      add(Kind.FIELD, end, "", FactSyntax.parse(name + ":" + value, places));
    } catch (AkinException _) {
      add(Kind.WORD, end);
    }
    return true;
  }

  private static boolean isFieldCharacter(char character) {
    return (character >= 'a' && character <= 'z') || Characters.isHan(character);
  }

  /// Returns the end of a value: a blank or comma outside quotation marks and brackets, without
  /// punctuation before it.
  private int valueEnd(int start) {
    int end = start;
    boolean interval = false;
    boolean scalarStart = true;
    int closed = start;
    while (end < line.length() && !Character.isWhitespace(folded.charAt(end))) {
      char character = folded.charAt(end);
      interval = interval || (scalarStart && character == '[');
      if (scalarStart && Quotes.isDouble(character)) {
        int close = close(end);
        if (close < 0) {
          return start;
        }
        end = close + 1;
        closed = end;
        scalarStart = false;
        continue;
      }
      if (!interval && (character == ',' || character == '，')) {
        break;
      }
      scalarStart = "|,.<>=[".indexOf(character) >= 0;
      end++;
      if (interval && (character == ')' || character == ']')) {
        interval = false;
        closed = end;
      }
    }
    while (end > closed && TRAILING.indexOf(folded.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private void readOther() {
    int character = folded.codePointAt(position);
    int end = position + Character.charCount(character);
    boolean punctuation = Characters.isPunctuation(character);
    add(punctuation ? Kind.PUNCTUATION : Kind.SYMBOL, end);
  }

  private void add(Kind kind, int end) {
    String text = folded.substring(position, end);
    add(kind, end, kind == Kind.HAN ? text : text.toLowerCase(Locale.ROOT), null);
  }

  private void add(Kind kind, int end, String text, @Nullable Fact fact) {
    boolean blank = position == 0 || Character.isWhitespace(folded.charAt(position - 1));
    String key =
        switch (kind) {
          case WORD -> Names.key(text);
          case HAN -> text;
          default -> "";
        };
    tokens.add(new Token(position, end, kind, text, key, blank, fact));
    position = end;
  }
}
