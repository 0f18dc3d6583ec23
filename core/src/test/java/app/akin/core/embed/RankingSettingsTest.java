package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests reading `ranking.json`.
final class RankingSettingsTest {
  @Test
  void missingKeysAreThoseOfThePlainSum() {
    assertThat(parse("{}")).isEqualTo(RankingSettings.SUM);
    assertThat(parse("{\"words\": 2, \"later\": true}"))
        .returns(2.0, RankingSettings::textFactor)
        .returns(1.0, RankingSettings::excludedFactor)
        .returns(0.0, RankingSettings::productFactor)
        .returns(RankingSettings.Floor.NONE, RankingSettings::strong);
  }

  @Test
  void aFloorIsReachedByEitherValue() {
    RankingSettings settings = parse("{\"strong\": 0.5, \"strong_widths\": 8, \"possible\": 0.3}");

    assertThat(settings.strong().isReached(0.5, 0)).isTrue();
    assertThat(settings.strong().isReached(0.1, 8)).isTrue();
    assertThat(settings.strong().isReached(0.49, 7.9)).isFalse();
    assertThat(settings.possible().isReached(0.29, 100)).isFalse();
  }

  @Test
  void aModelWithoutTheFileUsesThePlainSum(@TempDir Path folder) throws Exception {
    assertThat(RankingSettings.of(ModelFiles.folder(folder))).isEqualTo(RankingSettings.SUM);

    Files.writeString(folder.resolve("ranking.json"), "{\"product\": 2}");

    assertThat(RankingSettings.of(ModelFiles.folder(folder)).productFactor()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"words\": 0}; words",
        "{\"minus\": -1}; minus",
        "{\"product\": \"much\"}; product",
        "{\"composed\": \"weak\"}; composed",
        "{\"expansion\": 2.5}; expansion",
        "[1]; JSON object"
      })
  void invalidValuesAreReportedByKey(String json, String key) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.ModelConfig.class);
              assertThat(e.problem().toString()).contains("ranking.json", key);
            });
  }

  private static RankingSettings parse(String json) {
    return RankingSettings.parse("ranking.json", json);
  }
}
