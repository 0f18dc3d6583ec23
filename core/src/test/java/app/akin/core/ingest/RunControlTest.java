package app.akin.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tests how a run reacts to the user's requests and to the battery state.
@Timeout(60)
final class RunControlTest {
  @TempDir Path supplies;

  @Test
  void aPausedRunBlocksAllThreadsUntilResumed() throws Exception {
    RunControl control = runControl();
    control.pause();
    assertThat(control.throttle()).isEqualTo(Throttle.PAUSED);
    assertThat(control.mustWait(0, 8)).isTrue();
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread waiting = Thread.ofPlatform().start(() -> answer.complete(awaitResume(control)));
    Await.until("the pause", () -> waiting.getState() == Thread.State.TIMED_WAITING);
    assertThat(answer).isNotDone();

    control.resume();

    assertThat(answer.get()).isTrue();
    assertThat(control.mustWait(7, 8)).isFalse();
  }

  @Test
  void aStopEndsAPause() throws Exception {
    RunControl control = runControl();
    control.pause();
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread.ofPlatform().start(() -> answer.complete(awaitResume(control)));

    control.stop();

    assertThat(answer.get()).isFalse();
  }

  @Test
  void aGentleRunUsesAQuarterOfItsThreadsAtTheLowestPriority() {
    RunControl control = runControl();
    control.setGentle(true);

    assertThat(control.throttle()).isEqualTo(Throttle.GENTLE);
    assertThat(control.priority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(control.mustWait(0, 2)).isFalse();
    assertThat(control.mustWait(1, 2)).isTrue();
    assertThat(control.mustWait(1, 8)).isFalse();
    assertThat(control.mustWait(2, 8)).isTrue();
    control.setGentle(false);
    assertThat(control.throttle()).isEqualTo(Throttle.FULL);
    assertThat(control.mustWait(7, 8)).isFalse();
  }

  @Test
  void aStopInterruptsASleep() throws Exception {
    RunControl control = runControl();
    control.setGentle(true);
    control.stop();
    // A sleep not interrupted by the stop would exceed the time limit of this test.
    for (int i = 0; i < 1_000; i++) {
      control.sleepIfGentle(Duration.ofSeconds(10));
    }
    assertThat(control.awaitResume()).isFalse();
  }

  @Test
  void batteryPowerBlocksOnlyGentleRuns() throws Exception {
    supply("AC", "type", "Mains", "online", "0");
    supply("BAT0", "type", "Battery", "status", "Discharging");
    RunControl control = runControl();
    assertThat(control.throttle()).isEqualTo(Throttle.FULL);
    control.setGentle(true);

    assertThat(control.throttle()).isEqualTo(Throttle.ON_BATTERY);
    assertThat(control.mustWait(0, 8)).isTrue();
    supply("AC", "type", "Mains", "online", "1");
    control.setGentle(true);
    assertThat(control.throttle()).isEqualTo(Throttle.GENTLE);
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

  private static boolean awaitResume(RunControl control) {
    try {
      return control.awaitResume();
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
