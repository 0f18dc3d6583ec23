package app.akin.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import app.akin.core.query.ParsedLine.Chip;
import app.akin.core.query.ParsedLine.Span;
import app.akin.core.query.Vocabulary.Place.Kind;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests properties of the parser that hold for every line, and what it offers.
final class QueryParserTest {
  private static final int LINES = 5_000;

  private static final List<String> PIECES =
      List.of(
          ("beach dog july 2023 2019-07-14 7/4/2023 may winter sunday christmas night last this"
               + " every past 3 weeks ago before after since until between and or not without no"
               + " people to from in on at near of the a within 20 km paris texas tokyo nice france"
               + " berlin canon nikon iphone 13 pixel 7 x-t4 nikkor 85mm lens 50mm 24-70mm iso 800"
               + " > < >= = f/1.8 1/1000s 5 stars ★★★ 4+ raw jpeg screenshot black white portrait"
               + " orientation gps with 10 MB 24mp over least IMG_2034.jpg #family #1 camera:canon"
               + " date:2023-02-30 tag:\"new camera:\" text:x \\may \\ -raw -people -- - | , ; . !"
               + " ? ( ) [ ] \" “ ” « ' 's 90s the 1990s '14 2023年 7月 去年 夏天 在 巴黎 的 日落 佳能 或 尼康 不要 人"
               + " 没有 附近 以前 到 大于 像素 五星 以上 拍的 照片 🏖️ \uD83C \uDFD6 \u0000 \u202E \u00A0 \u3000 é ß İ"
               + " ２０２３ ٢٠٢٣ شاطئ houses tree")
              .split(" "));

  private final QueryKit.Library library = QueryKit.library();
  private final QueryParser parser = new QueryParser(library.vocabulary(), library.places());

  @Test
  void readsAnyLine() {
    Random random = new Random(TestSeed.of(QueryParserTest.class));
    List<String> locales = List.of("en-US", "de-DE", "zh-CN", "en-AU");
    for (int i = 0; i < LINES; i++) {
      String line = line(random);
      QueryContext context =
          new QueryContext(
              i % 7 == 0, Locale.forLanguageTag(locales.get(i % locales.size())), library.now());
      ParsedLine parsed = parser.parse(line, context);

      assertSpansAreValid(line, parsed);
      if (i % 10 == 0) {
        assertThat(parser.parse(line, context)).as(line).isEqualTo(parsed);
        assertWordsBringNoFacts(line, parsed, context);
      }
    }
  }

  private static String line(Random random) {
    StringBuilder line = new StringBuilder();
    int pieces = 1 + random.nextInt(12);
    for (int i = 0; i < pieces; i++) {
      line.append(PIECES.get(random.nextInt(PIECES.size())));
      if (random.nextInt(6) > 0) {
        line.append(' ');
      } else if (random.nextInt(8) == 0) {
        line.append((char) random.nextInt(0x10000));
      }
    }
    return line.toString();
  }

  private static void assertSpansAreValid(String line, ParsedLine parsed) {
    List<Span> spans = new ArrayList<>();
    parsed.facts().forEach(chip -> spans.addAll(chip.spans()));
    parsed.minus().forEach(minus -> spans.add(minus.span()));
    spans.sort(Comparator.comparingInt(Span::start));
    int end = 0;
    for (Span span : spans) {
      assertThat(span.start()).as(line).isGreaterThanOrEqualTo(end);
      assertThat(span.end()).as(line).isGreaterThan(span.start());
      end = span.end();
    }
    assertThat(end).as(line).isLessThanOrEqualTo(line.length());
    for (Chip chip : parsed.offered()) {
      assertThat(chip.spans()).as(line).hasSize(1);
      Span span = chip.spans().getFirst();
      assertThat(span.start()).as(line).isBetween(0, span.end() - 1);
      assertThat(span.end()).as(line).isLessThanOrEqualTo(line.length());
    }
  }

  private void assertWordsBringNoFacts(String line, ParsedLine parsed, QueryContext context) {
    String words = line;
    for (Chip chip : parsed.facts()) {
      ParsedLine read = parser.parse(LineEdit.asWords(line, chip), context);
      long before = count(parsed, chip.fact());
      assertThat(count(read, chip.fact()))
          .as("%s without %s", line, chip.fact().canonical())
          .isLessThan(before);
    }
    for (int i = 0; i < line.length(); i++) {
      ParsedLine read = parser.parse(words, context);
      if (read.facts().isEmpty()) {
        return;
      }
      String next = LineEdit.asWords(words, read.facts().getFirst());
      assertThat(next.length()).as(words).isGreaterThan(words.length());
      words = next;
    }
    assertThat(parser.parse(words, context).facts()).as(words).isEmpty();
  }

  private static long count(ParsedLine parsed, Fact fact) {
    return parsed.facts().stream().filter(chip -> chip.fact().equals(fact)).count();
  }

