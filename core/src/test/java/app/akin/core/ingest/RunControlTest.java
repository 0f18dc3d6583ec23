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
  void aPausedRunBlocksAllThreadsUntilResumed() throws Exception {
    RunControl steering = runControl();
    steering.pause();
    assertThat(steering.throttle()).isEqualTo(Throttle.PAUSED);
    assertThat(steering.mustWait(0, 8)).isTrue();
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread waiting = Thread.ofPlatform().start(() -> answer.complete(awaitResume(steering)));
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();

    steering.resume();

    assertThat(answer.get()).isTrue();
    assertThat(steering.mustWait(7, 8)).isFalse();
  }

  @Test
  void aStopEndsAPause() throws Exception {
    RunControl steering = runControl();
    steering.pause();
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread.ofPlatform().start(() -> answer.complete(awaitResume(steering)));

    steering.stop();

    assertThat(answer.get()).isFalse();
  }

  @Test
  void aGentleRunUsesAQuarterOfItsThreadsAtTheLowestPriority() {
    RunControl steering = runControl();
    steering.setGentle(true);

    assertThat(steering.throttle()).isEqualTo(Throttle.GENTLE);
    assertThat(steering.priority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(steering.mustWait(0, 2)).isFalse();
    assertThat(steering.mustWait(1, 2)).isTrue();
    assertThat(steering.mustWait(1, 8)).isFalse();
    assertThat(steering.mustWait(2, 8)).isTrue();
    steering.setGentle(false);
    assertThat(steering.throttle()).isEqualTo(Throttle.FULL);
    assertThat(steering.mustWait(7, 8)).isFalse();
  }

  @Test
  void aStopInterruptsASleep() throws Exception {
    RunControl steering = runControl();
    steering.setGentle(true);
    steering.stop();
    // A rest that a stop did not end would run into the time limit of this test.
    for (int i = 0; i < 1_000; i++) {
      steering.sleepIfGentle(Duration.ofSeconds(10));
    }
    assertThat(steering.awaitResume()).isFalse();
  }

  @Test
  void batteryPowerBlocksOnlyGentleRuns() throws Exception {
    supply("AC", "type", "Mains", "online", "0");
    supply("BAT0", "type", "Battery", "status", "Discharging");
    RunControl steering = runControl();
    assertThat(steering.throttle()).isEqualTo(Throttle.FULL);
    steering.setGentle(true);

    assertThat(steering.throttle()).isEqualTo(Throttle.ON_BATTERY);
    assertThat(steering.mustWait(0, 8)).isTrue();
    supply("AC", "type", "Mains", "online", "1");
    steering.setGentle(true);
    assertThat(steering.throttle()).isEqualTo(Throttle.GENTLE);
  }

  @Test
  void aPeripheralBatteryIsIgnored() throws Exception {
    supply("hid-mouse", "type", "Battery", "status", "Discharging", "scope", "Device");
    assertThat(new PowerSupply(supplies).isOnBattery()).isFalse();
    assertThat(new PowerSupply(supplies.resolve("none")).isOnBattery()).isFalse();
  }

  private RunControl runControl() {
    return new RunControl(new PowerSupply(supplies), Clock.systemUTC());
  }

  private static boolean awaitResume(RunControl steering) {
    try {
      return steering.awaitResume();
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
