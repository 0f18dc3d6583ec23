package app.akin.core.query;

import app.akin.core.query.FactValue.Times;
import app.akin.core.query.Match.Reading;
import app.akin.core.query.ParsedLine.Chip;
import app.akin.core.query.ParsedLine.Minus;
import app.akin.core.query.ParsedLine.Span;
import app.akin.core.query.Token.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks through a line from its start: takes facts, joins alternatives, and reads what is
/// excluded.
final class ParsedLineBuilder {
  private final Line line;
  private final @Nullable Match[] best;
  private final NameReader names;
  private final ChineseReader chinese;
  private final boolean southern;
  private final ExclusionReader exclusions;

  /// The facts in the order of the line, each with whether "or" joins it to the one before.
  private final List<Part> parts = new ArrayList<>();

  private final List<Minus> minus = new ArrayList<>();
  private final List<Chip> offered = new ArrayList<>();
  private final RestOfLine rest;

  /// A fact of the line.
  ///
  /// @param start token of its span: a minus or "not" before it, else its first
  private record Part(Match match, int start, boolean joined) {}

  ParsedLineBuilder(
      Line line,
      @Nullable Match[] best,
      NameReader names,
      ChineseReader chinese,
      boolean southern) {
    this.line = line;
    this.best = best.clone();
    this.names = names;
    this.chinese = chinese;
    this.southern = southern;
    this.exclusions = new ExclusionReader(line, this.best, chinese);
    this.rest = new RestOfLine(line, chinese);
  }

  ParsedLine build() {
    keepAlternativesOfWords();
    int i = 0;
    while (i < line.size()) {
      i = next(i);
    }
    List<Chip> chips = new ArrayList<>();
    for (FactGroup group : groups()) {
      chips.add(group.chip(line, southern));
    }
    return new ParsedLine(rest.text(), minus, chips, offered);
  }

  /// Reads what stands at a token and returns the token after it.
  private int next(int i) {
    Match match = best[i];
    if (match != null && match.isFact()) {
      return take(i, i, match, false);
    }
    if (match != null && match.reading() == Reading.WORDS) {
      for (int j = i; j < match.to(); j++) {
        offer(j, null);
      }
      return match.to();
    }
    if (line.is(i, Kind.MINUS)) {
      return minus(i);
    }
    int excluded = excluded(i);
    if (excluded > i) {
      return excluded;
    }
    offer(i, match);
    int next = i + 1;
    if (match != null) {
      while (next < match.to() && !isFact(next)) {
        offer(next, null);
        next++;
      }
    }
    return next;
  }

  private int take(int start, int i, Match match, boolean negated) {
    Match taken = negated ? match.negate() : match;
    boolean joined = !parts.isEmpty() && isOr(parts.getLast().match().to(), i);
    if (joined) {
      rest.cut(parts.getLast().match().to(), i);
    }
    parts.add(new Part(taken, start, joined));
    rest.cutFact(Math.min(start, taken.cut()), taken.to());
    int to = taken.to();
    Times times = RecurringReader.timeAfterDay(line.word(to));
    if (times != null && !negated && isDay(taken)) {
      return take(to, to, Match.of(Reading.FORM, to, to + 1, FactField.TIME, times), false);
    }
    return to;
  }

  private static boolean isDay(Match match) {
    return switch (match.field()) {
      case DAY, WEEKDAY -> true;
      case DATE ->
          match.values().size() == 1
              && match.values().getFirst() instanceof FactValue.Dates dates
              && dates.from() != null
              && dates.from().plusDays(1).equals(dates.to());
      default -> false;
    };
  }

  /// Returns the tokens that words such as "without" exclude.
  private BitSet excludedTokens() {
    BitSet excluded = new BitSet();
    int i = 0;
    while (i < line.size()) {
      Match match = best[i];
      if (match != null && match.reading() != Match.Reading.OFFER) {
        i = match.to();
        continue;
      }
      List<ExclusionReader.Part> parts = exclusions.read(i);
      int to = parts.isEmpty() ? i + 1 : parts.getLast().to();
      excluded.set(i, to, !parts.isEmpty());
      i = to;
    }
    return excluded;
  }

  /// Makes facts words that "or" joins to anything but a fact of their field, outside of what is
  /// excluded.
  private void keepAlternativesOfWords() {
    BitSet excluded = excludedTokens();
    for (int i = line.size() - 1; i >= 0; i--) {
      Match match = best[i];
      if (match != null && match.isFact() && !excluded.get(i)) {
        int or = orAfter(match.to());
        if (or > 0 && or < line.size() && !isFactOf(match.field(), operand(or))) {
          keep(match);
        }
      }
    }
    int i = 0;
    Match before = null;
    while (i < line.size()) {
      Match match = best[i];
      if (match != null && match.isFact()) {
        before = match;
        i = match.to();
        continue;
      }
      if (isOrWord(i) && i > 0 && !excluded.get(i)) {
        int operand = operand(i + chinese.orLength(i));
        Match after = operand < line.size() ? best[operand] : null;
        boolean follows = before != null && orAfter(before.to()) == i + chinese.orLength(i);
        if (after != null && after.isFact() && !follows) {
          keep(after);
        }
      }
      i++;
    }
  }

