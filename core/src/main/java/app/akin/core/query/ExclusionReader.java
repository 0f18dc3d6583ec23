package app.akin.core.query;

import app.akin.core.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what "without", "not" and similar words exclude: facts and texts, up to a comma, a small
/// word or the end of the line. "And" and "or" join several.
final class ExclusionReader {
  private static final Set<String> PEOPLE = Set.of("people", "persons", "humans", "faces");
  private static final Set<String> JOINING = Set.of("and", "or");

  private final Line line;
  private final @Nullable Match[] best;
  private final ChineseReader chinese;

  /// @param best for each token the match that begins there; read only
  ExclusionReader(Line line, @Nullable Match[] best, ChineseReader chinese) {
    this.line = line;
    this.best = best;
    this.chinese = chinese;
  }

  /// One thing that is excluded.
  ///
  /// @param start first token of its span: the word that excludes if it has no others, else `from`
  /// @param from first token of the fact or text
  /// @param to token after it
  /// @param fact the fact; null if it is a text
  record Part(int start, int from, int to, @Nullable Match fact) {}

  /// Returns what the words at a token exclude; empty if they exclude nothing.
  List<Part> read(int i) {
    int marker = marker(i);
    if (marker == 0) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    int next = i + marker;
    if (line.word(i).equals("no")) {
      int to = next + 1;
      parts.add(new Part(next, next, to, null));
      next = joined(to);
      if (next == to) {
        return withMarker(parts, i);
      }
    }
    while (next < line.size()) {
      int from = skipArticles(next);
      int fact = factAt(from);
      Match match = fact < line.size() && isFact(fact) ? best[fact] : null;
      int to = match == null ? end(from) : match.to();
      if (match == null && to == from) {
        break;
      }
      int first = match == null ? from : fact;
      parts.add(new Part(first, first, to, match));
      next = joined(to);
      if (next == to) {
        break;
      }
    }
    return withMarker(parts, i);
  }

  /// A word that excludes one thing is part of its span.
  private static List<Part> withMarker(List<Part> parts, int i) {
    if (parts.size() != 1) {
      return parts;
    }
    Part only = parts.getFirst();
    return List.of(new Part(i, only.from(), only.to(), only.fact()));
  }

  /// Returns the number of tokens of the word that excludes at a token, 0 if there is none.
  private int marker(int i) {
    if (line.is(i, Kind.HAN) && !chinese.mayExclude(i)) {
      return 0;
    }
    if (line.isOneOf(i, Words.EXCLUDING)) {
      return 1;
    }
    if (line.word(i).equals("no")) {
      return line.isOneOf(i + 1, PEOPLE) ? 1 : 0;
    }
    int negation = chinese.negation(i);
    return negation > 0 && isFact(i + negation) ? negation : chinese.exclusionMarker(i);
  }

  private boolean isFact(int i) {
    Match match = i < line.size() ? best[i] : null;
    return match != null && match.isFact();
  }

  private int skipArticles(int i) {
    int next = i;
    while (line.isOneOf(next, Words.ARTICLES) && !isFact(next)) {
      next++;
    }
    return next;
  }

  /// Returns a fact behind prepositions, as in "not in paris"; else the token itself.
  private int factAt(int i) {
    int next = i;
    while (line.isOneOf(next, Words.REMOVED) && !isFact(next)) {
      next++;
    }
    return isFact(next) ? next : i;
  }

  private int joined(int i) {
    return line.isOneOf(i, JOINING) ? i + 1 : chinese.joined(i);
  }

  /// Returns the token after a text that is excluded.
  private int end(int from) {
    int to = from;
    while (to < line.size() && !isFact(to)) {
      Token token = line.at(to);
      boolean stays =
          switch (token.kind()) {
            case WORD ->
                !line.isOneOf(to, Words.SMALL)
                    && !line.isOneOf(to, Words.EXCLUDING)
                    && (to == from || !line.is(to - 1, Kind.HAN) || line.isGlued(to));
            case HAN -> to == from || !chinese.endsExclusion(to);
            case ESCAPED, KEPT, SYMBOL -> true;
            case FILE, STARS, TAG, QUOTED, FIELD, MINUS, BAR, SIGN, PUNCTUATION -> false;
          };
      if (!stays || (token.is(Kind.HAN) && to > from && token.blankBefore())) {
        break;
      }
      to++;
    }
    return to;
  }
}
