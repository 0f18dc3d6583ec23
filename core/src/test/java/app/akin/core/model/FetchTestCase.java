package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.HubKit;
import app.akin.core.kit.HubKit.Fault;
import app.akin.core.kit.HubKit.ReceivedRequest;
import app.akin.core.kit.LoopbackServer.Connection;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A fake hub and a check after each test: either a complete, correct model is installed, or none.
abstract class FetchTestCase {
  static final String WEIGHTS = "model.safetensors";

  @TempDir Path base;
  ModelFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ModelFixture(base);
  }

  /// Checks that no incomplete model appears installed.
  @AfterEach
  void completeOrAbsent() throws IOException {
    CatalogedModel tiny = fixture.models().find(ModelFixture.MODEL);
    if (tiny.state() == State.INSTALLED) {
      assertComplete();
      assertThat(fixture.models().findDamaged()).isEmpty();
    } else {
      assertThat(fixture.folders().resolve(ModelFixture.MODEL)).doesNotExist();
      assertThat(tiny.state()).isIn(State.OFFERED, State.BEGUN);
    }
    fixture.close();
  }

  void assertComplete() throws IOException {
    for (Map.Entry<String, byte[]> file : fixture.files.entrySet()) {
      assertThat(fixture.folders().resolve(ModelFixture.MODEL).resolve(file.getKey()))
          .hasBinaryContent(file.getValue());
    }
  }

  void assertFetched() throws Exception {
    assertThat(fixture.fetch()).isTrue();
    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isEqualTo(State.INSTALLED);
  }

  void assertProblem(Class<? extends Problem> problem) {
    assertThatThrownBy(() -> fixture.fetch())
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isNotEqualTo(State.INSTALLED);
  }

  /// Applies a fault to the first requests for the large file.
  void injectFault(int times, Fault fault) {
    AtomicInteger left = new AtomicInteger(times);
    fixture.hub.setFault(
        (asked, bytes, wire) ->
            asked.isBody() && left.getAndDecrement() > 0 && fault.answer(asked, bytes, wire));
  }

  List<Integer> requestedOffsets() {
    return fixture.hub.requests().stream()
        .filter(ReceivedRequest::isBody)
        .map(ReceivedRequest::from)
        .toList();
  }

  long partLength() {
    if (!Files.isDirectory(fixture.stagingFolder())) {
      return 0;
    }
    try (var parts = Files.newDirectoryStream(fixture.stagingFolder(), WEIGHTS + ".*.part")) {
      for (Path part : parts) {
        return Files.size(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  /// Sends a correct response, but stops at an offset.
  static void send(ReceivedRequest asked, byte[] bytes, Connection wire, int end)
      throws IOException {
    send(asked, bytes, wire, end, HubKit.NETWORK_TAG);
  }

  static void send(ReceivedRequest asked, byte[] bytes, Connection wire, int end, String tag)
      throws IOException {
    int from = asked.from();
    wire.head(
        from > 0 ? "206 Partial Content" : "200 OK",
        "ETag: " + tag,
        "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length,
        "Content-Length: " + (bytes.length - from));
    wire.body(bytes, from, Math.max(from, end));
  }

  static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .strip()
          .split(" ", -1)[0];
    } catch (IOException e) {
      return "";
    }
  }
}
