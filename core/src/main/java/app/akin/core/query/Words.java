package app.akin.core.query;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The English words that state dates, numbers and comparisons, and those that join them.
final class Words {
  /// Words that close a name as the end of the line does.
  static final Set<String> SMALL =
      Set.of(
          "a", "an", "the", "and", "or", "but", "with", "without", "in", "on", "at", "near",
          "around", "from", "of", "by", "to", "for", "over", "during", "since", "before", "after",
          "until", "not", "no", "my", "our", "is", "are", "all", "every", "show", "me", "taken",
          "shot");

  /// Words that may also follow a name: they begin an exclusion.
  static final Set<String> EXCLUDING = Set.of("not", "without", "except", "excluding");

  /// Words that go with the fact or exclusion that follows them.
  static final Set<String> REMOVED =
      Set.of(
          "in", "on", "at", "by", "of", "to", "from", "during", "over", "with", "for", "the",
          "taken", "shot");

  /// Words that go at either end of the text.
  static final Set<String> ENDS = Set.of("and", "or", "but", "of");

  static final Set<String> PHOTO =
      Set.of(
          "photo",
          "photos",
          "picture",
          "pictures",
          "pic",
          "pics",
          "image",
          "images",
          "shot",
          "shots",
          "file",
          "files");

  static final Set<String> ARTICLES = Set.of("a", "an", "the", "any");

  static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("january", 1),
          Map.entry("february", 2),
          Map.entry("march", 3),
          Map.entry("april", 4),
          Map.entry("may", 5),
          Map.entry("june", 6),
          Map.entry("july", 7),
          Map.entry("august", 8),
          Map.entry("september", 9),
          Map.entry("october", 10),
          Map.entry("november", 11),
          Map.entry("december", 12));

  /// Abbreviations, which need a year or a day beside them.
  static final Map<String, Integer> SHORT_MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("feb", 2),
          Map.entry("mar", 3),
          Map.entry("apr", 4),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("sep", 9),
          Map.entry("sept", 9),
          Map.entry("oct", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12));

  /// Names of months that are ordinary words.
  static final Set<String> EVERYDAY_MONTHS = Set.of("march", "may", "august");

  static final Map<String, String> SEASONS =
      Map.of(
          "spring", "spring",
          "summer", "summer",
          "autumn", "autumn",
          "fall", "autumn",
          "winter", "winter");

  /// Festivals by the key of their names. The longest name is three words.
  static final Map<String, String> FESTIVALS =
      Map.ofEntries(
          Map.entry("christmas", "christmas"),
          Map.entry("xmas", "christmas"),
          Map.entry("newyearseve", "new-years-eve"),
          Map.entry("halloween", "halloween"),
          Map.entry("valentinesday", "valentines-day"),
          Map.entry("easter", "easter"),
          Map.entry("thanksgiving", "thanksgiving"),
          Map.entry("lunarnewyear", "lunar-new-year"),
          Map.entry("chinesenewyear", "lunar-new-year"));

  static final Set<String> FESTIVAL_BEGINNINGS =
      Set.of(
          "christmas",
          "xmas",
          "new",
          "halloween",
          "valentine's",
          "valentines",
          "easter",
          "thanksgiving",
          "lunar",
          "chinese");

  static final int LONGEST_FESTIVAL = 3;

  /// Days of a month in words.
  static final List<String> ORDINALS =
      List.of(
          "first",
          "second",
          "third",
          "fourth",
          "fifth",
          "sixth",
          "seventh",
          "eighth",
          "ninth",
          "tenth",
          "eleventh",
          "twelfth");

  static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  /// The words of a year or a decade that is spelled out.
  static final Map<String, Integer> DECADES =
      Map.of(
          "twenties",
          20,
          "thirties",
          30,
          "forties",
          40,
          "fifties",
          50,
          "sixties",
          60,
          "seventies",
          70,
          "eighties",
          80,
          "nineties",
          90);

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("a", 1),
          Map.entry("an", 1),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("fifteen", 15),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50));

  /// Comparisons in words, each with its sign, longest first.
  static final List<Map.Entry<List<String>, String>> COMPARISONS =
      List.of(
          Map.entry(List.of("more", "than"), ">"),
          Map.entry(List.of("larger", "than"), ">"),
          Map.entry(List.of("bigger", "than"), ">"),
          Map.entry(List.of("less", "than"), "<"),
          Map.entry(List.of("smaller", "than"), "<"),
          Map.entry(List.of("at", "least"), ">="),
          Map.entry(List.of("at", "most"), "<="),
          Map.entry(List.of("up", "to"), "<="),
          Map.entry(List.of("over"), ">"),
          Map.entry(List.of("above"), ">"),
          Map.entry(List.of("under"), "<"),
          Map.entry(List.of("below"), "<"));

  static final Set<String> COMPARISON_BEGINNINGS =
      COMPARISONS.stream()
          .map(entry -> entry.getKey().getFirst())
          .collect(Collectors.toUnmodifiableSet());

  private Words() {}

  /// Returns the number of a word or of up to three digits; -1 if it is no number.
  static int number(String word) {
    if (Digits.isNumber(word, 3)) {
      return Integer.parseInt(word);
    }
    return NUMBERS.getOrDefault(word, -1);
  }
}
