package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.akin.core.kit.Await;
import app.akin.core.kit.HubKit;
import app.akin.core.kit.HubKit.Fault;
import app.akin.core.kit.HubKit.ReceivedRequest;
import app.akin.core.kit.LoopbackServer.Connection;
import app.akin.core.kit.TestSeed;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.install.FetchStatus.Phase;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.model.install.Verification;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests downloads from a correct and from a faulty hub. In every case either a complete, correct
/// model is installed, or none.
final class FetchTest {
  private static final String WEIGHTS = "model.safetensors";

  @TempDir Path base;
  private ModelFixture fixture;

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

  private void assertComplete() throws IOException {
    for (Map.Entry<String, byte[]> file : fixture.files.entrySet()) {
      assertThat(fixture.folders().resolve(ModelFixture.MODEL).resolve(file.getKey()))
          .hasBinaryContent(file.getValue());
    }
  }

  private void assertFetched() throws Exception {
    assertThat(fixture.fetch()).isTrue();
    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isEqualTo(State.INSTALLED);
  }

  private void assertProblem(Class<? extends Problem> problem) {
    assertThatThrownBy(() -> fixture.fetch())
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    assertThat(fixture.models().find(ModelFixture.MODEL).state()).isNotEqualTo(State.INSTALLED);
  }

  /// Applies a fault to the first requests for the large file.
  private void injectFault(int times, Fault fault) {
    AtomicInteger left = new AtomicInteger(times);
    fixture.hub.setFault(
        (asked, bytes, wire) ->
            asked.isBody() && left.getAndDecrement() > 0 && fault.answer(asked, bytes, wire));
  }

  private List<Integer> requestedOffsets() {
    return fixture.hub.requests().stream()
        .filter(ReceivedRequest::isBody)
        .map(ReceivedRequest::from)
        .toList();
  }

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

  @ParameterizedTest
  @MethodSource("clientErrors")
  void aClientErrorIsNotRetried(int status, Class<? extends Problem> problem) throws Exception {
    fixture.hub.setFault(
        (_, _, wire) -> {
          wire.head(status + " No", "Content-Length: 0");
          return true;
        });

    assertProblem(problem);
    assertThat(fixture.hub.requests()).hasSize(1);
    fixture.hub.clearFault();
    assertFetched();
  }

