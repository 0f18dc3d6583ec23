package app.akin.core.share;

import static app.akin.core.share.SharedServer.ANNA;
import static app.akin.core.share.SharedServer.BEN;
import static app.akin.core.share.SharedServer.CLOCK;
import static app.akin.core.share.SharedServer.RITA;
import static app.akin.core.share.SharedServer.assertProblem;
import static app.akin.core.share.SharedServer.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.index.ComparedNeighbour;
import app.akin.core.kit.Await;
import app.akin.core.kit.JavaProcess;
import app.akin.core.kit.LibraryKit;
import app.akin.core.kit.PostgresServer;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.Places;
import app.akin.core.share.ShareConnection.Access;
import app.akin.core.share.ShareConnection.Target;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests faults of the processes, networks, disks and servers of a shared library: after each,
/// every photo of the libraries that take part is found once, and none that they have removed.
///
/// `-Dakin.kills=N` sets the number of kills, `-Dakin.faulty=N` the number of photos that are
/// published over a faulty network. The tests have databases of their own, so that they can run
/// concurrently: some wait for a server or a network.
@Execution(ExecutionMode.CONCURRENT)
final class ShareFaultTest {
  private static final int KILLS = Integer.getInteger("akin.kills", 6);
  private static final int FAULTY = Integer.getInteger("akin.faulty", 500);

  /// Lines of a child process.
  private static final String WORKING = "working";

  private static final String DONE = "done";

  /// An option for processes that end soon.
  private static final String FAST_START = "-XX:TieredStopAtLevel=1";

  /// What tests share that change or read whether the server encrypts.
  private static final String ENCRYPTION = "encryption";

  /// The password of a key store.
  private static final String SECRET = "secret";

  @TempDir static Path serverFolder;
  private static PostgresServer server;

  @TempDir Path temp;
  private SharedServer shared;

