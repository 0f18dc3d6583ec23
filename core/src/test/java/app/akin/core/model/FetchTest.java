package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.akin.core.kit.Await;
import app.akin.core.kit.HubKit;
import app.akin.core.kit.HubKit.ReceivedRequest;
import app.akin.core.kit.LoopbackServer.Connection;
import app.akin.core.kit.TestSeed;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.install.FetchStatus.Phase;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.model.install.Verification;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests downloads that are stopped, cut, stalled or corrupted, and those that cannot be written.
final class FetchTest extends FetchTestCase {
  @Test
  void aModelIsFetchedVerifiedAndInstalled() throws Exception {
    assertFetched();

    CatalogedModel tiny = fixture.models().find(ModelFixture.MODEL);
    assertThat(tiny.verification()).contains(Verification.HUB);
    assertThat(tiny.bytes())
        .isEqualTo(fixture.files.values().stream().mapToLong(bytes -> bytes.length).sum());
    assertThat(fixture.stagingFolder()).doesNotExist();
    int requestCount = fixture.hub.requests().size();
    assertFetched();
    assertThat(fixture.hub.requests()).hasSize(requestCount);
  }

  @Test
  void aFetchStoppedThreeTimesResumes() throws Exception {
    long seed = TestSeed.of(FetchTest.class);
    Random random = new Random(seed);
    int length = Objects.requireNonNull(fixture.files.get(WEIGHTS)).length;
    List<Integer> offsets = random.ints(3, 1, length - 1).sorted().distinct().boxed().toList();
    for (int offset : offsets) {
      CountDownLatch release = new CountDownLatch(1);
      injectFault(
          1,
          (from, bytes, wire) -> {
            send(from, bytes, wire, offset);
            await(release);
            return true;
          });
      ModelFetch fetch = fixture.models().fetch(ModelFixture.MODEL, false);
      Await.until("the offset", () -> partLength() >= offset || fetch.isDone());
      fetch.stop();
      assertThat(fetch.await()).as("seed %d", seed).isFalse();
      release.countDown();
      assertThat(fixture.models().find(ModelFixture.MODEL).state()).isEqualTo(State.BEGUN);
    }
    fixture.hub.clearFault();

    assertFetched();
    List<Integer> expected = new ArrayList<>(List.of(0));
    expected.addAll(offsets);
    assertThat(requestedOffsets()).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void aConnectionCutAtEachQuarterIsResumed() throws Exception {
    int length = Objects.requireNonNull(fixture.files.get(WEIGHTS)).length;
    AtomicInteger quarter = new AtomicInteger();
    injectFault(
        4,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, length / 4 * quarter.getAndIncrement());
          return true;
        });

