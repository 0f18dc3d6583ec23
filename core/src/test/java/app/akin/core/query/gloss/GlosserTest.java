package app.akin.core.query.gloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.TestSeed;
import app.akin.resources.Resource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which texts are Chinese, excluded texts, places, and tables that cannot be read.
final class GlosserTest {
  private final Glosser glosser =
      new Glosser(Resource.CHINESE_ENGLISH::open, GlossCorrections.inMemory());

  @ParameterizedTest
  @CsvSource({
    "雪地里的狗, true",
    "a dog in 雪地, true",
    "換成晚上, true",
    "a dog in the snow, false",
    "犬の写真, false",
    "カメラと犬, false",
    "개 犬, false",
    "2024-05, false"
  })
  void kanaAndHangulAreNotChinese(String text, boolean chinese) {
    assertThat(Glosser.isChinese(text)).isEqualTo(chinese);
  }

  @Test
  void textsLongerThanQueriesAreNotGlossed() {
    assertThat(Glosser.isChinese("狗".repeat(1_000))).isTrue();
    assertThat(Glosser.isChinese("狗".repeat(1_001))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "人, people",
    "人们, people",
    "狗, dogs",
    "红色的车, red cars",
    "背景里的人, a person in the background"
  })
  void excludedThingsAreMeantInGeneral(String text, String english) {
    assertThat(glosser.glossExcluded(text).english()).isEqualTo(english);
  }

  @Test
  void exclusionsStandApartFromTheText() {
    Gloss gloss = glosser.gloss("没有人的沙滩，去掉狗");

    assertThat(gloss.text()).isEqualTo("beach");
    assertThat(gloss.excluded()).containsExactly("people", "dogs");
    assertThat(gloss.english()).isEqualTo("beach, not people, not dogs");
  }

  @Test
  void placesKeepTheirEnglishNames() {
    Gloss gloss = glosser.gloss("去年敦煌壁画");

    assertThat(gloss.kept())
        .containsExactly(new Gloss.Kept("去年", ""), new Gloss.Kept("敦煌", "Dunhuang"));
  }

  @Test
  void measureWordsHaveTheirOwnPlurals() {
    assertThat(glosser.gloss("一束花").english()).isEqualTo("a bunch of flowers");
    assertThat(glosser.gloss("两束花").english()).isEqualTo("two bunches of flowers");
    assertThat(glosser.gloss("三箱苹果").english()).isEqualTo("three boxes of apples");
  }

  @Test
  void everyTextHasAResultAndNoMarksOfTheTable() {
    Random random = new Random(TestSeed.of(GlosserTest.class));
    String characters = "狗猫人一两个只束的地得在上里下和把换成变去掉没有不更一点些照片红大小年月北京T3 a，。-";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(40);
      for (int j = 0; j < length; j++) {
        text.append(
            random.nextInt(4) == 0
                ? (char) (0x4E00 + random.nextInt(0x5200))
                : characters.charAt(random.nextInt(characters.length())));
      }
      Gloss gloss = glosser.gloss(text.toString());

      assertThat(gloss.english()).as(text.toString()).doesNotContain("^", "|", "\t");
    }
  }

  @Test
  void longTextsTakeNoDeepRecursion() {
    assertThat(glosser.gloss("狗的".repeat(500)).english()).contains("dog");
    assertThat(glosser.gloss("没有狗的".repeat(250)).excluded()).hasSize(250);
  }

  @Test
  void theTableIsReadOnceAndOnlyForAGloss() {
    AtomicInteger opened = new AtomicInteger();
    Glosser counted =
        new Glosser(
            () -> {
              opened.incrementAndGet();
              return Resource.CHINESE_ENGLISH.open();
            },
            GlossCorrections.inMemory());
    assertThat(opened).hasValue(0);
    counted.gloss("狗");
    counted.gloss("猫");
    assertThat(opened).hasValue(1);
  }

  @Test
  void aDamagedTableIsReportedAndReadAgainNextTime() {
    for (String table :
        List.of("", "other\t1\n", "#akin-zh\t1\n狗\tn\n", "#akin-zh\t1\n狗\tn\tx\tdog\n")) {
      Glosser damaged = new Glosser(() -> compressed(table), GlossCorrections.inMemory());

      assertThatThrownBy(() -> damaged.gloss("狗")).isInstanceOf(UncheckedIOException.class);
      assertThatThrownBy(() -> damaged.gloss("狗")).isInstanceOf(UncheckedIOException.class);
    }
    Glosser cut =
        new Glosser(
            () -> {
              try (InputStream whole = Resource.CHINESE_ENGLISH.open()) {
                return new ByteArrayInputStream(whole.readNBytes(100_000));
              }
            },
            GlossCorrections.inMemory());
    assertThatThrownBy(() -> cut.gloss("狗")).isInstanceOf(UncheckedIOException.class);
  }

  private static InputStream compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
