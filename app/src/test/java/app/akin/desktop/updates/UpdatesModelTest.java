package app.akin.desktop.updates;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.LoopbackServer;
import app.akin.core.kit.LoopbackServer.ReceivedRequest;
import app.akin.core.photo.Problem;
import app.akin.core.update.Release;
import app.akin.core.update.Updates;
import app.akin.desktop.QueuedExecutor;
import app.akin.desktop.TestTasks;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests when and how the window checks for updates, against a local server that records requests.
final class UpdatesModelTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Release NEWER =
      new Release("0.2.0", Optional.of(URI.create("https://example.org/akin")));

  @TempDir private Path folder;
  private final List<ReceivedRequest> asked = new CopyOnWriteArrayList<>();
  private final List<Release> found = new ArrayList<>();
  private final List<Throwable> trouble = new ArrayList<>();
  private volatile String answer = "0.2.0\nhttps://example.org/akin";
  private Instant now = NOON;
  private LoopbackServer server;

  @BeforeEach
  void serve() throws IOException {
    server =
        LoopbackServer.start(
            (request, wire) -> {
              asked.add(request);
              byte[] body = answer.getBytes(StandardCharsets.UTF_8);
              wire.head("200 OK", "Content-Length: " + body.length, "Set-Cookie: who=you");
              wire.body(body, 0, body.length);
            });
  }

  @AfterEach
  void end() {
    server.close();
    assertThat(trouble).isEmpty();
  }

  private UpdatesModel model(String address, Executor keeper, Executor slow) {
    return new UpdatesModel(
        new Updates(folder.resolve("settings"), Map.of(Updates.VARIABLE, address), () -> now),
        "0.1.0",
        found::add,
        TestTasks.on(keeper, trouble::add),
        TestTasks.on(slow, trouble::add));
  }

  /// Returns a started model.
  private UpdatesModel started() {
    UpdatesModel model = model(server.address() + "/newest", Runnable::run, Runnable::run);
    model.load();
    return model;
  }

  private static CheckResult finding(UpdatesModel model) {
    return model.stateProperty().get().result();
  }

  @Test
  void isOffByDefaultAndMakesNoRequest() {
    UpdatesModel model = started();
    assertThat(model.stateProperty().get().on()).isFalse();
    for (int day = 0; day < 3; day++) {
      now = now.plus(Duration.ofDays(1));
      model.tick();
      model.check();
      started().tick();
    }
    assertThat(finding(model)).isEqualTo(new CheckResult.NotChecked());
    assertThat(asked).isEmpty();
    assertThat(folder.resolve("settings")).doesNotExist();
  }

  @Test
  void checksOnceADayAcrossStarts() {
    started().turn(true);
    for (int hour = 0; hour < 72; hour++) {
      UpdatesModel model = started();
      for (int minute = 0; minute < 60; minute++) {
        model.tick();
        now = now.plus(Duration.ofMinutes(1));
      }
    }
    assertThat(asked).hasSize(3);
  }

  @Test
  void openWindowChecksOnceADay() {
    UpdatesModel model = started();
    model.turn(true);
    for (int minute = 0; minute < 3 * 24 * 60; minute++) {
      model.tick();
      now = now.plus(Duration.ofMinutes(1));
    }
    assertThat(asked).hasSize(3);
  }

  @Test
  void requestContainsNoPersonalData() {
    UpdatesModel model = started();
    model.turn(true);
    model.tick();
    model.check();
    assertThat(asked).hasSize(2);
    assertThat(asked)
        .allSatisfy(
            request -> {
              assertThat(request.method() + " " + request.path()).isEqualTo("GET /newest");
              assertThat(request.headers().keySet())
                  .isSubsetOf("host", "user-agent", "content-length", "connection");
              assertThat(request.headers()).containsEntry("user-agent", "Akin");
            });
  }

  @Test
  void newerVersionIsNotifiedOnceAndStaysVisible() {
    UpdatesModel model = started();
    model.turn(true);
    model.tick();
    assertThat(found).containsExactly(NEWER);
    assertThat(finding(model)).isEqualTo(new CheckResult.Available(NEWER));
    assertThat(finding(started())).isEqualTo(new CheckResult.Available(NEWER));
    now = now.plus(Duration.ofDays(2));
    started().tick();
    assertThat(asked).hasSize(2);
    assertThat(found).hasSize(1);
    now = now.plus(Duration.ofDays(1));
    answer = "0.3.0";
    started().tick();
    assertThat(found).hasSize(2);
    assertThat(found.getLast()).isEqualTo(new Release("0.3.0", Optional.empty()));
  }

  @Test
  void manualCheckReportsOnlyInTheSettings() {
    UpdatesModel model = started();
    model.turn(true);
    model.check();
    assertThat(finding(model)).isEqualTo(new CheckResult.Available(NEWER));
    assertThat(found).isEmpty();
  }

  @Test
  void upToDateShowsTheTimeOfTheCheck() {
    answer = "0.1.0";
    UpdatesModel model = started();
    model.turn(true);
    now = now.plusSeconds(60);
    model.tick();
    assertThat(finding(model)).isEqualTo(new CheckResult.UpToDate(now));
    assertThat(found).isEmpty();
  }

  @Test
  void failureIsShownAndRetriedADayLater() {
    answer = "<html>";
    UpdatesModel model = started();
    model.turn(true);
    model.tick();
    assertThat(finding(model))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> assertThat(failed.why().problem()).isInstanceOf(Problem.NetAnswer.class));
    model.tick();
    started().tick();
    assertThat(asked).hasSize(1);
    // A manual check is possible at once.
    answer = "0.1.0";
    model.check();
    assertThat(finding(model)).isEqualTo(new CheckResult.UpToDate(NOON));
  }

  @Test
  void readOnlyFolderPreventsRequests() throws IOException {
    UpdatesModel model = started();
    model.turn(true);
    Path file = folder.resolve("settings/ask-for-updates");
    Files.delete(file);
    Files.createDirectory(file);
    model.tick();
    assertThat(finding(model))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed ->
                assertThat(failed.why().problem()).isInstanceOf(Problem.SettingsUnwritable.class));
    model.tick();
    assertThat(asked).isEmpty();
  }

  @Test
  void unsavableChoiceIsReverted() throws IOException {
    Files.writeString(folder.resolve("settings"), "in its place");
    UpdatesModel model = started();
    model.turn(true);
    assertThat(model.stateProperty().get().on()).isFalse();
    assertThat(trouble).hasSize(1);
    trouble.clear();
  }

  @Test
  void noRequestWithoutAnAddress() {
    UpdatesModel model = model("", Runnable::run, Runnable::run);
    model.turn(true);
    model.tick();
    model.check();
    assertThat(model.address()).isEmpty();
    assertThat(finding(model)).isEqualTo(new CheckResult.NotChecked());
  }

  @Test
  void lateResponsesAreIgnored() {
    QueuedExecutor keeper = new QueuedExecutor();
    QueuedExecutor slow = new QueuedExecutor();
    UpdatesModel model = model(server.address() + "/newest", keeper, slow);
    model.turn(true);
    keeper.runAll();
    model.tick();
    assertThat(finding(model)).isEqualTo(new CheckResult.Checking());
    model.tick();
    model.check();
    assertThat(slow.size()).isEqualTo(1);
    model.turn(false);
    slow.runAll();
    keeper.runAll();
    assertThat(model.stateProperty().get())
        .isEqualTo(new UpdatesModel.State(false, new CheckResult.NotChecked()));
    assertThat(asked).isEmpty();
    assertThat(found).isEmpty();
  }

  @Test
  void turningOffInAnotherProcessIsRespected() {
    UpdatesModel model = started();
    model.turn(true);
    new Updates(folder.resolve("settings"), Map.of(), () -> now).setEnabled(false);
    model.tick();
    assertThat(model.stateProperty().get().on()).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void rapidTogglesEndWithTheLast() {
    QueuedExecutor keeper = new QueuedExecutor();
    UpdatesModel model = model(server.address() + "/newest", keeper, Runnable::run);
    model.turn(true);
    model.turn(false);
    model.turn(true);
    keeper.runNext();
    keeper.runNext();
    assertThat(model.stateProperty().get().on()).isTrue();
    keeper.runAll();
    model.tick();
    assertThat(asked).hasSize(1);
  }
}
