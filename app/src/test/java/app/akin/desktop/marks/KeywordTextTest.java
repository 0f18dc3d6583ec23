package app.akin.desktop.marks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests how typed keywords are split.
final class KeywordTextTest {
  @Test
  void commasEndKeywords() {
    assertThat(KeywordText.of("sea, sun ,, beach"))
        .isEqualTo(new KeywordText(List.of("sea", "sun"), "beach"));
    assertThat(KeywordText.of("sea,")).isEqualTo(new KeywordText(List.of("sea"), ""));
    assertThat(KeywordText.of("海，山、")).isEqualTo(new KeywordText(List.of("海", "山"), ""));
    assertThat(KeywordText.of(" , ").all()).isEmpty();
  }

  @Test
  void commasInsideQuotesStay() {
    assertThat(KeywordText.of("\"Berlin, Germany\", sun"))
        .isEqualTo(new KeywordText(List.of("Berlin, Germany"), "sun"));
    assertThat(KeywordText.of("\"Berlin, Germ").complete()).isEmpty();
    assertThat(KeywordText.of("\"say \"\"hi\"\", you\",").complete())
        .containsExactly("say \"hi\", you");
  }

  @Test
  void quotesWithinAWordAreCharacters() {
    assertThat(KeywordText.of("5\" lens, x")).isEqualTo(new KeywordText(List.of("5\" lens"), "x"));
    assertThat(KeywordText.of("Places|Norway").rest()).isEqualTo("Places|Norway");
  }
}
