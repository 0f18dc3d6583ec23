package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the detection of text that is not English.
class EnglishCheckTest {
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
