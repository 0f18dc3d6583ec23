package app.akin.core.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.LoopbackServer;
import app.akin.core.kit.LoopbackServer.Connection;
import app.akin.core.kit.LoopbackServer.ReceivedRequest;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests update checks with a local server that records requests.
final class UpdatesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;
  private final List<ReceivedRequest> heard = new CopyOnWriteArrayList<>();
  private volatile String status = "200 OK";
  private volatile String answer = "1.10.0\nhttps://example.org/akin\n";
  private LoopbackServer server;

  @BeforeEach
  void serve() throws IOException {
    server =
        LoopbackServer.start(
            (asked, wire) -> {
              heard.add(asked);
              answer(wire);
            });
  }

  @AfterEach
  void end() {
    server.close();
  }

  private void answer(Connection wire) throws IOException {
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    wire.head(status, "Location: /elsewhere", "Set-Cookie: id=7", "Content-Length: " + body.length);
    wire.body(body, 0, body.length);
  }

  private Updates updates(String address) {
    return new Updates(folder.resolve("settings"), Map.of(Updates.VARIABLE, address), () -> NOON);
  }

  private Updates updates() {
    return updates(server.address() + "/newest");
  }

  @Test
  void nothingIsAskedUntilItIsTurnedOn() {
    assertThat(updates().state()).isEqualTo(Updates.UpdateState.OFF);
    assertThat(updates().check()).isEmpty();
    updates().setEnabled(true);
    assertThat(updates().state().enabled()).isTrue();
    updates().setEnabled(false);
    assertThat(updates().check()).isEmpty();
    assertThat(updates().state()).isEqualTo(Updates.UpdateState.OFF);
    assertThat(heard).isEmpty();
  }

  @Test
  void nothingIsAskedWhereNobodySaidWhere() {
    Updates nowhere = new Updates(folder, Map.of(Updates.VARIABLE, " "), () -> NOON);
    nowhere.setEnabled(true);
    assertThat(nowhere.address()).isEmpty();
    assertThat(nowhere.check()).isEmpty();
    assertThat(nowhere.state().lastCheck()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void theRequestSaysNothingButTheRequest() {
    updates().setEnabled(true);
    assertThat(updates().check()).isPresent();
    assertThat(updates().check()).isPresent();
    assertThat(heard).hasSize(2);
    assertThat(heard)
        .allSatisfy(
            asked -> {
              assertThat(asked.method() + " " + asked.path()).isEqualTo("GET /newest");
              assertThat(asked.headers().keySet())
                  .isSubsetOf("host", "user-agent", "content-length", "connection");
              assertThat(asked.headers()).containsEntry("user-agent", "Akin");
            });
  }

  @Test
  void whatWasHeardIsKept() {
    updates().setEnabled(true);
    Release release = updates().check().orElseThrow();
    assertThat(release)
        .isEqualTo(new Release("1.10.0", Optional.of(URI.create("https://example.org/akin"))));
    assertThat(updates().state())
        .isEqualTo(new Updates.UpdateState(true, NOON, Optional.of(release)));
    // Turning on again resets the state only if it was off.
    updates().setEnabled(true);
    assertThat(updates().state().latest()).contains(release);
  }

  @Test
  void onceADayIsOften() {
    Updates.UpdateState standing = new Updates.UpdateState(true, NOON, Optional.empty());
    Duration day = Duration.ofDays(1);
    assertThat(standing.isDue(NOON)).isFalse();
    assertThat(standing.isDue(NOON.plus(day).minusMillis(1))).isFalse();
    assertThat(standing.isDue(NOON.plus(day))).isTrue();
    // A wrong clock does not stop checks, and correcting it does not trigger one.
    assertThat(standing.isDue(NOON.minus(day))).isTrue();
    assertThat(standing.isDue(NOON.minusSeconds(60))).isFalse();
    assertThat(Updates.UpdateState.OFF.isDue(NOON)).isFalse();
  }

  @Test
  void whatFailedWasAskedAllTheSame() {
    status = "500 Broken";
    updates().setEnabled(true);
    assertProblem(updates(), Problem.NetAnswer.class);
    assertThat(updates().state()).isEqualTo(new Updates.UpdateState(true, NOON, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "1.10.0, 1.9.9, true",
    "1.10.0, 1.10.0, false",
    "1.10.0, 2.0, false",
    "1.10.0, (not packaged), true",
    "1.10, 1.9.99999999999999999999, true",
  })
  void numbersAreComparedAsNumbers(String newest, String own, boolean newer) {
    assertThat(new Release(newest, Optional.empty()).isNewerThan(own)).isEqualTo(newer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.org/a", "javascript:alert(1)", "file:///etc/passwd", " x"})
  void aPageIsOnTheWebOrNone(String page) {
    updates().setEnabled(true);
    answer = "2.0\n" + page + "\nmore to come";
    assertThat(updates().check()).contains(new Release("2.0", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "1.2-beta", "1." + "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1"})
  void whatIsNoVersionIsRefused(String text) {
    updates().setEnabled(true);
    answer = text;
    assertProblem(updates(), Problem.NetAnswer.class);
    answer = "1.0\n" + "x".repeat(5000);
    assertProblem(updates(), Problem.NetAnswer.class);
  }

  @Test
  void nobodyElseIsAsked() {
    updates().setEnabled(true);
    status = "302 Found";
    assertProblem(updates(), Problem.NetAnswer.class);
    assertThat(heard).hasSize(1);
  }

  @Test
  void eachFailureHasItsKind() {
    updates().setEnabled(true);
    assertProblem(updates("http://example.org/newest"), Problem.NetInsecure.class);
    assertProblem(updates("no address"), Problem.NetAddress.class);
    assertProblem(updates("https:///newest"), Problem.NetAddress.class);
    assertProblem(updates("http://127.0.0.1:1/newest"), Problem.UpdatesUnreachable.class);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder.resolve("settings"), "a file in its place");
    assertThatThrownBy(() -> updates().setEnabled(true))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.SettingsUnwritable.class));
  }

  @Test
  void aSpoiltFileIsOnAndNothingMore() throws IOException {
    updates().setEnabled(true);
    Files.write(folder.resolve("settings/ask-for-updates"), new byte[] {(byte) 0xff, 10, 1});
    assertThat(updates().state())
        .isEqualTo(new Updates.UpdateState(true, Instant.EPOCH, Optional.empty()));
  }

  private static void assertProblem(Updates updates, Class<? extends Problem> problem) {
    assertThatThrownBy(updates::check)
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
  }
}
