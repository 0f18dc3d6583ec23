package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestStatus;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.Throttle;
import app.akin.i18n.Messages;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the content and the width of the progress line.
final class ProgressTextTest {
  private final ProgressText text = new ProgressText(Messages.ofCommandLine());

  @Test
  void lineShowsCountRateAndTimeLeft() {
    assertThat(text.plain(taking(1234, 10_000, 3, 35.21, Duration.ofSeconds(249))))
        .isEqualTo("Indexing 1,234 of 10,000 (12 %), 3 failed, 35.2 per second, 4 min left");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1 s left",
    "59, 59 s left",
    "60, 1 min left",
    "3570, 1 h 0 min left",
    "7300, 2 h 2 min left"
  })
  void timeLeftIsRounded(long seconds, String words) {
    assertThat(text.plain(taking(1, 2, 0, 1, Duration.ofSeconds(seconds)))).endsWith(words);
  }

  @Test
  void unknownFiguresAreOmitted() {
    IngestStatus begun =
        new IngestStatus(Phase.TAKING_IN, 9, 9, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty());

    assertThat(text.plain(begun)).isEqualTo("Indexing 0 of 9 (0 %)");
  }

  @Test
  void percentIs100OnlyAtTheEnd() {
    assertThat(text.plain(taking(9_999, 10_000, 0, 1, Duration.ofSeconds(1)))).contains("(99 %)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 40, 60, 79, 80, 120, 300})
  void theLineFitsEveryTerminal(int width) {
    for (Phase phase : Phase.values()) {
      IngestStatus status =
          new IngestStatus(
              phase,
              123_456,
              1_000_000,
              500_000,
              0,
              12,
              0.5,
              12.3,
              Optional.of(Duration.ofHours(99)),
              Optional.empty());

      assertThat(text.bar(status, width)).hasSizeLessThanOrEqualTo(width);
    }
  }

  @Test
  void pauseComesFirst() {
    IngestStatus status = taking(50, 100, 0, 0, Duration.ofSeconds(9));
    IngestStatus paused =
        new IngestStatus(
            status.phase(),
            status.files(),
            status.toDo(),
            status.done(),
            status.embedded(),
            status.failed(),
            status.fraction(),
            status.photosPerSecond(),
            status.remaining(),
            status.precisions(),
            Throttle.PAUSED);

    assertThat(text.plain(paused)).startsWith("Paused: Indexing 50 of 100");
  }

  @Test
  void barIsProportionalToProgress() {
    String line = text.bar(taking(50, 100, 0, 0, Duration.ofSeconds(9)), 200);
    long full = line.chars().filter(c -> c == '█').count();
    long empty = line.chars().filter(c -> c == '·').count();

    assertThat(full).isPositive().isEqualTo(empty);
  }

  private static IngestStatus taking(
      long done, long toDo, long failed, double rate, Duration left) {
    return new IngestStatus(
        Phase.TAKING_IN,
        toDo,
        toDo,
        done,
        done - failed,
        failed,
        0,
        rate,
        Optional.of(left),
        Optional.empty());
  }
}
