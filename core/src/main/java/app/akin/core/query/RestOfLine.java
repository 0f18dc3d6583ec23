package app.akin.core.query;

import app.akin.core.query.Token.Kind;
import java.util.BitSet;

/// What is left of a line for the model after facts and exclusions are cut out.
final class RestOfLine {
  private static final String PAIRS = "()[]{}（）【】《》";

  private final Line line;
  private final ChineseReader chinese;
  private final BitSet cut = new BitSet();
  private boolean anyCut;

  RestOfLine(Line line, ChineseReader chinese) {
    this.line = line;
    this.chinese = chinese;
  }

  /// Cuts tokens.
  void cut(int from, int to) {
    cut.set(from, to);
    anyCut = true;
  }

  /// Cuts tokens with the small words before them and the punctuation beside them.
  void cutFact(int from, int to) {
    int start = from;
    while (start > 0 && !cut.get(start - 1) && isRemovedBefore(start - 1)) {
      start--;
    }
    int end = to + chinese.removedAfter(to);
    cut(start, end);
    while (start > 0 && isCutBefore(start)) {
      start--;
      cut.set(start);
    }
    while (end < line.size() && isCutAfter(end)) {
      cut.set(end);
      end++;
    }
  }

  private boolean isRemovedBefore(int i) {
    return line.isOneOf(i, Words.REMOVED) || chinese.isRemovedBefore(i);
  }

  private boolean isCutBefore(int start) {
    int before = start - 1;
    boolean beside = line.isSign(before, ",;，；、");
    return line.is(before, Kind.PUNCTUATION) && !cut.get(before) && (beside || line.isGlued(start));
  }

  private boolean isCutAfter(int end) {
    return line.is(end, Kind.PUNCTUATION) && (line.isGlued(end) || line.isSign(end, ",;，；、"));
  }

  /// Returns the text that is left.
  String text() {
    if (anyCut) {
      cutEmptyBrackets();
      cutEnds();
      if (isOnlySmall()) {
        return "";
      }
    }
    StringBuilder text = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < line.size(); i++) {
      if (cut.get(i)) {
        gap = true;
        continue;
      }
      Token token = line.at(i);
      if (!text.isEmpty() && (gap || token.blankBefore())) {
        text.append(' ');
      }
      gap = false;
      text.append(
          switch (token.kind()) {
            case KEPT, ESCAPED -> token.text();
            case WORD,
                HAN,
                FILE,
                STARS,
                TAG,
                QUOTED,
                FIELD,
                MINUS,
                BAR,
                SIGN,
                PUNCTUATION,
                SYMBOL ->
                line.typed(i, i + 1);
          });
    }
    return text.toString();
  }

  private void cutEmptyBrackets() {
    int open = -1;
    for (int i = 0; i < line.size(); i++) {
      if (cut.get(i)) {
        continue;
      }
      boolean closes = open >= 0 && isPair(open, i);
      if (closes) {
        cut.set(open);
        cut.set(i);
      }
      open = line.is(i, Kind.PUNCTUATION) && !closes ? i : -1;
    }
  }

  private boolean isPair(int open, int close) {
    String opening = line.at(open).text();
    int index = opening.length() == 1 ? PAIRS.indexOf(opening) : -1;
    return index >= 0
        && index % 2 == 0
        && line.isSign(close, PAIRS.substring(index + 1, index + 2))
        && close > open + 1;
  }

  private void cutEnds() {
    int first = cut.nextClearBit(0);
    while (first < line.size() && isEnd(first)) {
      cut.set(first);
      first = cut.nextClearBit(first);
    }
    int last = cut.previousClearBit(line.size() - 1);
    while (last >= 0 && isEnd(last)) {
      cut.set(last);
      last = cut.previousClearBit(last);
    }
  }

  private boolean isEnd(int i) {
    return line.isOneOf(i, Words.ENDS)
        || line.is(i, Kind.BAR)
        || line.isSign(i, ",;，；、")
        || (chinese.isJoining(i) && (chinese.isAlone(i) || touchesCut(i)));
  }

  /// Returns whether no blank stands between a token and a cut beside it.
  private boolean touchesCut(int i) {
    boolean before = i > 0 && cut.get(i - 1) && line.isGlued(i);
    return before || (i + 1 < line.size() && cut.get(i + 1) && line.isGlued(i + 1));
  }

  private boolean isOnlySmall() {
    for (int i = cut.nextClearBit(0); i < line.size(); i = cut.nextClearBit(i + 1)) {
      boolean small =
          line.isOneOf(i, Words.SMALL)
              || line.isPhotoWord(i)
              || line.is(i, Kind.PUNCTUATION)
              || line.isSign(i, "&/+*")
              || chinese.isSmall(i);
      if (!small) {
        return false;
      }
    }
    return true;
  }
}
