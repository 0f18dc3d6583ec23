package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.TextJob;
import app.akin.core.ingest.TextStatus;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.RawKit;
import app.akin.core.kit.TestSeed;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.TextCounts;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tests runs that are killed (with SIGKILL, if supported) repeatedly at random moments: the
/// library ends up equal to that of an undisturbed run, and every run keeps the work of those
/// before. Files are moved between the kills.
///
/// `-Dakin.kills=N` sets the number of kills.
@Timeout(value = 6, unit = TimeUnit.HOURS)
final class KilledRunTest {
  private static final Logger log = LoggerFactory.getLogger(KilledRunTest.class);
  private static final int PHOTOS = 150;
  private static final int KILLS = Integer.getInteger("akin.kills", 6);
  private static final int TEXTS = 24;
  private static final int TEXT_KILLS = Math.ceilDiv(KILLS, 3);

  /// The two events from which the delay of a kill is measured.
  private static final String STARTED = "started";

  private static final String WORKING = "working";

  /// Stands for the folder if text is read.
  private static final String TEXT = "text";

  /// Performs a run over the folder of the second argument in a separate process, or reads the text
  /// in photos; prints a line when it starts and when the first image is embedded or read.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      // The parent process reads these lines.
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      LibraryFixture fixture = new LibraryFixture(Path.of(arguments[0]));
      try (PhotoLibrary library = fixture.open()) {
        out.println(STARTED);
        if (arguments[1].equals(TEXT)) {
          TextJob reading = library.texts().read(false);
          while (reading.status().counts().read() == 0 && !reading.isDone()) {
            TimeUnit.MILLISECONDS.sleep(1);
          }
          out.println(WORKING);
          TextStatus _ = reading.await();
          return;
        }
        IngestJob job =
            library
                .ingest()
                .start(
                    new IngestRequest(
                        List.of(Path.of(arguments[1])), false, ModelSelection.DEFAULT));
        while (job.status().embedded() == 0 && !job.isDone()) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        out.println(WORKING);
        job.await();
      }
    }
  }

  @TempDir Path base;

  @Test
  void killedRunsEndWithTheSameLibraryAsAnUndisturbedRun() throws Exception {
    long seed = TestSeed.of(KilledRunTest.class);
    log.info("{} kills, seed {}", KILLS, seed);
    Random random = new Random(seed);
    int kills = 0;
    for (int round = 0; kills < KILLS && round < KILLS; round++) {
      kills += round(base.resolve("round" + round), random, KILLS - kills, "seed " + seed);
    }
    assertThat(kills).as("runs killed before they ended, seed %d", seed).isPositive();
  }

  @Test
  void killedReadingKeepsTheTextThatItHasWritten() throws Exception {
    Random random = new Random(TestSeed.of(KilledRunTest.class));
    byte[] picture = Files.readAllBytes(Path.of("src/test/resources/ocr/pictures/accents.png"));
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      for (int i = 0; i < TEXTS; i++) {
        // Bytes after the end of a PNG make another content of the same image.
        fixture.write("t" + i + ".png", Arrays.copyOf(picture, picture.length + 1 + i));
      }
      fixture.index();
      long before = 0;
      int kills = 0;
      boolean complete = false;
      while (!complete && kills < TEXT_KILLS) {
        // The first one is killed before it writes on any machine, others may end before.
        long wait = random.nextLong(kills == 0 ? 600 : 6_000);
        complete = !isKilledAtWork(fixture, TEXT, false, wait);
        kills += complete ? 0 : 1;
        CatalogueInvariants.check(fixture.paths().library());
        try (PhotoLibrary library = fixture.open()) {
          long read = library.texts().counts().read();
          assertThat(read).isGreaterThanOrEqualTo(before);
          before = read;
        }
      }
      assertThat(kills).as("readings killed before they ended").isPositive();
      try (PhotoLibrary library = fixture.open()) {
        assertThat(library.texts().read(false).await().counts())
            .isEqualTo(new TextCounts(TEXTS, TEXTS, TEXTS));
      }
      CatalogueInvariants.check(fixture.paths().library());
    }
  }

  /// Kills runs over one library until it is complete or enough runs were killed; returns the
  /// number of kills.
  private static int round(Path folder, Random random, int most, String seed) throws Exception {
    try (LibraryFixture quiet = new LibraryFixture(folder.resolve("quiet"));
        LibraryFixture killed = new LibraryFixture(folder.resolve("killed"))) {
      for (int i = 0; i < PHOTOS; i++) {
        // Every tenth file is a copy of the one before, and one in ten has a raw sibling.
        quiet.write(
            "d" + i % 7 + "/p" + i + ".jpg", ImageKit.photo(i % 10 == 9 ? i - 1 : i, 96, 72));
        if (i % 10 == 5) {
          byte[] preview = ImageKit.photo(1_000 + i, 96, 72);
          quiet.write("d" + i % 7 + "/p" + i + ".cr2", RawKit.canon(preview));
        }
      }
      int kills = 0;
      long before = 0;
      boolean complete = false;
      while (!complete && kills < most) {
        boolean early = random.nextInt(3) == 0;
        long wait = random.nextLong(early ? 1500 : 600);
        complete = !isKilledAtWork(killed, quiet.photos().toString(), early, wait);
        kills += complete ? 0 : 1;
        String name = seed + ", kill " + kills;
        if (Files.exists(killed.paths().library().resolve("vectors.db"))
            && Files.exists(killed.paths().library().resolve("thumbnails.db"))) {
          CatalogueInvariants.check(killed.paths().library());
        }
        long kept = embeddings(killed);
        assertThat(kept).as(name).isGreaterThanOrEqualTo(before);
        before = kept;
        moveOne(quiet.photos(), random);
      }
      finish(quiet, killed, before, seed);
      return kills;
    }
  }

  private static void finish(LibraryFixture quiet, LibraryFixture killed, long before, String seed)
      throws InterruptedException {
    assertThat(quiet.index().failed()).isZero();
    assertThat(killed.index(ModelSelection.DEFAULT, quiet.photos()).embedded())
        .as("%s: kept embeddings are not computed again", seed)
        .isEqualTo(quiet.status().embedded() - before);

    CatalogueInvariants.check(killed.paths().library());
    assertThat(CatalogueDump.of(killed.paths().library()))
        .as(seed)
        .isEqualTo(CatalogueDump.of(quiet.paths().library()));
    assertThat(killed.search(LibraryFixture.text("a red house")).results())
        .extracting(hit -> hit.path())
        .isEqualTo(
            quiet.search(LibraryFixture.text("a red house")).results().stream()
                .map(hit -> hit.path())
                .toList());
  }

  /// Returns the number of stored vectors, including those of files that were moved during a killed
  /// run.
  private static long embeddings(LibraryFixture fixture) throws SQLException {
    Path vectors = fixture.paths().library().resolve("vectors.db");
    if (!Files.exists(vectors)) {
      return 0;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + vectors);
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'embeddings'")) {
      if (!tables.next()) {
        return 0;
      }
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM embeddings")) {
        return count.getLong(1);
      }
    }
  }

  private static void moveOne(Path photos, Random random) throws IOException {
    int photo = random.nextInt(PHOTOS);
    for (int folder = 0; folder < 8; folder++) {
      Path from = photos.resolve("d" + folder + "/p" + photo + ".jpg");
      if (Files.exists(from)) {
        Path to = Files.createDirectories(photos.resolve("d" + random.nextInt(8)));
        Files.move(from, to.resolve(from.getFileName()));
        Path sibling = from.resolveSibling("p" + photo + ".cr2");
        if (Files.exists(sibling)) {
          Files.move(sibling, to.resolve(sibling.getFileName()));
        }
        return;
      }
    }
  }

  /// Starts a run and kills it after a delay; returns false if it ended by itself.
  ///
  /// @param work the folder to index, or [#TEXT]
  private static boolean isKilledAtWork(
      LibraryFixture fixture, String work, boolean early, long wait)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("child", ".log");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                // The process is too short-lived to benefit from the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                fixture.base().toString(),
                work)
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out = child.inputReader()) {
      assertThat(out.readLine()).as(Files.readString(log)).isEqualTo(STARTED);
      if (!early) {
        assertThat(out.readLine()).as(Files.readString(log)).isEqualTo(WORKING);
      }
      boolean ended = child.waitFor(wait, TimeUnit.MILLISECONDS);
      child.destroyForcibly();
      int code = child.waitFor();
      if (ended) {
        assertThat(code).as(Files.readString(log)).isZero();
      }
      return !ended;
    } finally {
      Files.delete(log);
    }
  }
}
