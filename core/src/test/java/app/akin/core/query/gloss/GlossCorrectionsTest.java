package app.akin.core.query.gloss;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.resources.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests corrections of words and queries, and their file.
final class GlossCorrectionsTest {
  @TempDir private Path library;

  private Glosser open() {
    return new Glosser(Resource.CHINESE_ENGLISH::open, GlossCorrections.in(library));
  }

  private static GlossWord word(Glosser glosser, String text, String word) {
    return glosser.gloss(text).words().stream()
        .filter(each -> each.text().equals(word))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aChosenGlossGoesBeforeTheTableUntilItIsForgotten() throws IOException {
    Glosser glosser = open();
    GlossWord reporter = word(glosser, "年轻的记者", "记者");
    assertThat(reporter.chosen()).isEqualTo(reporter.choices().getFirst());
    assertThat(reporter.choices()).hasSizeBetween(2, 4).doesNotHaveDuplicates();
    String usual = glosser.gloss("两个记者").english();
    String other = reporter.choices().get(1);

    assertThat(glosser.corrections().apply(reporter.choose(other))).isTrue();
    assertThat(glosser.corrections().apply(reporter.choose(other))).isFalse();
    glosser.corrections().save();

    Glosser later = open();
    assertThat(later.gloss("年轻的记者").english()).isEqualTo("young " + other);
    assertThat(later.gloss("两个记者").english()).contains(other).isNotEqualTo(usual);
    GlossWord chosen = word(later, "年轻的记者", "记者");
    assertThat(chosen.chosen()).isEqualTo(other);
    assertThat(chosen.choices()).isEqualTo(reporter.choices());
    assertThat(Files.readString(library.resolve("glosses.tsv")))
        .startsWith("#akin-zh\t1\n记者\tn\t")
        .contains('\t' + other);

    later.corrections().apply(chosen.choose(reporter.chosen()));
    later.corrections().save();

    assertThat(open().gloss("两个记者").english()).isEqualTo(usual);
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(library)) {
      return files.toList();
    }
  }

  @Test
  void aQueryIsTheSameInOtherCharactersAndWithoutItsDates() {
    Glosser glosser = open();
    GlossCorrections corrections = glosser.corrections();
    String key = glosser.key("雪地裡的狗 2019年");
    assertThat(key).isEqualTo("雪地里的狗");
    corrections.apply(new GlossCorrection.Line(key, Optional.of(" a husky\tin\nsnow ")));
    corrections.save();

    GlossCorrections later = GlossCorrections.in(library);
    assertThat(later.line(key)).contains("a husky in snow");
    assertThat(later.current(new GlossCorrection.Line(key, Optional.empty())))
        .isEqualTo(new GlossCorrection.Line(key, Optional.of("a husky in snow")));
    later.clear();
    assertThat(GlossCorrections.in(library).line(key)).isEmpty();
  }

  @Test
  void otherLinesAreLeftOutAndTheirNeighborsRead() throws IOException {
    Files.writeString(
        library.resolve("glosses.tsv"),
        """
        #akin-zh\t1

        Q\t狗
        Q\t猫\t\s
        狗\tnn\t70\thound
        狗\tn\tx\thound
        Q\t鸟\tbirds
        dog\tn\t70\tcat
        T\t狗\t猫
        苏塞克斯\tn\t60\tSussex
        """);
    Glosser glosser = open();

    assertThat(glosser.corrections().line("鸟")).contains("birds");
    assertThat(glosser.corrections().line("猫")).isEmpty();
    assertThat(glosser.gloss("苏塞克斯的狗").english()).isEqualTo("Sussex dog");
    assertThat(glosser.gloss("苏塞克斯的狗").unknown()).isEmpty();
  }

  @Test
  void theOldestCorrectionsMakeRoom() {
    GlossCorrections corrections = GlossCorrections.in(library);
    for (int i = 0; i < 1_200; i++) {
      corrections.apply(new GlossCorrection.Line("狗" + i, Optional.of("dog " + i)));
    }
    corrections.save();

    GlossCorrections later = GlossCorrections.in(library);
    assertThat(later.line("狗0")).isEmpty();
    assertThat(later.line("狗1199")).contains("dog 1199");
  }

  @Test
  void aLibraryThatCannotBeWrittenKeepsCorrectionsInMemory() throws IOException {
    Path file = Files.writeString(library.resolve("file"), "");
    GlossCorrections corrections = GlossCorrections.in(file);
    corrections.apply(new GlossCorrection.Line("狗", Optional.of("hound")));
    corrections.save();
    assertThat(corrections.line("狗")).contains("hound");
  }
}
