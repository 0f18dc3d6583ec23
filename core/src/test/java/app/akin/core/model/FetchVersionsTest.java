package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.HubKit;
import app.akin.core.kit.HubKit.ReceivedRequest;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.install.Verification;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests downloads from servers with other versions, ranges and tags of a file.
final class FetchVersionsTest extends FetchTestCase {
  @Test
  void aServerThatIgnoresTheRangeRestartsTheFile() throws Exception {
    AtomicInteger count = new AtomicInteger();
    injectFault(
        2,
        (asked, bytes, wire) -> {
          if (count.getAndIncrement() == 0) {
            send(asked, bytes, wire, bytes.length / 2);
          } else {
            wire.head("200 OK", "Content-Length: " + bytes.length);
            wire.body(bytes, 0, bytes.length);
          }
          return true;
        });

    assertFetched();
    assertThat(requestedOffsets()).hasSize(2).last().isNotEqualTo(0);
  }

  @Test
  void aWrongRangeIsRejected() throws Exception {
    AtomicInteger count = new AtomicInteger();
    injectFault(
        2,
        (asked, bytes, wire) -> {
          if (count.getAndIncrement() == 0) {
            send(asked, bytes, wire, bytes.length / 2);
          } else {
            wire.head(
                "206 Partial Content",
                "Content-Range: bytes 10-" + (bytes.length - 1) + "/" + bytes.length,
                "Content-Length: " + (bytes.length - 10));
            wire.body(bytes, 10, bytes.length);
          }
          return true;
        });

    assertFetched();
  }

  @Test
  void resumptionRequestsTheSameVersion() throws Exception {
    injectFault(
        1,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, bytes.length / 2);
          return true;
        });

    assertFetched();
    assertThat(fixture.hub.requests().stream().filter(ReceivedRequest::isBody))
        .extracting(asked -> asked.headers().getOrDefault("if-range", "none"))
        .containsExactly("none", HubKit.NETWORK_TAG);
  }

  @Test
  void differentVersionsAreNeverCombined() throws Exception {
    injectFault(
        1,
        (asked, bytes, wire) -> {
          send(asked, new byte[bytes.length], wire, bytes.length / 2, "\"another\"");
          return true;
        });

    assertFetched();
    assertThat(requestedOffsets())
        .as("the second response is the whole file, so there is no third request")
        .containsExactly(0, Objects.requireNonNull(fixture.files.get(WEIGHTS)).length / 2);
  }

  @Test
  void aRangeOfAnotherVersionIsRejected() throws Exception {
    AtomicInteger count = new AtomicInteger();
    injectFault(
        2,
        (asked, bytes, wire) -> {
          boolean first = count.getAndIncrement() == 0;
          send(
              asked,
              first ? bytes : new byte[bytes.length],
              wire,
              first ? bytes.length / 2 : bytes.length,
              first ? HubKit.NETWORK_TAG : "\"another\"");
          return true;
        });

    assertFetched();
    assertThat(requestedOffsets())
        .containsExactly(0, Objects.requireNonNull(fixture.files.get(WEIGHTS)).length / 2, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "W/\"weak\""})
  void aFileWithoutAStrongTagIsFetchedFromTheStart(String tag) throws Exception {
    injectFault(
        1,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, bytes.length / 2, tag);
          return true;
        });

    assertFetched();
    assertThat(requestedOffsets()).containsExactly(0, 0);
  }

  @Test
  void aChangedTagRestartsTheFile() throws Exception {
    AtomicInteger count = new AtomicInteger();
    fixture.hub.setFault(
        (asked, bytes, wire) -> {
          if (asked.isBody() && count.getAndIncrement() == 0) {
            send(asked, bytes, wire, bytes.length / 2);
            return true;
          }
          if (!asked.network()
              && asked.file().equals(WEIGHTS)
              && asked.method().equals("GET")
              && count.get() > 0) {
            wire.head(
                "302 Found",
                "Location: /elsewhere",
                "X-Linked-Size: " + bytes.length,
                "X-Linked-ETag: \"" + "ab".repeat(32) + "\"",
                "Content-Length: 0");
            return true;
          }
          if (asked.file().equals("elsewhere")) {
            wire.head("200 OK", "Content-Length: 0");
            return true;
          }
          return false;
        });

    assertThatThrownBy(() -> fixture.fetch()).isInstanceOf(AkinException.class);
    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isEqualTo(State.BEGUN);
    fixture.hub.clearFault();
    assertFetched();
  }

  @Test
  void aRevisionOtherThanThePinnedOneIsRejected() throws Exception {
    fixture.hub.setFault(
        (asked, bytes, wire) -> {
          wire.head(
              "302 Found",
              "Location: /x",
              "X-Repo-Commit: " + "f".repeat(40),
              "X-Linked-Size: " + bytes.length,
              "X-Linked-ETag: \"" + "ab".repeat(32) + "\"",
              "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NetAnswer.class);
  }

  /// A mirror that omits the hash of a large file still serves its pointer.
  @Test
  void aMissingHashIsReadFromThePointer() throws Exception {
    byte[] weights = Objects.requireNonNull(fixture.files.get(WEIGHTS));
    Path plain = Files.write(base.resolve("plain"), weights);
    String hash = run("sha256sum", plain.toString());
    assumeTrue(!hash.isEmpty(), "requires sha256sum");
    injectFault(
        100,
        (asked, bytes, wire) -> {
          if (asked.network() || !asked.file().equals(WEIGHTS)) {
            return false;
          }
          if (asked.path().contains("/raw/")) {
            byte[] pointer =
                ("version https://git-lfs.github.com/spec/v1\noid sha256:"
                        + hash
                        + "\nsize "
                        + weights.length
                        + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            wire.head("200 OK", "Content-Length: " + pointer.length);
            wire.body(pointer, 0, pointer.length);
            return true;
          }
          wire.head("200 OK", "Content-Length: " + weights.length, "ETag: \"of-a-mirror\"");
          if (asked.method().equals("GET")) {
            wire.body(bytes, 0, bytes.length);
          }
          return true;
        });

    assertFetched();
    assertThat(fixture.models().find(ModelFixture.MODEL).verification()).contains(Verification.HUB);
  }
}