  @Test
  void retryAfterIsRespected() throws Exception {
    injectFault(
        1,
        (_, _, wire) -> {
          wire.head("429 Too Many Requests", "Retry-After: 7", "Content-Length: 0");
          return true;
        });

    assertFetched();
    assertThat(fixture.totalDelay()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aTooLongRetryAfterIsAnError() throws Exception {
    injectFault(
        1,
        (_, _, wire) -> {
          wire.head("429 Too Many Requests", "Retry-After: 7200", "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NetBusy.class);
    assertThat(fixture.totalDelay()).isEqualTo(Duration.ZERO);
  }

  @Test
  void fiveConsecutiveErrorsAreRetriedWithExponentialDelays() throws Exception {
    injectFault(5, FetchTest::sendServerError);

    assertFetched();
    assertThat(fixture.totalDelay()).isEqualTo(Duration.ofSeconds(1 + 2 + 4 + 8 + 16));
  }

  @Test
  void permanentServerErrorsAreAnError() throws Exception {
    injectFault(100, FetchTest::sendServerError);

    assertProblem(Problem.NetBusy.class);
    assertThat(requestedOffsets()).hasSize(6);
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
  void aRedirectLoopIsAnError() throws Exception {
    fixture.hub.setFault(
        (asked, _, wire) -> {
          wire.head("302 Found", "Location: " + asked.file(), "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NetRedirects.class);
  }

  /// The address is reserved for documentation: no server answers there, and none must be
  /// contacted.
  @Test
  void aRedirectToPlainHttpIsNotFollowed() throws Exception {
    fixture.hub.setFault(
        (_, _, wire) -> {
          wire.head("302 Found", "Location: http://192.0.2.1/file", "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NetInsecure.class);
  }

  @Test
  void aHubWithPlainHttpIsRejected() {
    fixture.environment.put("HF_ENDPOINT", "http://192.0.2.1");

    assertProblem(Problem.NetInsecure.class);
  }

  @Test
  void insufficientDiskSpaceIsReportedBeforeTheDownload() {
    fixture.freeSpace = _ -> 60_000;

    assertProblem(Problem.DiskShort.class);
    assertThat(requestedOffsets()).isEmpty();
  }

  static Stream<Arguments> clientErrors() {
    return Stream.of(
        arguments(401, Problem.NetForbidden.class),
        arguments(403, Problem.NetForbidden.class),
        arguments(404, Problem.NetNotFound.class),
        arguments(418, Problem.NetAnswer.class));
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
  void theTokenIsSentOnlyToTheHub() throws Exception {
    fixture.environment.put("HF_TOKEN", "hf_secret");

    assertFetched();
    assertThat(fixture.hub.requests()).anyMatch(ReceivedRequest::network);
    assertThat(fixture.hub.requests())
        .allSatisfy(
            asked ->
                assertThat(asked.headers().get("authorization"))
                    .isEqualTo(asked.network() ? null : "Bearer hf_secret"));
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

  @Test
  void theHubIsContactedThroughAProxyTunnel() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> first = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> {
                while (!proxy.isClosed()) {
                  try (Socket socket = proxy.accept()) {
                    byte[] head = new byte[200];
                    InputStream in = socket.getInputStream();
                    int read = in.read(head);
                    first.complete(new String(head, 0, read, StandardCharsets.ISO_8859_1));
                    socket
                        .getOutputStream()
                        .write(
                            "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
                  } catch (IOException e) {
                    first.completeExceptionally(e);
                    return;
                  }
                }
              });
      fixture.environment.put("HF_ENDPOINT", "https://hub.invalid");
      fixture.environment.put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());

      assertThatThrownBy(() -> fixture.fetch()).isInstanceOf(AkinException.class);
      assertThat(first.get(10, TimeUnit.SECONDS)).startsWith("CONNECT hub.invalid:443 ");
    }
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

  /// The folder's name is the snapshot's revision. Any revision with complete files of the model is
  /// used.
  @ParameterizedTest
  @CsvSource({
    "HF_HOME, hub-cache, hub-cache/hub, " + ModelFixture.REVISION,
    "HF_HOME, hub-cache, hub-cache/hub, fedcba9876543210fedcba9876543210fedcba98",
    "HF_HUB_CACHE, elsewhere, elsewhere, " + ModelFixture.REVISION,
    "HUGGINGFACE_HUB_CACHE, older, older, " + ModelFixture.REVISION,
    "XDG_CACHE_HOME, caches, caches/huggingface/hub, " + ModelFixture.REVISION,
    "NOTHING, '', home/.cache/huggingface/hub, " + ModelFixture.REVISION,
  })
  void aModelInTheHubCacheIsUsedOffline(
      String variable, String value, String cache, String revision) throws Exception {
    Path snapshot = cached(cache, revision, fixture.files);
    fixture.environment.remove("HF_HOME");
    fixture.environment.put(variable, base.resolve(value).toString());

    assertFetched();
    assertThat(fixture.models().find(ModelFixture.MODEL).verification())
        .contains(Verification.CACHE);
    assertThat(fixture.hub.requests()).isEmpty();
    assertThat(snapshot).isDirectory();
  }

  /// Another revision may hold another model, and a blob may not match the hash in its name.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMismatchingCacheIsIgnored(boolean damaged) throws Exception {
    Map<String, byte[]> other = new java.util.LinkedHashMap<>(fixture.files);
    if (!damaged) {
      Path larger = base.resolve("larger");
      SyntheticCheckpoint tiny = SyntheticCheckpoint.tiny();
      SyntheticCheckpoint.Tower vision = tiny.shape().vision();
      SyntheticCheckpoint.Tower deeper =
          new SyntheticCheckpoint.Tower(
              vision.hidden(), vision.layers() + 1, vision.heads(), vision.feedForward());
      new SyntheticCheckpoint(
              tiny.shape().withVision(deeper, tiny.shape().patch(), tiny.shape().image()),
              tiny.seed(),
              tiny.type(),
              tiny.shards(),
              tiny.activation(),
              tiny.sizesAsObjects())
          .write(larger);
      other.put("config.json", Files.readAllBytes(larger.resolve("config.json")));
      other.put(WEIGHTS, Files.readAllBytes(larger.resolve(WEIGHTS)));
    }
    Path snapshot = cached("hub-cache/hub", "fedcba9876543210fedcba9876543210fedcba98", other);
    if (damaged) {
      Path blob = snapshot.resolve(WEIGHTS).toRealPath();
      byte[] bytes = Files.readAllBytes(blob);
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);
    }

    assertFetched();
    assertThat(fixture.models().find(ModelFixture.MODEL).verification()).contains(Verification.HUB);
  }

  private Path cached(String cache, String revision, Map<String, byte[]> files) throws Exception {
    Path repository = base.resolve(cache).resolve("models--somebody--tiny");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(revision));
    Path blobs = Files.createDirectories(repository.resolve("blobs"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path plain = Files.write(base.resolve("plain"), file.getValue());
      String name =
          file.getValue().length >= HubKit.LARGE
              ? run("sha256sum", plain.toString())
              : run("git", "hash-object", "--no-filters", plain.toString());
      assumeTrue(!name.isEmpty(), "requires git and sha256sum");
      Files.write(blobs.resolve(name), file.getValue());
      Files.createSymbolicLink(
          snapshot.resolve(file.getKey()), Path.of("../../blobs").resolve(name));
    }
    return snapshot;
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

  /// The credentials in the URL are sent only to the proxy.
  @Test
  void credentialsAreSentToTheProxy() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      List<String> heads = new java.util.concurrent.CopyOnWriteArrayList<>();
      Thread.ofVirtual()
          .start(
              () -> {
                while (!proxy.isClosed()) {
                  try (Socket socket = proxy.accept()) {
                    byte[] head = new byte[2000];
                    int read = socket.getInputStream().read(head);
                    String text = new String(head, 0, read, StandardCharsets.ISO_8859_1);
                    heads.add(text);
                    String answer =
                        text.contains("Proxy-Authorization")
                            ? "HTTP/1.1 502 No\r\n"
                            : "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"here\"\r\n";
                    socket
                        .getOutputStream()
                        .write(
                            (answer + "Content-Length: 0\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      fixture.environment.put("HF_ENDPOINT", "https://hub.invalid");
      fixture.environment.put("HTTPS_PROXY", "http://me:p%40ss@127.0.0.1:" + proxy.getLocalPort());

      assertThatThrownBy(() -> fixture.fetch()).isInstanceOf(AkinException.class);
      String login =
          java.util.Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));
      assertThat(heads)
          .anyMatch(
              head ->
                  head.startsWith("CONNECT hub.invalid:443 ")
                      && head.contains("Proxy-Authorization: Basic " + login));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mllm", "nothing"})
  void anUnknownModelIsReportedAtOnce(String name) {
    assertThatThrownBy(() -> fixture.models().fetch(name, false))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.ModelUnknown.class));
  }

  private long partLength() {
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

  private static boolean sendCorrupted(ReceivedRequest asked, byte[] bytes, Connection wire)
      throws IOException {
    byte[] wrong = bytes.clone();
    wrong[wrong.length / 2] ^= 1;
    wire.head("200 OK", "Content-Length: " + wrong.length);
    wire.body(wrong, 0, wrong.length);
    return true;
  }

  private static boolean sendServerError(ReceivedRequest asked, byte[] bytes, Connection wire)
      throws IOException {
    wire.head("500 Internal Server Error", "Content-Length: 0");
    return true;
  }

  /// Sends a correct response, but stops at an offset.
  static void send(ReceivedRequest asked, byte[] bytes, Connection wire, int end)
      throws IOException {
    send(asked, bytes, wire, end, HubKit.NETWORK_TAG);
  }

  private static void send(
      ReceivedRequest asked, byte[] bytes, Connection wire, int end, String tag)
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

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .strip()
          .split(" ", -1)[0];
    } catch (IOException e) {
      return "";
    }
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