  /// Keeps the words of a match words.
  private void keep(Match match) {
    best[match.from()] = match.as(Reading.OFFER);
    for (int i = match.from() + 1; i < match.to(); i++) {
      Match inner = best[i];
      if (inner != null && inner.isFact()) {
        best[i] = null;
      }
    }
  }

  /// Returns the token after "or", if that follows a fact directly or behind photo words; else 0.
  private int orAfter(int end) {
    int i = end;
    while (line.isPhotoWord(i)) {
      i++;
    }
    int skipped = i < line.size() ? chinese.skipped(i) : 0;
    while (skipped > 0) {
      i += skipped;
      skipped = i < line.size() ? chinese.skipped(i) : 0;
    }
    if (line.isSign(i, ",")) {
      i++;
    }
    return isOrWord(i) ? i + chinese.orLength(i) : 0;
  }

  private boolean isOrWord(int i) {
    return line.word(i).equals("or") || line.is(i, Kind.BAR) || isHanOr(i);
  }

  private boolean isHanOr(int i) {
    return line.is(i, Kind.HAN) && line.at(i).text().equals("或");
  }

  /// Returns the first token after "or" that is neither a small word nor a photo word, unless a
  /// fact begins before it.
  private int operand(int i) {
    int operand = i;
    while (operand < line.size()
        && (best[operand] == null || !isFact(operand))
        && (line.isOneOf(operand, Words.REMOVED)
            || line.isPhotoWord(operand)
            || line.is(operand, Kind.MINUS)
            || chinese.skipped(operand) > 0)) {
      operand++;
    }
    return operand;
  }

  private boolean isFact(int i) {
    Match match = i < line.size() ? best[i] : null;
    return match != null && match.isFact();
  }

  private boolean isFactOf(FactField field, int i) {
    Match match = i < line.size() ? best[i] : null;
    return match != null && match.isFact() && match.field() == field;
  }

  private boolean isOr(int from, int to) {
    int or = orAfter(from);
    return or > 0 && or <= to && operand(or) == to;
  }

  /// Reads a minus before a fact or word.
  private int minus(int i) {
    int fact = i + 1;
    while (line.isOneOf(fact, Words.REMOVED) && !isFact(fact)) {
      fact++;
    }
    if (isFact(fact)) {
      Match match = best[fact];
      return match == null ? fact : take(i, fact, match, true);
    }
    int to = chinese.exclusionEnd(i + 1);
    exclude(i, i + 1, Math.max(to, i + 2));
    return Math.max(to, i + 2);
  }

  private void exclude(int start, int from, int to) {
    Token last = line.at(to - 1);
    minus.add(new Minus(text(from, to), new Span(line.at(start).start(), last.end())));
    rest.cutFact(start, to);
  }

  private String text(int from, int to) {
    if (to == from + 1 && (line.is(from, Kind.KEPT) || line.is(from, Kind.ESCAPED))) {
      return line.at(from).text();
    }
    return line.typed(from, to).replaceAll("\\s+", " ");
  }

  /// Reads "without cars or people" and similar words; returns the token after it, or the token
  /// itself if nothing is excluded.
  private int excluded(int i) {
    int next = i;
    for (ExclusionReader.Part part : exclusions.read(i)) {
      if (next > i) {
        rest.cut(next, part.start());
      } else if (part.start() > i) {
        rest.cutFact(i, part.start());
      }
      Match fact = part.fact();
      if (fact == null) {
        exclude(part.start(), part.from(), part.to());
        next = part.to();
      } else {
        next = take(part.start(), part.from(), fact, true);
      }
    }
    return next;
  }

  private void offer(int i, @Nullable Match match) {
    if (match != null && match.reading() == Reading.OFFER) {
      offer(match);
    }
    names.offers(i).forEach(this::offer);
  }

  private void offer(Match match) {
    offered.add(
        new Chip(
            new Fact(match.field(), match.negated(), southern ? match.southern() : match.values()),
            List.of(new Span(line.at(match.from()).start(), line.at(match.to() - 1).end()))));
  }

  /// Joins the facts of one field.
  private List<FactGroup> groups() {
    List<FactGroup> groups = new ArrayList<>();
    // The facts of a field that are alternatives without "or".
    Map<FactField, FactGroup> alternatives = new EnumMap<>(FactField.class);
    FactGroup last = null;
    for (Part part : parts) {
      Match match = part.match();
      boolean mustHold = FactGroup.mustHold(match);
      FactGroup group = null;
      if (part.joined() && last != null && last.canJoin(match)) {
        group = last;
      } else if (!mustHold) {
        group = alternatives.get(match.field());
      }
      if (group == null) {
        group = new FactGroup(match.field(), match.negated());
        groups.add(group);
        if (!mustHold) {
          alternatives.put(match.field(), group);
        }
      }
      group.add(match, part.start());
      last = group;
    }
    return groups;
  }
}
