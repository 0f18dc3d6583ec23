package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelWish;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that is killed outright (SIGKILL, where there is one) again and again while it embeds ends
/// with the same library as an undisturbed one, and every run keeps what the one before took in.
class KilledRunTest {
  private static final int PHOTOS = 150;
  private static final int KILLS = 5;
  private static final String WORKING = "working";

  /// The run in a process of its own: `PHOTO_FOLDER` is taken in; a line is printed when the first
  /// picture is embedded.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      Home home = new Home(Path.of(arguments[0]));
      try (PhotoLibrary library = home.open()) {
        IngestJob job =
            library
                .ingest()
                .start(new IngestRequest(List.of(Path.of(arguments[1])), false, ModelWish.DEFAULT));
        while (job.status().embedded() == 0) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        // The parent reads this line; there is nothing else to be heard by.
        new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true)
            .println(WORKING);
        job.await();
      }
    }
  }

  @TempDir Path base;

  @Test
  void killedRunsEndLikeAnUndisturbedOne() throws Exception {
    try (Home quiet = new Home(base.resolve("quiet"));
        Home killed = new Home(base.resolve("killed"))) {
      killedRunsEndAlike(quiet, killed);
    }
  }

  private static void killedRunsEndAlike(Home quiet, Home killed)
      throws IOException, InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < PHOTOS; i++) {
      // Every tenth is a copy of the one before.
      quiet.write("d" + i % 7 + "/p" + i + ".jpg", ImageKit.photo(i % 10 == 9 ? i - 1 : i, 96, 72));
    }
    Path photos = quiet.photos();
    assertThat(quiet.index().failed()).isZero();

    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      killWhileItEmbeds(killed, photos, random.nextLong(600));
      CatalogueInvariants.check(killed.places().library());
      long kept = killed.status().embedded();
      assertThat(kept).as("seed %d, kill %d", seed, kill).isGreaterThanOrEqualTo(before);
      before = kept;
    }
    assertThat(before).as("seed %d: something was kept", seed).isPositive();
    assertThat(killed.index(ModelWish.DEFAULT, photos).embedded())
        .as("seed %d: nothing kept is embedded again", seed)
        .isEqualTo(quiet.status().embedded() - before);

    CatalogueInvariants.check(killed.places().library());
    assertThat(CatalogueDump.of(killed.places().library()))
        .as("seed %d", seed)
        .isEqualTo(CatalogueDump.of(quiet.places().library()));
    assertThat(killed.search(Home.words("a red house")).hits())
        .extracting(hit -> hit.path())
        .isEqualTo(
            quiet.search(Home.words("a red house")).hits().stream()
                .map(hit -> hit.path())
                .toList());
  }

  private static void killWhileItEmbeds(Home home, Path photos, long milliseconds)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("child", ".log");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                home.base().toString(),
                photos.toString())
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out = child.inputReader()) {
      assertThat(out.readLine()).as(Files.readString(log)).isEqualTo(WORKING);
      child.waitFor(milliseconds, TimeUnit.MILLISECONDS);
      child.destroyForcibly();
      child.waitFor();
    } finally {
      Files.delete(log);
    }
  }
}
