package app.akin.desktop.search;

import app.akin.core.query.Facet;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds what completes the words before the caret: facts that the library holds, and earlier
/// searches. Immutable.
final class Suggester {
  /// Maximum number of suggested facts.
  static final int MAX_HELD = 6;

  /// Maximum number of earlier searches while typing.
  static final int MAX_RECENT = 3;

  /// Maximum number of earlier searches for an empty line.
  static final int MAX_RECENT_AT_START = 5;

  /// Longest name in words that is completed.
  private static final int MAX_WORDS = 4;

  private static final int MIN_LETTERS = 2;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /// A fact with one of its names in the form that is compared.
  private record Entry(Facet value, String name) {}

  /// A fact whose name continues words of the line.
  ///
  /// @param whole whether the words are the beginning of the name rather than of a later word of it
  private record Match(Facet value, int start, boolean whole) {}

  private final List<Entry> entries;

  Suggester(List<Facet> held) {
    entries =
        held.stream()
            .flatMap(value -> names(value).map(name -> new Entry(value, form(name))))
            .toList();
  }

  /// Returns the name of a value, and the English name of a place.
  private static Stream<String> names(Facet value) {
    return value.fact().field() == FactField.PLACE
            && value.fact().values().getFirst() instanceof FactValue.Text(String id)
        ? Stream.of(value.label(), id.split(", ", 2)[0]).distinct()
        : Stream.of(value.label());
  }

  /// Returns suggestions for a line.
  ///
  /// @param caret position of the caret
  /// @param recent lines of earlier searches, newest first
  List<Suggestion> suggest(String line, int caret, List<String> recent) {
    List<Suggestion> found = new ArrayList<>();
    boolean atWordEnd = caret == line.length() || isSeparator(line.codePointAt(caret));
    if (atWordEnd) {
      found.addAll(held(line, caret));
    }
    String typed = line.strip().toLowerCase(Locale.ROOT);
    recent.stream()
        .filter(
            earlier -> {
              String lower = earlier.toLowerCase(Locale.ROOT);
              return lower.startsWith(typed) && !lower.equals(typed);
            })
        .limit(MAX_RECENT)
        .map(Suggestion.Recent::new)
        .forEach(found::add);
    return found;
  }

  private List<Suggestion.Held> held(String line, int caret) {
    List<Match> matches = new ArrayList<>();
    Set<Facet> known = new HashSet<>();
    for (int start : starts(line, caret)) {
      String words = line.substring(start, caret);
      boolean keyword = words.startsWith("#");
      String prefix = form(keyword ? words.substring(1) : words);
      if (!keyword && !isLongEnough(prefix)) {
        continue;
      }
      for (Entry entry : entries) {
        boolean fits = !keyword || entry.value().fact().field() == FactField.TAG;
        if (fits && hasWordWith(entry.name(), prefix) && known.add(entry.value())) {
          matches.add(new Match(entry.value(), start, entry.name().startsWith(prefix)));
        }
      }
    }
    // Names that continue more words of the line come first.
    matches.sort(
        Comparator.comparingInt(Match::start)
            .thenComparing(match -> !match.whole())
            .thenComparing(
                Comparator.<Match>comparingLong(match -> match.value().count()).reversed())
            .thenComparing(match -> match.value().label()));
    return matches.stream()
        .limit(MAX_HELD)
        .map(match -> new Suggestion.Held(match.value(), match.start(), caret))
        .toList();
  }

  /// Returns where words before the caret begin, the longest phrase first. A Han character begins a
  /// word, because Chinese has no blanks.
  private static List<Integer> starts(String line, int caret) {
    List<Integer> starts = new ArrayList<>();
    int at = caret;
    while (at > 0 && starts.size() < MAX_WORDS) {
      int before = line.codePointBefore(at);
      boolean begins = at < caret && isSeparator(before) && !isSeparator(line.codePointAt(at));
      boolean han = at < caret && Character.isIdeographic(line.codePointAt(at));
      if (begins || han) {
        starts.addFirst(at);
      }
      at -= Character.charCount(before);
    }
    if (at == 0 && caret > 0 && !isSeparator(line.codePointAt(0))) {
      starts.addFirst(0);
    }
    return starts;
  }

  private static boolean isLongEnough(String prefix) {
    return prefix.codePoints().anyMatch(Character::isIdeographic)
        || prefix.codePointCount(0, prefix.length()) >= MIN_LETTERS;
  }

  /// Returns whether a word of the name, with the words after it, begins with the prefix.
  private static boolean hasWordWith(String name, String prefix) {
    int at = name.indexOf(prefix);
    while (at > 0 && Character.isLetterOrDigit(name.codePointBefore(at))) {
      at = name.indexOf(prefix, at + 1);
    }
    return at >= 0;
  }

  private static boolean isSeparator(int character) {
    return Character.isWhitespace(character) || character == ',' || character == '，';
  }

  /// Returns a name without case, accents and width.
  private static String form(String name) {
    return MARKS
        .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }
}
