package app.akin.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a run's threads are told: by the person, and by the battery.
@Timeout(60)
final class RunControlTest {
  @TempDir Path supplies;

  @Test
  void aPausedRunHoldsEveryThreadUntilItGoesOn() throws Exception {
    RunControl steering = steering();
    steering.pause();
    assertThat(steering.pace()).isEqualTo(Throttle.PAUSED);
    assertThat(steering.holds(0, 8)).isTrue();
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread waiting = Thread.ofPlatform().start(() -> answer.complete(goesOn(steering)));
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();

    steering.resume();

    assertThat(answer.get()).isTrue();
    assertThat(steering.holds(7, 8)).isFalse();
  }

  @Test
  void aStopEndsAPause() throws Exception {
    RunControl steering = steering();
    steering.pause();
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread.ofPlatform().start(() -> answer.complete(goesOn(steering)));

    steering.stop();

    assertThat(answer.get()).isFalse();
  }

  @Test
  void aGentleRunUsesAQuarterOfItsThreadsAtTheLowestPriority() {
    RunControl steering = steering();
    steering.gentle(true);

    assertThat(steering.pace()).isEqualTo(Throttle.GENTLE);
    assertThat(steering.priority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(steering.holds(0, 2)).isFalse();
    assertThat(steering.holds(1, 2)).isTrue();
    assertThat(steering.holds(1, 8)).isFalse();
    assertThat(steering.holds(2, 8)).isTrue();
    steering.gentle(false);
    assertThat(steering.pace()).isEqualTo(Throttle.FULL);
    assertThat(steering.holds(7, 8)).isFalse();
  }

  @Test
  void aStopEndsARest() throws Exception {
    RunControl steering = steering();
    steering.gentle(true);
    steering.stop();
    // A rest that a stop did not end would run into the time limit of this test.
    for (int i = 0; i < 1_000; i++) {
      steering.rest(Duration.ofSeconds(10));
    }
    assertThat(steering.goesOn()).isFalse();
  }

  @Test
  void aBatteryHoldsAGentleRunAlone() throws Exception {
    supply("AC", "type", "Mains", "online", "0");
    supply("BAT0", "type", "Battery", "status", "Discharging");
    RunControl steering = steering();
    assertThat(steering.pace()).isEqualTo(Throttle.FULL);
    steering.gentle(true);

    assertThat(steering.pace()).isEqualTo(Throttle.ON_BATTERY);
    assertThat(steering.holds(0, 8)).isTrue();
    supply("AC", "type", "Mains", "online", "1");
    steering.gentle(true);
    assertThat(steering.pace()).isEqualTo(Throttle.GENTLE);
  }

  @Test
  void aMousesBatteryIsNotTheMachines() throws Exception {
    supply("hid-mouse", "type", "Battery", "status", "Discharging", "scope", "Device");
    assertThat(new Power(supplies).isBattery()).isFalse();
    assertThat(new Power(supplies.resolve("none")).isBattery()).isFalse();
  }

  private RunControl steering() {
    return new RunControl(new Power(supplies), Clock.systemUTC());
  }

  private static boolean goesOn(RunControl steering) {
    try {
      return steering.goesOn();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void supply(String name, String... files) throws IOException {
    Path folder = Files.createDirectories(supplies.resolve(name));
    for (int i = 0; i < files.length; i += 2) {
      Files.writeString(folder.resolve(files[i]), files[i + 1] + "\n");
    }
  }
}
