package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.CatalogedModel;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.install.ModelList;
import app.akin.core.model.install.Verification;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PhotoTime.Source;
import app.akin.i18n.Messages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests what is said about the time of a library.
final class ModelTextTest {
  private static List<String> lines(Optional<PhotoTime> time, long embedded, long photos) {
    CatalogedModel model =
        new CatalogedModel(
            ModelList.shipped().find("mllm-s1").orElseThrow(),
            State.INSTALLED,
            true,
            time,
            false,
            true,
            15_136_000_000L,
            Optional.of(Verification.HUB),
            embedded,
            photos);
    return new ModelText(Messages.ofCommandLine()).timeLines(model, "base");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.01 | 0 | 10000 | About 2 minutes for 10,000 photos on this computer.
          0.001 | 0 | 1 | About 1 minute for 1 photo on this computer.
          1.5 | 0 | 10000 | About 4 hours for 10,000 photos on this computer.
          8 | 0 | 10000 | About 22 hours for 10,000 photos on this computer.
          132 | 9990 | 10000 | About 22 minutes for 10 photos on this computer.
          132 | 10000 | 10000 | About 132 seconds a photo on this computer.
          """)
  void aTimeBelowADayIsOneSentence(double seconds, long embedded, long photos, String sentence) {
    assertThat(lines(Optional.of(new PhotoTime(seconds, Source.TRIAL)), embedded, photos))
        .containsExactly(sentence);
  }

  @Test
  void moreThanADayProposesFasterModelsAndTheSecondStage() {
    assertThat(lines(Optional.of(new PhotoTime(132, Source.RUN)), 0, 10_000))
        .hasSize(2)
        .startsWith("About 15 days for 10,000 photos on this computer.")
        .last()
        .asString()
        .contains("more than a day", "akin models use base", "akin search --rerank", "large");
  }

  @Test
  void anUnknownTimeIsSaid() {
    assertThat(lines(Optional.empty(), 0, 10_000))
        .hasSize(2)
        .first()
        .asString()
        .contains("too slow to measure");
    assertThat(lines(Optional.empty(), 10_000, 10_000)).isEmpty();
  }
}
