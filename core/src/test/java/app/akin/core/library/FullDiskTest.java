package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A run whose files may not grow beyond a limit, as on a full disk: it says so, keeps what it has,
/// and the next run with room goes on from there.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit is a matter of Unix")
final class FullDiskTest {
  private static final int PHOTOS = 120;

  /// The run in a process of its own; it prints the problem that ended it.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      LibraryFixture home = new LibraryFixture(Path.of(arguments[0]));
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      try (PhotoLibrary library = home.open()) {
        library.ingest().start(new IngestRequest(List.of(), false, ModelSelection.DEFAULT)).await();
        out.println("done");
      } catch (AkinException e) {
        out.println(e.problem());
      }
    }
  }

  @TempDir Path base;

  @Test
  void aRunOnAFullDiskReportsItAndTheNextRunResumes() throws Exception {
    try (LibraryFixture home = new LibraryFixture(base)) {
      home.write("p0.jpg", ImageKit.photo(0, 320, 240));
      home.index();
      for (int i = 1; i < PHOTOS; i++) {
        home.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
      }

      assertThat(runWithLimit()).isEqualTo(Problem.DISK_FULL.name());
      CatalogueInvariants.check(home.paths().library());
      assertThat(home.search(LibraryFixture.text("a landscape")).results()).isNotEmpty();
      long kept = home.status().embedded();
      assertThat(home.index(ModelSelection.DEFAULT).photos()).isEqualTo(PHOTOS);

      assertThat(kept).isBetween(1L, PHOTOS - 1L);
      CatalogueInvariants.check(home.paths().library());
      try (LibraryFixture other =
          new LibraryFixture(Files.createDirectory(base.resolve("other")))) {
        other.index(ModelSelection.DEFAULT, home.photos());
        assertThat(CatalogueDump.of(home.paths().library()))
            .isEqualTo(CatalogueDump.of(other.paths().library()));
      }
    }
  }

  private String runWithLimit() throws Exception {
    Path log = Files.createFile(base.resolve("child.log"));
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                // Half a megabyte, in blocks of 512 bytes.
                "ulimit -f 1024; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                base.toString())
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out = child.inputReader()) {
      String problem = out.readLine();
      child.waitFor();
      assertThat(problem).as(Files.readString(log)).isNotNull();
      return String.valueOf(problem);
    }
  }
}
