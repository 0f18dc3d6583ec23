package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.HubKit;
import app.akin.core.kit.HubKit.Asked;
import app.akin.core.kit.HubKit.Fault;
import app.akin.core.kit.LoopbackServer.Wire;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.FetchStatus.Phase;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.synthetic.MadeCheckpoint;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Getting a model from a hub that behaves and from one that does not. Whatever happens, there is a
/// whole model that is what the hub has, or none.
final class FetchTest {
  private static final String WEIGHTS = "model.safetensors";

  @TempDir Path base;
  private ModelFixture shop;

  @BeforeEach
  void open() throws IOException {
    shop = new ModelFixture(base);
  }

  /// Never a half model that looks whole.
  @AfterEach
  void wholeOrNothing() throws IOException {
    CatalogedModel tiny = shop.models().find(ModelFixture.MODEL);
    if (tiny.state() == State.INSTALLED) {
      assertWhole();
      assertThat(shop.models().damages()).isEmpty();
    } else {
      assertThat(shop.folders().resolve(ModelFixture.MODEL)).doesNotExist();
      assertThat(tiny.state()).isIn(State.OFFERED, State.BEGUN);
    }
    shop.close();
  }

  private void assertWhole() throws IOException {
    for (Map.Entry<String, byte[]> file : shop.files.entrySet()) {
      assertThat(shop.folders().resolve(ModelFixture.MODEL).resolve(file.getKey()))
          .hasBinaryContent(file.getValue());
    }
  }

  private void assertGot() throws Exception {
    assertThat(shop.get()).isTrue();
    assertThat(shop.models().find(ModelFixture.MODEL).state()).isEqualTo(State.INSTALLED);
  }

  private void assertProblem(Problem problem) {
    assertThatThrownBy(() -> shop.get())
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    assertThat(shop.models().find(ModelFixture.MODEL).state()).isNotEqualTo(State.INSTALLED);
  }

  /// A fault for the first so many bodies of the large file.
  private void misbehave(int times, Fault fault) {
    AtomicInteger left = new AtomicInteger(times);
    shop.hub.misbehave(
        (asked, bytes, wire) ->
            asked.isBody() && left.getAndDecrement() > 0 && fault.answer(asked, bytes, wire));
  }

  private List<Integer> starts() {
    return shop.hub.requests().stream().filter(Asked::isBody).map(Asked::from).toList();
  }

  @Test
  void aModelIsFetchedVerifiedAndRemembered() throws Exception {
    assertGot();

    CatalogedModel tiny = shop.models().find(ModelFixture.MODEL);
    assertThat(tiny.verification()).contains(Verification.HUB);
    assertThat(tiny.bytes())
        .isEqualTo(shop.files.values().stream().mapToLong(bytes -> bytes.length).sum());
    assertThat(shop.workplace()).doesNotExist();
    int asked = shop.hub.requests().size();
    assertGot();
    assertThat(shop.hub.requests()).hasSize(asked);
  }

  @Test
  void aFetchThatIsStoppedThreeTimesGoesOn() throws Exception {
    long seed = new Random().nextLong();
    System.getLogger("FetchTest").log(System.Logger.Level.INFO, "seed {0}", seed);
    Random random = new Random(seed);
    int length = Objects.requireNonNull(shop.files.get(WEIGHTS)).length;
    List<Integer> moments = random.ints(3, 1, length - 1).sorted().distinct().boxed().toList();
    for (int moment : moments) {
      CountDownLatch release = new CountDownLatch(1);
      misbehave(
          1,
          (from, bytes, wire) -> {
            send(from, bytes, wire, moment);
            await(release);
            return true;
          });
      ModelFetch fetch = shop.models().get(ModelFixture.MODEL, false);
      while (partLength() < moment && !fetch.isOver()) {
        Thread.onSpinWait();
      }
      fetch.stop();
      assertThat(fetch.await()).as("seed %d", seed).isFalse();
      release.countDown();
      assertThat(shop.models().find(ModelFixture.MODEL).state()).isEqualTo(State.BEGUN);
    }
    shop.hub.behave();

    assertGot();
    List<Integer> expected = new ArrayList<>(List.of(0));
    expected.addAll(moments);
    assertThat(starts()).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void aConnectionCutAtEveryQuarterIsTakenUpAgain() throws Exception {
    int length = Objects.requireNonNull(shop.files.get(WEIGHTS)).length;
    AtomicInteger quarter = new AtomicInteger();
    misbehave(
        4,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, length / 4 * quarter.getAndIncrement());
          return true;
        });

