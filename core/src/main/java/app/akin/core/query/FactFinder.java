package app.akin.core.query;

import app.akin.core.query.Match.Reading;
import app.akin.core.query.Token.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which matches of a line are facts. It goes from the end of the line to its start,
/// because a name depends on what follows it.
final class FactFinder {
  private static final Set<String> HAN_CLOSING = Set.of("的", "在", "拍");
  private static final String CLOSING = ",;.!?:()[]{}、。，；：！？（）【】《》…";

  private final Line line;
  private final DateReader dates;
  private final RecurringReader recurring;
  private final MeasureReader measures;
  private final KindReader kinds;
  private final NameReader names;
  private final ChineseReader chinese;
  private final @Nullable Match[] best;

  FactFinder(
      Line line,
      DateReader dates,
      RecurringReader recurring,
      MeasureReader measures,
      KindReader kinds,
      NameReader names,
      ChineseReader chinese) {
    this.line = line;
    this.dates = dates;
    this.recurring = recurring;
    this.measures = measures;
    this.kinds = kinds;
    this.names = names;
    this.chinese = chinese;
    this.best = new @Nullable Match[line.size() + 1];
  }

  /// Returns for each token the match that begins there, or null.
  @Nullable Match[] find() {
    for (int i = line.size() - 1; i >= 0; i--) {
      best[i] = best(i);
    }
    return best;
  }

  private @Nullable Match best(int i) {
    switch (line.at(i).kind()) {
      case ESCAPED, KEPT, MINUS, BAR, PUNCTUATION, SYMBOL -> {
        return null;
      }
      case WORD, HAN, FILE, STARS, TAG, QUOTED, FIELD, SIGN -> {}
    }
    NameReader.Named named = names.read(i);
    Match longest = chinese.read(i);
    if (!line.is(i, Kind.HAN)) {
      longest = better(longest, dates.read(i));
      longest = better(longest, measures.read(i));
      longest = better(longest, kinds.read(i));
      longest = better(longest, recurring.read(i));
    }
    longest = better(longest, named == null ? null : named.match());
    if (longest == null || !longest.isFact()) {
      return longest;
    }
    if (line.word(i - 1).equals("no")) {
      return longest.as(Reading.OFFER);
    }
    if (longest.reading() == Reading.FORM) {
      return longest;
    }
    boolean free = named != null && longest.equals(named.match()) && named.free();
    return isClosed(i, longest, free) ? longest : longest.as(Reading.OFFER);
  }

  private static @Nullable Match better(@Nullable Match first, @Nullable Match second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return isBetter(second, first) ? second : first;
  }

  private static boolean isBetter(Match match, Match other) {
    boolean offer = match.reading() == Reading.OFFER;
    boolean otherOffer = other.reading() == Reading.OFFER;
    if (offer != otherOffer) {
      return otherOffer ? match.to() >= other.to() : match.length() >= other.length();
    }
    return match.to() > other.to();
  }

  /// Returns whether what follows a name leaves it a name.
  ///
  /// @param free whether a plain word may follow
  private boolean isClosed(int i, Match match, boolean free) {
    int next = match.to();
    if (match.field() == FactField.CAMERA && isHalfName(next)) {
      return false;
    }
    boolean blank = next >= line.size() || !line.isGlued(next);
    if (line.is(i, Kind.HAN)) {
      return blank || closesHan(next);
    }
    if (!blank) {
      return closesGlued(next);
    }
    return free || line.is(i - 1, Kind.MINUS) || closes(match, next);
  }

  /// A make or model is half a name if a word with a digit follows that no model has.
  private boolean isHalfName(int next) {
    return line.isWord(next)
        && line.word(next).chars().anyMatch(Character::isDigit)
        && !isFact(next);
  }

  private boolean isFact(int i) {
    Match match = best[i];
    return match != null && match.isFact();
  }

  private boolean closes(Match match, int next) {
    if (next >= line.size() || isFact(next)) {
      return true;
    }
    return switch (line.at(next).kind()) {
      case WORD ->
          line.isOneOf(next, Words.SMALL)
              || line.isOneOf(next, Words.EXCLUDING)
              || line.isPhotoWord(next)
              || (RecurringReader.timeAfterDay(line.word(next)) != null && dates.isDay(match));
      case ESCAPED, KEPT -> false;
      case HAN, PUNCTUATION, SYMBOL, BAR, SIGN, MINUS, FILE, STARS, TAG, QUOTED, FIELD -> true;
    };
  }

  private boolean closesGlued(int next) {
    return switch (line.at(next).kind()) {
      case PUNCTUATION -> line.isSign(next, CLOSING) || closesAfterMark(next);
      case BAR, QUOTED -> true;
      case HAN -> closesHan(next);
      case SIGN -> isFact(next);
      case WORD, FILE, STARS, TAG, FIELD, KEPT, ESCAPED, MINUS, SYMBOL -> false;
    };
  }

  /// Other punctuation closes a name at the end of a chunk, such as a quotation mark or dash.
  private boolean closesAfterMark(int mark) {
    return mark + 1 >= line.size() || !line.isGlued(mark + 1);
  }

  /// Returns whether a character that follows directly closes a Chinese name.
  private boolean closesHan(int next) {
    if (isFact(next)) {
      return true;
    }
    if (!line.is(next, Kind.HAN)) {
      return !line.isWord(next) || !line.isGlued(next);
    }
    return HAN_CLOSING.contains(line.at(next).text())
        || chinese.photoWord(next) > 0
        || chinese.joinsFact(next, best);
  }
}