    assertFetched();
    assertThat(requestedOffsets())
        .containsExactly(0, 0, length / 4, length / 4 * 2, length / 4 * 3);
  }

  @ParameterizedTest
  @CsvSource({"-7", "7"})
  void aWrongContentLengthIsRejected(int difference) throws Exception {
    injectFault(
        1,
        (_, bytes, wire) -> {
          wire.head("200 OK", "Content-Length: " + (bytes.length + difference));
          wire.body(bytes, 0, bytes.length + Math.min(0, difference));
          return true;
        });

    assertFetched();
  }

  @Test
  void anOverlongBodyIsDiscarded() throws Exception {
    injectFault(
        1,
        (_, bytes, wire) -> {
          wire.head("200 OK");
          wire.body(bytes, 0, bytes.length);
          wire.body(bytes, 0, 100);
          return true;
        });

    assertFetched();
  }

  @Test
  void aCorruptedFileIsFetchedAgain() throws Exception {
    injectFault(1, FetchTest::sendCorrupted);

    assertFetched();
    assertThat(requestedOffsets()).containsExactly(0, 0);
  }

  @Test
  void aPersistentlyCorruptedFileIsAnError() throws Exception {
    injectFault(100, FetchTest::sendCorrupted);

    assertProblem(Problem.ModelDamaged.class);
    fixture.hub.clearFault();
    assertFetched();
  }

  @Test
  void aStalledBodyIsResumed() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    injectFault(
        1,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, bytes.length / 3);
          await(release);
          return true;
        });

    assertFetched();
    release.countDown();
    assertThat(requestedOffsets())
        .containsExactly(0, Objects.requireNonNull(fixture.files.get(WEIGHTS)).length / 3);
  }

  @Test
  void insufficientDiskSpaceIsReportedBeforeTheDownload() {
    fixture.freeSpace = _ -> 60_000;

    assertProblem(Problem.DiskShort.class);
    assertThat(requestedOffsets()).isEmpty();
  }

  static Stream<Arguments> specialFiles() {
    return Stream.of(
        arguments(Path.of("/dev/full"), Problem.DiskFull.class),
        arguments(Path.of("/proc/version"), Problem.ModelsUnwritable.class));
  }

  /// A write error is reported neither as a full disk if there is space, nor as a network error.
  @ParameterizedTest
  @MethodSource("specialFiles")
  void aWriteErrorIsReportedAndTheNextFetchSucceeds(
      Path specialFile, Class<? extends Problem> problem) throws Exception {
    assumeTrue(Files.exists(specialFile), "requires the special files of Linux");
    CountDownLatch release = new CountDownLatch(1);
    injectFault(
        1,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, 1000);
          await(release);
          return true;
        });
    ModelFetch fetch = fixture.models().fetch(ModelFixture.MODEL, false);
    Await.until(
        "the download",
        () -> fetch.status().phase() == Phase.FETCHING && !requestedOffsets().isEmpty());
    fetch.stop();
    fetch.await();
    release.countDown();
    Path part;
    try (var parts = Files.newDirectoryStream(fixture.stagingFolder(), WEIGHTS + ".*.part")) {
      part = parts.iterator().next();
    }
    Files.delete(part);
    Files.createSymbolicLink(part, specialFile);

    assertProblem(problem);
    Files.delete(part);
    assertFetched();
  }

  @Test
  void twoProcessesCanFetchTheSameModel() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    injectFault(
        1,
        (asked, bytes, wire) -> {
          wire.head("200 OK", "ETag: " + HubKit.NETWORK_TAG, "Content-Length: " + bytes.length);
          wire.body(bytes, 0, bytes.length / 2);
          await(release);
          wire.body(bytes, bytes.length / 2, bytes.length);
          return true;
        });
    ModelFetch fetch = fixture.models().fetch(ModelFixture.MODEL, false);
    Await.until("the download", () -> !requestedOffsets().isEmpty());
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                base.resolve("models").toString(),
                fixture.hub.address().toString())
            .redirectErrorStream(true)
            .start();
    try (var lines = other.inputReader()) {
      List<String> output = new ArrayList<>();
      for (String line = lines.readLine();
          line != null && !line.startsWith("akin:");
          line = lines.readLine()) {
        output.add(line);
      }
      assertThat(other.isAlive()).as("the other process waits; its output: %s", output).isTrue();
      release.countDown();
      assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(other.exitValue()).isZero();
    assertThat(fetch.await()).isTrue();
    assertThat(requestedOffsets()).as("only one process downloads").containsOnlyOnce(0);
  }

  /// The server accepts the request and never responds.
  @Test
  void aFetchCanBeStoppedWhileWaitingForAResponse() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    injectFault(
        100,
        (_, _, _) -> {
          asked.countDown();
          await(release);
          return true;
        });

    ModelFetch fetch = fixture.models().fetch(ModelFixture.MODEL, false);
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    fetch.stop();

    // The response timeout is ten seconds.
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                end.complete(fetch.await());
              } catch (InterruptedException | RuntimeException e) {
                end.completeExceptionally(e);
              }
            });
    assertThat(end.get(8, TimeUnit.SECONDS)).isFalse();
    release.countDown();
  }

  private static boolean sendCorrupted(ReceivedRequest asked, byte[] bytes, Connection wire)
      throws IOException {
    byte[] wrong = bytes.clone();
    wrong[wrong.length / 2] ^= 1;
    wire.head("200 OK", "Content-Length: " + wrong.length);
    wire.body(wrong, 0, wrong.length);
    return true;
  }

  /// A second process that downloads the same model.
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws Exception {
      Path models = Path.of(arguments[0]);
      try (ModelFixture fixture =
          ModelFixture.attachedTo(Objects.requireNonNull(models.getParent()), arguments[1])) {
        ModelFetch fetch = fixture.models().fetch(ModelFixture.MODEL, false);
        boolean reported = false;
        while (!fetch.isDone()) {
          if (!reported && fetch.status().phase() == Phase.WAITING) {
            System.out.println("akin: waiting");
            System.out.flush();
            reported = true;
          }
          Thread.sleep(20);
        }
        System.exit(fetch.await() ? 0 : 1);
      } catch (UncheckedIOException e) {
        System.exit(2);
      }
    }
  }
}