  @BeforeAll
  static void start() {
    server = SharedServer.start(serverFolder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void createShare(TestInfo test) {
    shared =
        SharedServer.create(
            server,
            "t" + Integer.toHexString((test.getDisplayName() + test.getTestMethod()).hashCode()));
  }

  private SharedDesk desk(String user, LibraryKit.Plan plan) {
    return desk(user, plan, CLOCK);
  }

  private SharedDesk desk(String user, LibraryKit.Plan plan, Clock clock) {
    return shared.desk(temp.resolve(user), user, plan, clock);
  }

  /// Makes two libraries publish the same folder.
  private static void shareOneFolder(SharedDesk one, SharedDesk other) throws IOException {
    Files.createDirectories(one.photos);
    one.share.addFolder(one.photos, Optional.of("nas"));
    Files.createDirectories(other.photos);
    Files.copy(one.photos.resolve(".akin-folder"), other.photos.resolve(".akin-folder"));
    other.share.addFolder(other.photos, Optional.empty());
  }

  private static List<Integer> indexes(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /// A clock that can be set.
  private static final class SetClock extends Clock {
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    void set(Duration ahead) {
      offset.set(ahead);
    }

    @Override
    public ZoneId getZone() {
      return CLOCK.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return CLOCK.instant().plus(offset.get());
    }
  }

  /// Publishes the library in the folder of the argument; prints a line when it starts and when it
  /// is done.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      // The parent process reads these lines.
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      AtomicBoolean isWorking = new AtomicBoolean();
      try (SharedDesk desk = SharedDesk.existing(Path.of(arguments[0]), plan(0, 1), CLOCK)) {
        PublishReport report =
            desk.share.publish(
                _ -> {
                  if (!isWorking.getAndSet(true)) {
                    out.println(WORKING);
                  }
                },
                () -> false);
        out.println(DONE + " " + report.photos());
      }
    }
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void killedPublishersLoseNothing() throws Exception {
    Random random = new Random(TestSeed.of(ShareFaultTest.class));
    try (SharedDesk anna = desk(ANNA, plan(50, 700))) {
      anna.share.addFolder(anna.photos, Optional.empty());
      List<Integer> present = new ArrayList<>(indexes(0, 700));
      int next = 700;
      int hits = 0;
      for (int kill = 1; kill <= KILLS; kill++) {
        hits += isKilledAtWork(temp.resolve(ANNA), random.nextLong(500)) ? 1 : 0;
        assertThat(shared.published()).hasSizeLessThan(next + 1);

        Collections.shuffle(present, random);
        List<Integer> last = present.subList(present.size() - 30, present.size());
        anna.remove(last);
        last.clear();
        anna.add(next, next + 60);
        present.addAll(indexes(next, next + 60));
        next += 60;
        // Otherwise the later ones would have little to do.
        if (anna.share.isPublishing() && random.nextInt(3) == 0) {
          anna.share.removeFolder(anna.photos);
        } else {
          anna.share.addFolder(anna.photos, Optional.empty());
        }
      }
      assertThat(hits).as("publishers that were killed at work").isPositive();
      anna.share.addFolder(anna.photos, Optional.empty());
      anna.publish();
      assertThat(anna.keys()).hasSize(present.size());
      shared.assertHolds(anna);
    }
  }

  /// Starts a publisher and kills it.
  ///
  /// @param wait milliseconds after its first line
  /// @return whether it was not done
  private static boolean isKilledAtWork(Path folder, long wait) throws Exception {
    ProcessBuilder publisher = JavaProcess.of(Child.class, folder.toString());
    publisher.command().add(1, FAST_START);
    Process child = publisher.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = child.inputReader()) {
      assertThat(output.readLine()).isEqualTo(WORKING);
      TimeUnit.MILLISECONDS.sleep(wait);
      // The process itself would close its output.
      child.toHandle().destroyForcibly();
      child.waitFor();
      return output.lines().noneMatch(line -> line.startsWith(DONE));
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  @ResourceLock(value = ENCRYPTION, mode = ResourceAccessMode.READ)
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void aFaultyNetworkLosesNothing() throws Exception {
    Random random = new Random(TestSeed.of(ShareFaultTest.class));
    try (FaultyProxy network = FaultyProxy.start(server.port(), random);
        SharedDesk anna = new SharedDesk(temp.resolve(ANNA), plan(51, FAULTY), CLOCK)) {
      anna.join("postgresql://anna@127.0.0.1:" + network.port() + "/" + shared.database(), ANNA);
      anna.share.addFolder(anna.photos, Optional.empty());
      // One photo, so that there is a model to search with.
      anna.share.publish(_ -> {}, stopAfter(1));
      network.setFaulty(true);
      AtomicBoolean isDone = new AtomicBoolean();
      try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
        Future<Integer> searches =
            threads.submit(() -> searchUntil(isDone, network.port(), anna.kit));
        int failures = 0;
        try {
          boolean complete = false;
          while (!complete || failures == 0) {
            try {
              if (complete) {
                // No connection of the publisher was cut: everything is published again.
                complete = false;
                anna.share.addFolder(anna.photos, Optional.empty());
              }
              anna.publish();
              complete = true;
            } catch (AkinException e) {
              assertThat(e.problem()).isInstanceOf(Problem.ShareUnreachable.class);
              failures++;
            }
          }
        } finally {
          isDone.set(true);
        }
        assertThat(searches.get()).isPositive();
        assertThat(network.cuts()).isPositive();
        assertThat(failures).isPositive();
      }
      shared.assertHolds(anna);
    }
  }

  /// Returns a condition that is true when it was read more often.
  private static BooleanSupplier stopAfter(int reads) {
    int[] left = {reads};
    return () -> left[0]-- <= 0;
  }

  /// Searches until a condition is true.
  ///
  /// @return number of searches that were answered
  private int searchUntil(AtomicBoolean isDone, int port, LibraryKit kit)
      throws InterruptedException {
    Target target =
        new Target(
            ShareAddress.parse("postgresql://rita@127.0.0.1:" + port + "/" + shared.database()),
            Optional.empty(),
            RITA);
    float[] query = kit.vectors().query(1, 500);
    int answers = 0;
    while (!isDone.get()) {
      long start = System.nanoTime();
      try (ShareConnection connection = ShareConnection.open(target, Access.READ, CLOCK)) {
        ShareReader reader = new ShareReader(connection);
        SharedModel model = SharedModel.find(connection, "model").orElseThrow();
        while (!isDone.get()) {
          start = System.nanoTime();
          SharedLibraryPhotos photos =
              new SharedLibraryPhotos(
                  connection,
                  model,
                  Map.of(),
                  CLOCK.getZone(),
                  new SharedFilters(connection, Places.NONE, false, Map.of(), List.of()),
                  reader);
          List<Long> found =
              photos.space().nearest(query, List.of(), 20, null).best().stream()
                  .map(ComparedNeighbour::id)
                  .toList();
          assertThat(photos.rows(found, true)).isNotEmpty();
          answers++;
          TimeUnit.MILLISECONDS.sleep(10);
        }
      } catch (AkinException e) {
        assertThat(e.problem()).isInstanceOf(Problem.ShareUnreachable.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }
    return answers;
  }

  @Test
  @ResourceLock(value = ENCRYPTION, mode = ResourceAccessMode.READ)
  void aComputerThatLosesTheNetworkDoesNotBlockOthers() throws Exception {
    try (FaultyProxy network = FaultyProxy.start(server.port(), new Random(1));
        SharedDesk anna = new SharedDesk(temp.resolve(ANNA), plan(52, 300), CLOCK);
        SharedDesk ben = desk(BEN, plan(52, 300))) {
      anna.join("postgresql://anna@127.0.0.1:" + network.port() + "/" + shared.database(), ANNA);
      shareOneFolder(anna, ben);
      network.abandonAt("akin.changes");
      assertProblem(anna::publish, Problem.ShareUnreachable.class);
      // Its transaction is still open, with the lease that it holds.
      Await.until(
          "the server waits for the next statement",
          () ->
              server.number(
                      "postgres",
                      "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                          + " AND datname = '"
                          + shared.database()
                          + "'")
                  == 1);
      Instant start = Instant.now();
      assertThat(anna.publish()).returns(300L, PublishReport::photos);
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(60));
      shared.endLeases();
      assertThat(ben.publish().elsewhere()).isEmpty();
      shared.assertHolds(ben);
      shared.assertHolds(anna);
    }
  }

  @Test
  void changesThatAStandbyLacksArePublishedAgain(@TempDir Path first, @TempDir Path second)
      throws Exception {
    try (PostgresServer primary = SharedServer.start(first, "wal_level=replica")) {
      SharedServer before = SharedServer.create(primary, "photos");
      try (PostgresServer standby = PostgresServer.standby(primary, second);
          SharedDesk anna = new SharedDesk(temp.resolve(ANNA), plan(53, 300), CLOCK);
          SharedDesk ben = new SharedDesk(temp.resolve(BEN), plan(54, 60), CLOCK)) {
        String servers =
            "@127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port() + "/photos";
        anna.join("postgresql://anna" + servers, ANNA);
        ben.join("postgresql://ben" + servers, BEN);
        anna.share.addFolder(anna.photos, Optional.of("Studio 2026"));
        anna.publish();
        standby.awaitChangesOf(primary);
        SharedServer after = new SharedServer(standby, "photos");
        assertThat(after.published()).isEqualTo(anna.keys());

        standby.disconnectFromPrimary();
        anna.remove(indexes(0, 40));
        anna.add(300, 360);
        anna.publish();
        ben.share.addFolder(ben.photos, Optional.of("Ben’s photos"));
        ben.publish();
        before.assertHolds(anna, ben);
        primary.kill();
        standby.promote();
        assertThat(after.published()).isNotEqualTo(keys(anna, ben));

        publishSoon(anna);
        publishSoon(ben);
        after.assertHolds(anna, ben);
        assertThat(ben.share.status().folders())
            .extracting(ShareStatus.Folder::name)
            .containsExactly("Ben’s photos", "Studio 2026");
        assertThat(anna.publish()).returns(0L, PublishReport::photos);
      }
    }
  }

  private static Set<String> keys(SharedDesk... desks) {
    return List.of(desks).stream()
        .flatMap(desk -> desk.keys().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Publishes; the first attempts may find no server yet.
  private static void publishSoon(SharedDesk desk) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        desk.publish();
        return;
      } catch (AkinException e) {
        assertThat(e.problem()).isInstanceOf(Problem.ShareUnreachable.class);
        assertThat(attempt).isLessThan(3);
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  @Test
  void aNewServerIsFilledAgain() {
    try (SharedDesk anna = desk(ANNA, plan(55, 250));
        SharedDesk ben = desk(BEN, plan(56, 50))) {
      anna.share.addFolder(anna.photos, Optional.of("Studio 2026"));
      anna.publish();
      ben.share.addFolder(ben.photos, Optional.of("Ben"));
      ben.publish();
      ben.share.removeFolder(ben.photos);
      server.execute(shared.database(), "DROP SCHEMA akin CASCADE");
      assertProblem(anna::publish, Problem.ShareAbsent.class);
      ShareSetup.create(shared.admin(), CLOCK);
      assertThat(anna.publish()).returns(250L, PublishReport::photos);
      ben.publish();
      assertThat(ben.catalogue().outbox().folders()).isEmpty();
      shared.assertHolds(anna);
      assertThat(anna.share.status().folders())
          .extracting(ShareStatus.Folder::name)
          .containsExactly("Studio 2026");
    }
  }

  @Test
  void aFullDiskOfTheServerLosesNothing(@TempDir Path disk) throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "root, to mount a small disk");
    Assumptions.assumeTrue(
        ends("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString()),
        "the right to mount a small disk");
    try (PostgresServer full = SharedServer.start(disk, "max_wal_size=32MB", "min_wal_size=32MB");
        SharedDesk anna = new SharedDesk(temp.resolve(ANNA), plan(57, 600), CLOCK)) {
      SharedServer place = SharedServer.create(full, "photos");
      anna.join(full, ANNA, "photos");
      anna.share.addFolder(anna.photos, Optional.empty());
      Path ballast = disk.resolve("ballast");

      fill(ballast);
      assertProblem(anna::publish, Problem.ShareFull.class);
      assertThat(anna.share.status().waiting()).isPositive();
      Files.delete(ballast);
      anna.publish();
      place.assertHolds(anna);

      // Without space for its log the server stops.
      anna.remove(indexes(0, 100));
      anna.add(600, 900);
      fill(ballast);
      assertThatThrownBy(
              () -> {
                while (true) {
                  full.execute(
                      "photos",
                      "SELECT pg_logical_emit_message(false, 'a', 'b')",
                      "SELECT pg_switch_wal()");
                }
              })
          .isInstanceOf(IllegalStateException.class);
      assertThat(Files.readString(disk.resolve("server.log"))).contains("PANIC");
      assertThatThrownBy(anna::publish)
          .isInstanceOfSatisfying(
              AkinException.class,
              e ->
                  assertThat(e.problem())
                      .isInstanceOfAny(Problem.ShareFull.class, Problem.ShareUnreachable.class));
      Files.delete(ballast);
      full.kill();
      full.restart();
      anna.publish();
      place.assertHolds(anna);
    } finally {
      assertThat(ends("umount", "--lazy", disk.toString())).isTrue();
    }
  }

  /// Writes a file until its disk is full.
  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  /// Runs a program.
  ///
  /// @return whether it succeeded
  private static boolean ends(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aComputerThatWasAwayForAWeekPublishesItsChanges(boolean isTakenOver) throws IOException {
    SetClock clock = new SetClock();
    try (SharedDesk anna = desk(ANNA, plan(58, 200), clock);
        SharedDesk ben = desk(BEN, plan(58, 180))) {
      shareOneFolder(anna, ben);
      anna.publish();
      shared.assertHolds(anna);
      shared.endLeases();
      clock.set(isTakenOver ? Duration.ofDays(7) : Duration.ofDays(-7));

      anna.remove(indexes(0, 80));
      anna.add(200, 260);
      anna.remove(indexes(240, 250));
      anna.add(0, 20);
      if (isTakenOver) {
        // Sees fewer photos of the folder, and others that she has removed.
        assertThat(ben.publish().elsewhere()).isEmpty();
        shared.assertHolds(ben);
        assertThat(anna.publish().elsewhere()).isNotEmpty();
        shared.assertHolds(ben);
        shared.endLeases();
      }
      anna.remove(indexes(100, 110));
      anna.add(300, 310);
      assertThat(anna.publish().elsewhere()).isEmpty();
      shared.assertHolds(anna);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {600, -86_400})
  void aPublisherThatLosesAFolderMeanwhileComparesIt(int seconds) throws IOException {
    SetClock clock = new SetClock();
    try (SharedDesk anna = desk(ANNA, plan(59, 450), clock);
        SharedDesk ben = desk(BEN, plan(59, 60))) {
      shareOneFolder(anna, ben);
      AtomicBoolean isTaken = new AtomicBoolean();
      // After the first batch the computer sleeps; another one publishes its state, and ends.
      anna.share.publish(
          status -> {
            if (status.done() > 0 && !isTaken.getAndSet(true)) {
              clock.set(Duration.ofSeconds(seconds));
              shared.endLeases();
              assertThat(ben.publish().elsewhere()).isEmpty();
              shared.assertHolds(ben);
              shared.endLeases();
            }
          },
          () -> false);
      assertThat(isTaken).isTrue();
      shared.assertHolds(anna);
    }
  }

  @Test
  void aFolderThatBecomesFreeDuringARunIsComplete() throws IOException {
    SetClock clock = new SetClock();
    try (SharedDesk anna = desk(ANNA, plan(60, 450), clock);
        SharedDesk ben = desk(BEN, plan(60, 60))) {
      // Anna shares two folders, of which Ben publishes one first.
      String busy = "2010";
      for (SharedDesk desk : List.of(anna, ben)) {
        for (int year = 2005; year < 2025; year++) {
          Path folder = Files.createDirectories(desk.photos.resolve(String.valueOf(year)));
          if (desk == anna || folder.endsWith(busy)) {
            Path marker = ben.photos.resolve(busy).resolve(".akin-folder");
            desk.share.addFolder(folder, Optional.of(String.valueOf(year)));
            if (desk == anna && folder.endsWith(busy)) {
              Files.createDirectories(marker.getParent());
              Files.copy(folder.resolve(".akin-folder"), marker);
            }
          }
        }
      }
      ben.publish();
      anna.share.publish(
          status -> {
            if (status.done() > 0 && clock.offset.get().isZero()) {
              clock.set(Duration.ofMinutes(2));
              shared.endLeases();
            }
          },
          () -> false);
      assertThat(clock.offset.get()).isPositive();
      assertThat(shared.files()).isEqualTo(anna.files());
    }
  }

  @Test
  void transactionsThatOthersDisturbAreRepeated() {
    try (SharedDesk anna = desk(ANNA, plan(61, 300))) {
      anna.share.addFolder(anna.photos, Optional.empty());
      // Fails the first commits, after everything was written.
      server.execute(
          shared.database(),
          "CREATE SEQUENCE public.commits",
          "GRANT USAGE ON public.commits TO PUBLIC",
          """
          CREATE FUNCTION public.disturb() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF nextval('public.commits') <= 3 THEN
              RAISE serialization_failure;
            END IF;
            RETURN NULL;
          END
          $$
          """,
          """
          CREATE CONSTRAINT TRIGGER disturb AFTER INSERT ON akin.files
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.disturb()
          """);
      anna.publish();
      assertThat(server.number(shared.database(), "SELECT last_value FROM public.commits"))
          .isGreaterThan(3);
      shared.assertHolds(anna);
    }
  }

  @Test
  @ResourceLock(ENCRYPTION)
  void certificatesAreChecked() throws Exception {
    ShareAddress named =
        ShareAddress.parse(
            server.address(ANNA, shared.database()).replace("127.0.0.1", "localhost"));
    Path authority = temp.resolve("authority.pem");
    KeyStore keys = keys("authority", "localhost");
    Files.writeString(authority, pem("CERTIFICATE", keys.getCertificate("authority").getEncoded()));
    try (SharedDesk anna = new SharedDesk(temp.resolve(ANNA), plan(62, 20), CLOCK)) {
      assertProblem(
          () -> anna.share.connect(named, Optional.of(authority), ANNA, ANNA),
          Problem.ShareUnencrypted.class);

      server.write("server.crt", pem("CERTIFICATE", keys.getCertificate("localhost").getEncoded()));
      server.write(
          "server.key",
          pem("PRIVATE KEY", keys.getKey("localhost", SECRET.toCharArray()).getEncoded()));
      server.execute("postgres", "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
      // Without a certificate it is encrypted, but not checked on the computer itself.
      Await.until("the server encrypts", () -> isEncrypted(shared.target(ANNA)));
      anna.share.connect(named, Optional.of(authority), ANNA, ANNA);
      anna.share.addFolder(anna.photos, Optional.empty());
      anna.publish();
      shared.assertHolds(anna);
      assertThat(isEncrypted(new Target(named, Optional.of(authority), ANNA))).isTrue();
      anna.share.disconnect();

      // The certificate is that of another host.
      assertProblem(
          () ->
              anna.share.connect(
                  ShareAddress.parse(server.address(ANNA, shared.database())),
                  Optional.of(authority),
                  ANNA,
                  ANNA),
          Problem.ShareCertificate.class);
      Path other = temp.resolve("other.pem");
      Files.writeString(other, pem("CERTIFICATE", someAuthority().getEncoded()));
      Path text = Files.writeString(temp.resolve("text"), "no certificate");
      for (Path wrong : List.of(other, text, temp.resolve("absent"))) {
        assertProblem(
            () -> anna.share.connect(named, Optional.of(wrong), ANNA, ANNA),
            Problem.ShareCertificate.class);
      }
      assertThat(anna.share.settings()).isEmpty();
    } finally {
      server.execute("postgres", "ALTER SYSTEM RESET ssl", "SELECT pg_reload_conf()");
    }
  }

  private static boolean isEncrypted(Target target) {
    try (ShareConnection connection = ShareConnection.open(target, Access.READ, CLOCK)) {
      return connection
          .read(
              () ->
                  connection.list(
                      "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
                      row -> row.getBoolean(1)))
          .getFirst();
    }
  }

  /// Returns the keys of an authority and of a host, whose certificate it has signed.
  private KeyStore keys(String authority, String host) throws Exception {
    Path store = temp.resolve("keys.p12");
    List<String> create =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J" + FAST_START,
            "-genkeypair",
            "-keyalg",
            "EC",
            "-keystore",
            store.toString(),
            "-storepass",
            SECRET);
    List<String> signing = new ArrayList<>(create);
    signing.addAll(List.of("-alias", authority, "-dname", "CN=" + authority, "-ext", "bc:c"));
    List<String> signed = new ArrayList<>(create);
    signed.addAll(List.of("-alias", host, "-dname", "CN=" + host, "-ext", "san=dns:" + host));
    signed.addAll(List.of("-signer", authority));
    assertThat(ends(signing.toArray(String[]::new))).isTrue();
    assertThat(ends(signed.toArray(String[]::new))).isTrue();
    return KeyStore.getInstance(store.toFile(), SECRET.toCharArray());
  }

  /// Returns the certificate of an authority that has not signed that of the server.
  private static Certificate someAuthority() throws Exception {
    KeyStore known =
        KeyStore.getInstance(
            Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toFile(),
            (char[]) null);
    return known.getCertificate(known.aliases().nextElement());
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
  }
}
