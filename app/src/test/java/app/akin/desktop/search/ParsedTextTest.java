package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.query.ParsedLine;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests parsing of typed text.
class ParsedTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "beach -people|beach|people",
        "-people beach|beach|people",
        "a dog -cat -\"red car\" running|a dog running|cat;red car",
        "not people|~~|people",
        "beach, not people|beach|people",
        "beach, without a boat, sunny|beach, sunny|a boat",
        "Not  Snow|~~|Snow",
        "a well-known tower|a well-known tower|~~",
        "minus 5 -5 degrees|minus 5 -5 degrees|~~",
        "do not disturb|do not disturb|~~",
        "a knot|a knot|~~",
        "not|not|~~",
        "-|-|~~"
      })
  void excludedTextsAreSeparatedFromText(String text, String words, String nots) {
    List<String> expected = nots.isEmpty() ? List.of() : List.of(nots.split(";"));

    ParsedLine read = ParsedText.read(text);

    assertThat(read.text()).isEqualTo(words);
    assertThat(read.minus())
        .extracting(ParsedLine.Minus::text)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ein Hund im Schnee",
        "日落时的海滩",
        "собака на пляже",
        "un chien dans la neige et le soleil",
        "una playa con palmeras y sol",
        "een hond op het strand met kinderen",
        "夜の街"
      })
  void otherLanguagesAreDetected(String text) {
    assertThat(EnglishCheck.isProbablyForeign(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a dog in the snow",
        "make it night",
        "Café de Flore in Paris",
        "São Paulo at dusk",
        "the Los Angeles skyline",
        "",
        "2023",
        "a man with a hat on a horse",
        "el capitan at sunrise"
      })
  void englishIsNotReportedAsForeign(String text) {
    assertThat(EnglishCheck.isProbablyForeign(text)).isFalse();
  }
}