    assertGot();
    assertThat(starts()).containsExactly(0, 0, length / 4, length / 4 * 2, length / 4 * 3);
  }

  @ParameterizedTest
  @CsvSource({"-7", "7"})
  void aWrongLengthIsNotBelieved(int off) throws Exception {
    misbehave(
        1,
        (_, bytes, wire) -> {
          wire.head("200 OK", "Content-Length: " + (bytes.length + off));
          wire.body(bytes, 0, bytes.length + Math.min(0, off));
          return true;
        });

    assertGot();
  }

  @Test
  void aBodyThatGoesOnTooLongIsThrownAway() throws Exception {
    misbehave(
        1,
        (_, bytes, wire) -> {
          wire.head("200 OK");
          wire.body(bytes, 0, bytes.length);
          wire.body(bytes, 0, 100);
          return true;
        });

    assertGot();
  }

  @Test
  void aServerThatIgnoresARangeIsTakenFromTheStart() throws Exception {
    AtomicInteger count = new AtomicInteger();
    misbehave(
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

    assertGot();
    assertThat(starts()).hasSize(2).last().isNotEqualTo(0);
  }

  @Test
  void anotherRangeThanTheOneAskedForIsNotTaken() throws Exception {
    AtomicInteger count = new AtomicInteger();
    misbehave(
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

    assertGot();
  }

  @Test
  void theRestIsAskedForOfTheSameVersionAlone() throws Exception {
    misbehave(
        1,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, bytes.length / 2);
          return true;
        });

    assertGot();
    assertThat(shop.hub.requests().stream().filter(Asked::isBody))
        .extracting(asked -> asked.headers().getOrDefault("if-range", "none"))
        .containsExactly("none", HubKit.NETWORK_TAG);
  }

  @Test
  void aVersionThatChangedIsNeverGluedToTheOther() throws Exception {
    misbehave(
        1,
        (asked, bytes, wire) -> {
          send(asked, new byte[bytes.length], wire, bytes.length / 2, "\"another\"");
          return true;
        });

    assertGot();
    assertThat(starts())
        .as("the second answer is the whole file, so there is no third")
        .containsExactly(0, Objects.requireNonNull(shop.files.get(WEIGHTS)).length / 2);
  }

  @Test
  void aRestOfAnotherVersionIsNotTaken() throws Exception {
    AtomicInteger count = new AtomicInteger();
    misbehave(
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

    assertGot();
    assertThat(starts())
        .containsExactly(0, Objects.requireNonNull(shop.files.get(WEIGHTS)).length / 2, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "W/\"weak\""})
  void whatNoTagMarksIsFetchedFromTheStart(String tag) throws Exception {
    misbehave(
        1,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, bytes.length / 2, tag);
          return true;
        });

    assertGot();
    assertThat(starts()).containsExactly(0, 0);
  }

  @Test
  void aTagThatChangesBetweenAttemptsStartsTheFileAnew() throws Exception {
    AtomicInteger count = new AtomicInteger();
    shop.hub.misbehave(
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

    assertThatThrownBy(() -> shop.get()).isInstanceOf(AkinException.class);
    assertThat(shop.models().find(ModelFixture.MODEL).state()).isEqualTo(State.BEGUN);
    shop.hub.behave();
    assertGot();
  }

  @Test
  void aFlippedByteIsFetchedAgain() throws Exception {
    misbehave(1, FetchTest::flipped);

    assertGot();
    assertThat(starts()).containsExactly(0, 0);
  }

  @Test
  void aByteThatStaysFlippedIsAnError() throws Exception {
    misbehave(100, FetchTest::flipped);

    assertProblem(Problem.MODEL_DAMAGED);
    shop.hub.behave();
    assertGot();
  }

  @ParameterizedTest
  @CsvSource({"401,NET_FORBIDDEN", "403,NET_FORBIDDEN", "404,NET_NOT_FOUND", "418,NET_ANSWER"})
  void aRefusalIsAnErrorAtOnce(int status, Problem problem) throws Exception {
    shop.hub.misbehave(
        (_, _, wire) -> {
          wire.head(status + " No", "Content-Length: 0");
          return true;
        });

    assertProblem(problem);
    assertThat(shop.hub.requests()).hasSize(1);
    shop.hub.behave();
    assertGot();
  }

  @Test
  void aServerThatAsksToWaitIsWaitedFor() throws Exception {
    misbehave(
        1,
        (_, _, wire) -> {
          wire.head("429 Too Many Requests", "Retry-After: 7", "Content-Length: 0");
          return true;
        });

    assertGot();
    assertThat(shop.rested()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aServerThatAsksToWaitForHoursIsGivenUp() throws Exception {
    misbehave(
        1,
        (_, _, wire) -> {
          wire.head("429 Too Many Requests", "Retry-After: 7200", "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NET_BUSY);
    assertThat(shop.rested()).isEqualTo(Duration.ZERO);
  }

  @Test
  void fiveErrorsInARowAreOutlivedWithLongerAndLongerRests() throws Exception {
    misbehave(5, FetchTest::outOfOrder);

    assertGot();
    assertThat(shop.rested()).isEqualTo(Duration.ofSeconds(1 + 2 + 4 + 8 + 16));
  }

  @Test
  void errorsWithoutEndAreAnError() throws Exception {
    misbehave(100, FetchTest::outOfOrder);

    assertProblem(Problem.NET_BUSY);
    assertThat(starts()).hasSize(6);
  }

  @Test
  void aBodyThatStallsIsTakenUpAgain() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    misbehave(
        1,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, bytes.length / 3);
          await(release);
          return true;
        });

    assertGot();
    release.countDown();
    assertThat(starts())
        .containsExactly(0, Objects.requireNonNull(shop.files.get(WEIGHTS)).length / 3);
  }

  @Test
  void redirectsInACircleAreAnError() throws Exception {
    shop.hub.misbehave(
        (asked, _, wire) -> {
          wire.head("302 Found", "Location: " + asked.file(), "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NET_REDIRECTS);
  }

  /// The address is one for documents: nobody answers there, and nobody must be asked.
  @Test
  void aRedirectToPlainHttpIsNotFollowed() throws Exception {
    shop.hub.misbehave(
        (_, _, wire) -> {
          wire.head("302 Found", "Location: http://192.0.2.1/file", "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NET_INSECURE);
  }

  @Test
  void aHubOnPlainHttpIsRefused() {
    shop.environment.put("HF_ENDPOINT", "http://192.0.2.1");

    assertProblem(Problem.NET_INSECURE);
  }

  @Test
  void aDiskTooSmallIsSaidBeforeItStarts() {
    shop.room = _ -> 60_000;

    assertProblem(Problem.DISK_SHORT);
    assertThat(starts()).isEmpty();
  }

  /// What cannot be written is no full disk where there is room, and no failure of the connection.
  @ParameterizedTest
  @CsvSource({"/dev/full,DISK_FULL", "/proc/version,MODELS_UNWRITABLE"})
  void aDiskThatDoesNotTakeItIsAnErrorAndTheNextFetchGoesOn(Path stubborn, Problem problem)
      throws Exception {
    assumeTrue(Files.exists(stubborn), "only Linux has files that take nothing");
    CountDownLatch release = new CountDownLatch(1);
    misbehave(
        1,
        (asked, bytes, wire) -> {
          send(asked, bytes, wire, 1000);
          await(release);
          return true;
        });
    ModelFetch fetch = shop.models().get(ModelFixture.MODEL, false);
    while (fetch.status().phase() != Phase.FETCHING || starts().isEmpty()) {
      Thread.onSpinWait();
    }
    fetch.stop();
    fetch.await();
    release.countDown();
    Path part;
    try (var parts = Files.newDirectoryStream(shop.workplace(), WEIGHTS + ".*.part")) {
      part = parts.iterator().next();
    }
    Files.delete(part);
    Files.createSymbolicLink(part, stubborn);

    assertProblem(problem);
    Files.delete(part);
    assertGot();
  }

  @Test
  void theTokenGoesToTheHubAlone() throws Exception {
    shop.environment.put("HF_TOKEN", "hf_secret");

    assertGot();
    assertThat(shop.hub.requests()).anyMatch(Asked::network);
    assertThat(shop.hub.requests())
        .allSatisfy(
            asked ->
                assertThat(asked.headers().get("authorization"))
                    .isEqualTo(asked.network() ? null : "Bearer hf_secret"));
  }

  @Test
  void anotherRevisionThanThePinnedOneIsRefused() throws Exception {
    shop.hub.misbehave(
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

    assertProblem(Problem.NET_ANSWER);
  }

  @Test
  void aProxyIsAskedForATunnelToTheHub() throws Exception {
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
      shop.environment.put("HF_ENDPOINT", "https://hub.invalid");
      shop.environment.put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());

      assertThatThrownBy(() -> shop.get()).isInstanceOf(AkinException.class);
      assertThat(first.get(10, TimeUnit.SECONDS)).startsWith("CONNECT hub.invalid:443 ");
    }
  }

  @Test
  void twoProcessesThatFetchTheSameDoNotHarmEachOther() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    misbehave(
        1,
        (asked, bytes, wire) -> {
          wire.head("200 OK", "ETag: " + HubKit.NETWORK_TAG, "Content-Length: " + bytes.length);
          wire.body(bytes, 0, bytes.length / 2);
          await(release);
          wire.body(bytes, bytes.length / 2, bytes.length);
          return true;
        });
    ModelFetch fetch = shop.models().get(ModelFixture.MODEL, false);
    while (starts().isEmpty()) {
      Thread.onSpinWait();
    }
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
                shop.hub.address().toString())
            .redirectErrorStream(true)
            .start();
    try (var lines = other.inputReader()) {
      List<String> said = new ArrayList<>();
      for (String line = lines.readLine();
          line != null && !line.startsWith("akin:");
          line = lines.readLine()) {
        said.add(line);
      }
      assertThat(other.isAlive()).as("it waits; it said %s", said).isTrue();
      release.countDown();
      assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(other.exitValue()).isZero();
    assertThat(fetch.await()).isTrue();
    assertThat(starts()).as("only one of them fetches").containsOnlyOnce(0);
  }

  /// The snapshot's revision is in its folder's name; any whose files are whole and the model's
  /// will do.
  @ParameterizedTest
  @CsvSource({
    "HF_HOME, hub-cache, hub-cache/hub, " + ModelFixture.REVISION,
    "HF_HOME, hub-cache, hub-cache/hub, fedcba9876543210fedcba9876543210fedcba98",
    "HF_HUB_CACHE, elsewhere, elsewhere, " + ModelFixture.REVISION,
    "HUGGINGFACE_HUB_CACHE, older, older, " + ModelFixture.REVISION,
    "XDG_CACHE_HOME, caches, caches/huggingface/hub, " + ModelFixture.REVISION,
    "NOTHING, '', home/.cache/huggingface/hub, " + ModelFixture.REVISION,
  })
  void aModelInTheCacheOfTheHubsToolsIsUsedWithoutAConnection(
      String variable, String value, String cache, String revision) throws Exception {
    Path snapshot = cached(cache, revision, shop.files);
    shop.environment.remove("HF_HOME");
    shop.environment.put(variable, base.resolve(value).toString());

    assertGot();
    assertThat(shop.models().find(ModelFixture.MODEL).verification()).contains(Verification.CACHE);
    assertThat(shop.hub.requests()).isEmpty();
    assertThat(snapshot).isDirectory();
  }

  /// Another revision may hold another model, and a blob may not be what its name says.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCacheThatHoldsSomethingElseIsPassedOver(boolean damaged) throws Exception {
    Map<String, byte[]> other = new java.util.LinkedHashMap<>(shop.files);
    if (!damaged) {
      Path larger = base.resolve("larger");
      MadeCheckpoint tiny = MadeCheckpoint.tiny();
      MadeCheckpoint.Tower vision = tiny.shape().vision();
      MadeCheckpoint.Tower deeper =
          new MadeCheckpoint.Tower(
              vision.hidden(), vision.layers() + 1, vision.heads(), vision.feedForward());
      new MadeCheckpoint(
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

    assertGot();
    assertThat(shop.models().find(ModelFixture.MODEL).verification()).contains(Verification.HUB);
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
      assumeTrue(!name.isEmpty(), "git and sha256sum name the blobs");
      Files.write(blobs.resolve(name), file.getValue());
      Files.createSymbolicLink(
          snapshot.resolve(file.getKey()), Path.of("../../blobs").resolve(name));
    }
    return snapshot;
  }

  /// A mirror that leaves the hash of a large file out still has the pointer to it.
  @Test
  void aHashThatIsLeftOutIsReadFromThePointer() throws Exception {
    byte[] weights = Objects.requireNonNull(shop.files.get(WEIGHTS));
    Path plain = Files.write(base.resolve("plain"), weights);
    String hash = run("sha256sum", plain.toString());
    assumeTrue(!hash.isEmpty(), "sha256sum says what the pointer must");
    misbehave(
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

    assertGot();
    assertThat(shop.models().find(ModelFixture.MODEL).verification()).contains(Verification.HUB);
  }

  /// A server that takes the question and never answers.
  @Test
  void aFetchIsStoppedWhileAnAnswerIsWaitedFor() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    misbehave(
        100,
        (_, _, _) -> {
          asked.countDown();
          await(release);
          return true;
        });

    ModelFetch fetch = shop.models().get(ModelFixture.MODEL, false);
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    fetch.stop();

    // The patience for an answer is ten seconds.
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

  /// The name and the password in the address are for the proxy alone.
  @Test
  void aProxyThatAsksWhoIsThereIsTold() throws Exception {
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
      shop.environment.put("HF_ENDPOINT", "https://hub.invalid");
      shop.environment.put("HTTPS_PROXY", "http://me:p%40ss@127.0.0.1:" + proxy.getLocalPort());

      assertThatThrownBy(() -> shop.get()).isInstanceOf(AkinException.class);
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
  void whatCannotBeGotIsSaidAtOnce(String name) {
    assertThatThrownBy(() -> shop.models().get(name, false))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MODEL_UNKNOWN));
  }

  private long partLength() throws IOException {
    if (!Files.isDirectory(shop.workplace())) {
      return 0;
    }
    try (var parts = Files.newDirectoryStream(shop.workplace(), WEIGHTS + ".*.part")) {
      for (Path part : parts) {
        return Files.size(part);
      }
    }
    return 0;
  }

  private static boolean flipped(Asked asked, byte[] bytes, Wire wire) throws IOException {
    byte[] wrong = bytes.clone();
    wrong[wrong.length / 2] ^= 1;
    wire.head("200 OK", "Content-Length: " + wrong.length);
    wire.body(wrong, 0, wrong.length);
    return true;
  }

  private static boolean outOfOrder(Asked asked, byte[] bytes, Wire wire) throws IOException {
    wire.head("500 Internal Server Error", "Content-Length: 0");
    return true;
  }

  /// Answers as is right, but ends at a byte.
  static void send(Asked asked, byte[] bytes, Wire wire, int end) throws IOException {
    send(asked, bytes, wire, end, HubKit.NETWORK_TAG);
  }

  private static void send(Asked asked, byte[] bytes, Wire wire, int end, String tag)
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

  /// Another process that fetches the same model.
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws Exception {
      Path models = Path.of(arguments[0]);
      try (ModelFixture shop =
          ModelFixture.beside(Objects.requireNonNull(models.getParent()), arguments[1])) {
        ModelFetch fetch = shop.models().get(ModelFixture.MODEL, false);
        boolean said = false;
        while (!fetch.isOver()) {
          if (!said && fetch.status().phase() == Phase.WAITING) {
            System.out.println("akin: waiting");
            System.out.flush();
            said = true;
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
