package app.akin.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.query.TextPattern.Match;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the form in which text in images is compared, and how texts are looked for.
final class TextFoldingTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Invoice 2023,        lnvolce 2o23
          ＩＮＶＯＩＣＥ　２０２３, lnvolce 2o23
          Straße,              strasse
          STRASSE,             strasse
          Café Éclair,         cafe eclalr
          ﬁne,                 flne
          ΣΟΦΟΣ,               σοφοσ
          ‘a’ “b” – c,         "'a' ""b"" - c"
          3×4,                 3x4
          出口：東京。,          出口:東京.
          がぎぐ,               がぎぐ
          İstanbul,            lstanbul
          1l|!I,               lllll
          """)
  void foldsWhatIsEasilyMisread(String text, String folded) {
    assertThat(TextFolding.fold(text))
        .isEqualTo(folded.startsWith("\"") ? unquoted(folded) : folded);
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1).replace("\"\"", "\"");
  }

  @Test
  void blanksBecomeOne() {
    assertThat(TextFolding.fold("  a \t\n\u3000 b\u00a0")).isEqualTo("a b");
    assertThat(TextFolding.fold(" \n ")).isEmpty();
    assertThat(TextFolding.pack("a b c")).isEqualTo("abc");
  }

  @Test
  void gramsAreIdeographsWithPairsAndShortWords() {
    assertThat(TextFolding.grams("tv 生日 快 5g open")).isEqualTo("tv 生 日 快 5g v生 生日 日快 快5");
    assertThat(TextFolding.grams("a座")).isEqualTo("a 座 a座");
    assertThat(TextFolding.grams("open 9%")).isEqualTo("9 % 9%");
    assertThat(TextFolding.grams("..")).isEqualTo(". . ..");
    assertThat(TextFolding.grams("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "open, LONG",
    "TV, SHORT",
    "出口, SHORT",
    "口, SHORT",
    "A座, SHORT",
    "5%, SHORT",
    "c+, SHORT",
    "'- ', SHORT",
    "' ', NONE",
    "ÅÅÅ, LONG",
  })
  void theShortestWayIsTaken(String text, Match match) {
    assertThat(TextPattern.of(text).match()).isEqualTo(match);
  }

  @Test
  void wordsLoseTheirPunctuation() {
    assertThat(TextPattern.words("the “invoice”, (no. 12)!  C++ —"))
        .extracting(TextPattern::packed)
        .containsExactly("the", "lnvolce", "no", "l2", "c");
    assertThat(TextPattern.words("... —")).isEmpty();
  }

  @Test
  void linesThatHoldAPatternAreFound() {
    List<String> lines = List.of("Happy Birth", "day TV show", "生日", "快乐 TVs", "TV");
    assertThat(TextPattern.of("birthday").linesIn(lines)).containsExactly(0, 1);
    assertThat(TextPattern.of("tv").linesIn(lines)).containsExactly(1, 4);
    assertThat(TextPattern.of("日快").linesIn(lines)).containsExactly(2, 3);
    assertThat(TextPattern.of("乐").linesIn(lines)).containsExactly(3);
    assertThat(TextPattern.of("none").linesIn(lines)).isEmpty();
    assertThat(TextPattern.of(" ").linesIn(lines)).isEmpty();
  }
}