  @Test
  void unknownWordsComeBackUnchanged() {
    Random random = new Random(TestSeed.of(QueryParserTest.class));
    Set<String> known = library.vocabulary().keywords().stream().collect(Collectors.toSet());
    for (int i = 0; i < 2000; i++) {
      String line =
          IntStream.range(0, 1 + random.nextInt(10))
              .mapToObj(_ -> "q" + word(random))
              .filter(word -> !known.contains(word))
              .collect(Collectors.joining(" "));
      ParsedLine parsed = parser.parse(line, library.context("en-US"));

      assertThat(parsed).isEqualTo(new ParsedLine(line, List.of(), List.of(), List.of()));
    }
  }

  private static String word(Random random) {
    return random
        .ints(1 + random.nextInt(8), 'a', 'z' + 1)
        .mapToObj(character -> String.valueOf((char) character))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      quoteCharacter = '`',
      textBlock =
          """
          dog july 2023\tdog \\july \\2023\tdog july 2023
          near berlin\t\\near \\berlin\tnear berlin
          food in paris\tfood in \\paris\tfood in paris
          canon or nikon\t\\canon or \\nikon\tcanon or nikon
          canon|nikon\t\\canon|nikon\tcanon|nikon
          -raw cat\t\\-raw cat\t-raw cat
          not canon\t\\not \\canon\tnot canon
          "no parking"\t\\"no \\parking"\t"no parking"
          tag:"new house"\t\\tag:"new \\house"\ttag:"new house"
          在巴黎的日落\t在\\巴黎的日落\t在巴黎的日落
          """)
  void turnsFactsIntoWords(String line, String escaped, String text) {
    ParsedLine parsed = library.parse(line, "en-US");
    assertThat(parsed.facts()).hasSize(1);
    String words = LineEdit.asWords(line, parsed.facts().getFirst());

    assertThat(words).isEqualTo(escaped);
    assertThat(library.parse(words, "en-US").facts()).isEmpty();
    assertThat(library.parse(words, "en-US").text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      quoteCharacter = '`',
      textBlock =
          """
          beach july 2023\tbeach
          food in paris, sunset\tfood, sunset
          canon or nikon\t``
          snow 2019 or 2021 mountain\tsnow mountain
          dog and 2019\tdog
          -raw cat\tcat
          shot on iphone\t``
          在巴黎的日落\t日落
          photos from last week\tphotos
          """)
  void takesFactsOut(String line, String rest) {
    ParsedLine parsed = library.parse(line, "en-US");

    assertThat(LineEdit.without(line, parsed.facts().getFirst())).isEqualTo(rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      textBlock =
          """
          without cars or people\twithout people\twithout cars
          forest without the cars and the people\tforest without the people\tforest without the cars
          without dogs or canon\twithout canon\twithout dogs
          without canon or dogs\twithout canon\twithout dogs
          no people or cars at dusk\twithout cars at dusk\tno people at dusk
          不要人和车\t不要车\t不要人
          """)
  void takesOneOfSeveralExclusionsOut(String line, String first, String second) {
    ParsedLine parsed = library.parse(line, "en-US");
    List<String> rest = new ArrayList<>();
    for (ParsedLine.Minus minus : parsed.minus()) {
      rest.add(LineEdit.withoutExcluded(line, minus.span()).orElseThrow());
      String words = LineEdit.asWords(line, minus.span());
      assertThat(library.parse(words, "en-US").minus()).as(words).isEmpty();
    }
    parsed.facts().forEach(chip -> rest.add(LineEdit.without(line, chip)));

    assertThat(rest).containsExactlyInAnyOrder(first, second);
    for (String shorter : rest) {
      ParsedLine left = library.parse(shorter, "en-US");
      assertThat(left.minus().size() + left.facts().size()).as(shorter).isEqualTo(1);
      assertThat(left.text()).as(shorter).isEqualTo(parsed.text());
    }
  }

  static Stream<String> sentences() {
    return QuerySentencesTest.sentences();
  }

  @Test
  void putsFactsIntoLines() {
    List<Fact> facts =
        QuerySentencesTest.sentences()
            .flatMap(sentence -> library.parse(sentence, "en-US").facts().stream())
            .map(Chip::fact)
            .distinct()
            .toList();
    assertThat(facts).hasSizeGreaterThan(100);
    List<Fact> odd =
        Stream.of("a \"b\"", "(x)", "a.", "“q”", "a\\b", "C:\\x", "-x", "#1", "家人", "a|b", "x,y")
            .map(text -> Fact.of(FactField.TAG, new FactValue.Text(text)))
            .toList();
    for (Fact fact : Stream.concat(facts.stream(), odd.stream()).toList()) {
      for (String line :
          List.of("", "dog", "12\" vinyl", "lone \" mark", "dog without", "dog or")) {
        ParsedLine parsed = library.parse(LineEdit.with(line, fact), "en-US");
        assertThat(parsed.facts().stream().map(Chip::fact))
            .as(LineEdit.with(line, fact))
            .containsExactly(fact);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void replacesFactsInTheirPlace(String sentence) {
    String line = sentence.substring(0, sentence.indexOf(" => ")).replaceFirst("^\\[.*?\\] ", "");
    ParsedLine parsed = library.parse(line, "en-US");
    Fact fact = FactSyntax.parse("tag:\"new house\"", library.places());
    for (Chip chip : parsed.facts()) {
      ParsedLine replaced = library.parse(LineEdit.replace(line, chip, fact), "en-US");
      assertThat(replaced.facts().stream().map(Chip::fact)).as(line).contains(fact);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      quoteCharacter = '`',
      textBlock =
          """
          may\tmonth:5
          winter coat\tseason:winter
          in winter coat\tseason:winter
          sunday roast\tweekday:sun
          weekend trip\tweekday:sat|sun
          christmas tree\tfestival:christmas
          city at night\ttime:[22:00,05:00)
          nice weather\tplace:"Nice, France"
          orange\tplace:"Orange, France"
          apple pie\tcamera:apple
          portrait of dad\torientation:portrait
          paris hilton\tplace:"Paris, France"
          berlin wall\tplace:"Berlin, Germany"
          map of italy\tplace:Italy
          raw fish\tformat:raw
          iphone case\tcamera:iphone
          90s fashion\tdate:[1990-01-01,2000-01-01)
          canon or beach\tcamera:canon;tag:beach
          garden party\ttag:garden
          my new house\ttag:"new house"
          holiday snow\tfolder:Holiday
          圣诞节\tfestival:christmas
          苹果\tcamera:apple
          东京塔\tplace:"Tokyo, Japan"
          santa fe\t``
          mobile\t``
          cannon\t``
          \\may \\paris\t``
          beach without nice people\ttag:beach
          """)
  void offersWhatWordsMightBe(String line, String offered) {
    ParsedLine parsed = library.parse(line, "en-US");

    assertThat(parsed.facts()).isEmpty();
    assertThat(
            parsed.offered().stream()
                .map(chip -> chip.fact().canonical())
                .collect(Collectors.joining(";")))
        .isEqualTo(offered);
  }

  @Test
  void spansStateTheFacts() {
    String line = "Beach in July 2023, shot on Canon or Nikon -people not raw";
    ParsedLine parsed = library.parse(line, "en-US");

    assertThat(
            parsed.facts().stream()
                .map(
                    chip ->
                        chip.fact().canonical()
                            + " = "
                            + chip.spans().stream()
                                .map(span -> line.substring(span.start(), span.end()))
                                .toList()))
        .containsExactly(
            "date:[2023-07-01,2023-08-01) = [July 2023]",
            "camera:canon|nikon = [Canon, Nikon]",
            "-format:raw = [not raw]");
    assertThat(parsed.minus()).hasSize(1);
    Span minus = parsed.minus().getFirst().span();
    assertThat(line.substring(minus.start(), minus.end())).isEqualTo("-people");
    assertThat(parsed.text()).isEqualTo("Beach");
  }

  @Test
  void aRegionFollowsItsCityOfTheSameName() {
    Vocabulary held =
        new Vocabulary(
            List.of(),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(
                place("New York (region), United States", "New York", Kind.REGION, 19_274_244),
                place("New York, United States", "New York", Kind.CITY, 8_804_190),
                place("Paris, France", "Paris", Kind.CITY, 2_103_000),
                place("Paris, Texas", "Paris", Kind.CITY, 24_800)));
    QueryContext context = new QueryContext(false, Locale.US, LocalDateTime.of(2025, 3, 12, 10, 0));
    ParsedLine parsed = new QueryParser(held, library.places()).parse("new york or paris", context);

    assertThat(parsed.facts().getFirst().fact().canonical())
        .isEqualTo("place:\"New York, United States\"|\"Paris, France\"");
  }

  private static Vocabulary.Place place(String id, String name, Kind kind, long population) {
    return new Vocabulary.Place(
        id, name, kind, name, "United States", 40, -74, 30, population, List.of());
  }

  @Test
  void anEmptyLibraryHasOnlyForms() {
    QueryParser empty = new QueryParser(Vocabulary.EMPTY, library.places());
    QueryContext context = new QueryContext(false, Locale.US, LocalDateTime.of(2025, 3, 12, 10, 0));

    assertThat(QueryCasesTest.result(empty.parse("canon paris 2023 july 2023 png", context)))
        .isEqualTo(
            QueryCasesTest.result(
                "canon paris 2023",
                List.of(),
                QueryCasesTest.facts(List.of("date:[2023-07-01,2023-08-01)", "format:png"))));
  }
}
