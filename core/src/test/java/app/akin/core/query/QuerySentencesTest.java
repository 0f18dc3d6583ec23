package app.akin.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the sentences of the specification one by one.
final class QuerySentencesTest {
  private static final Pattern LINE = Pattern.compile("(?:\\[([a-zA-Z-]+)\\] )?(.*) => (.*)");
  private static final QueryKit.Library LIBRARY = QueryKit.library();

  static Stream<String> sentences() {
    return QueryKit.text("akin.query.sentences", "sentences.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("# "));
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void readsAsSpecified(String sentence) {
    Matcher matcher = LINE.matcher(sentence);
    assertThat(matcher.matches()).isTrue();
    String locale = matcher.group(1) == null ? "en-US" : matcher.group(1);
    // "|" is part of facts, so the parts are found from the left.
    String[] parts = matcher.group(3).strip().split("\\s*\\|(\\s+|$)", -1);
    assertThat(parts.length).isGreaterThanOrEqualTo(3);
    String expected =
        QueryCasesTest.result(
            parts[0].strip(), items(parts[1]), QueryCasesTest.facts(items(parts[2])));

    assertThat(QueryCasesTest.result(LIBRARY.parse(matcher.group(2), locale))).isEqualTo(expected);
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.strip().split("\\s*;\\s*")).filter(item -> !item.isEmpty()).toList();
  }

  @Test
  void seasonsAndFestivalsAreAnEditOfAPicture() {
    QueryContext picture = new QueryContext(true, LIBRARY.context("en-US").locale(), LIBRARY.now());
    QueryParser parser = new QueryParser(LIBRARY.vocabulary(), LIBRARY.places());

    assertThat(parser.parse("in winter", picture).facts()).isEmpty();
    assertThat(parser.parse("in winter", picture).text()).isEqualTo("in winter");
    assertThat(parser.parse("at christmas", picture).facts()).isEmpty();
    assertThat(QueryCasesTest.result(parser.parse("every winter", picture)))
        .contains("season:winter");
    assertThat(QueryCasesTest.result(parser.parse("last winter", picture))).contains("date:");
    assertThat(QueryCasesTest.result(parser.parse("winter 2022", picture))).contains("date:");
  }
}
