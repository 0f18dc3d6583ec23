package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.MigrationStatus;
import app.akin.core.photo.MigrationStatus.Phase;
import app.akin.i18n.Messages;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Tests the progress of updating a library on the terminal.
final class UpdateLineTest {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private long now;

  private UpdateLine line(boolean interactive) {
    PrintStream stream = new PrintStream(errors, true, StandardCharsets.UTF_8);
    return new UpdateLine(
        new Terminal(stream, stream, InputStream::nullInputStream, interactive, 90, false),
        Messages.ofCommandLine(),
        () -> now);
  }

  private String printed() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  private static MigrationStatus facts(long done, int secondsLeft) {
    return new MigrationStatus(
        Phase.FACTS, done, 100_000, Optional.of(Duration.ofSeconds(secondsLeft)));
  }

  private void pass(int milliseconds) {
    now += Duration.ofMillis(milliseconds).toNanos();
  }

  @Test
  void aTerminalShowsEachPhaseAndRedrawsFourTimesASecond() {
    try (UpdateLine line = line(true)) {
      line.accept(new MigrationStatus(Phase.TABLES, 0, 0, Optional.empty()));
      assertThat(printed()).contains("Updating the library: preparing the catalogue");
      line.accept(facts(34_500, 7));
      assertThat(printed()).contains("facts of 34,500 of 100,000 photos (34 %), 7 s left");
      pass(100);
      line.accept(facts(35_000, 7));
      assertThat(printed()).doesNotContain("35,000");
      pass(200);
      line.accept(facts(36_000, 6));
      assertThat(printed()).contains("36,000");
    }
    assertThat(printed()).endsWith("\r\u001b[K");
  }

  @Test
  void aFileReceivesALineOnlyIfTheUpdateTakesLong() {
    try (UpdateLine line = line(false)) {
      line.accept(new MigrationStatus(Phase.TABLES, 0, 0, Optional.empty()));
      pass(9_000);
      line.accept(facts(1_000, 90));
      assertThat(printed()).isEmpty();
      pass(1_000);
      line.accept(facts(2_000, 90));
      assertThat(printed().lines())
          .containsExactly(
              "Updating the library: facts of 2,000 of 100,000 photos (2 %), 2 min left");
    }
  }
}
