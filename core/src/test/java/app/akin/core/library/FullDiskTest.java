package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.JavaProcess;
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

/// Tests a run on a full disk, simulated by a file size limit: it reports the problem and keeps its
/// work, and the next run with enough space resumes.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit exists only on Unix")
final class FullDiskTest {
  private static final int PHOTOS = 120;

  /// Performs the run in a separate process and prints the problem that ended it.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      LibraryFixture fixture = new LibraryFixture(Path.of(arguments[0]));
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      try (PhotoLibrary library = fixture.open()) {
        library.ingest().start(new IngestRequest(List.of(), false, ModelSelection.DEFAULT)).await();
        out.println("done");
      } catch (AkinException e) {
        out.println(e.problem().getClass().getSimpleName());
      }
    }
  }

  @TempDir Path base;

  @Test
  void aRunOnAFullDiskReportsItAndTheNextRunResumes() throws Exception {
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      fixture.write("p0.jpg", ImageKit.photo(0, 320, 240));
      fixture.index();
      for (int i = 1; i < PHOTOS; i++) {
        fixture.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
      }

      assertThat(runWithLimit()).isEqualTo(Problem.DiskFull.class.getSimpleName());
      CatalogueInvariants.check(fixture.paths().library());
      assertThat(fixture.search(LibraryFixture.text("a landscape")).results()).isNotEmpty();
      long kept = fixture.status().embedded();
      assertThat(fixture.index(ModelSelection.DEFAULT).photos()).isEqualTo(PHOTOS);

      assertThat(kept).isBetween(1L, PHOTOS - 1L);
      CatalogueInvariants.check(fixture.paths().library());
      try (LibraryFixture other =
          new LibraryFixture(Files.createDirectory(base.resolve("other")))) {
        other.index(ModelSelection.DEFAULT, fixture.photos());
        assertThat(CatalogueDump.of(fixture.paths().library()))
            .isEqualTo(CatalogueDump.of(other.paths().library()));
      }
    }
  }

  private String runWithLimit() throws Exception {
    Path log = Files.createFile(base.resolve("child.log"));
    Process child =
        // Half a megabyte.
        JavaProcess.withFileLimit(1024, Child.class, base.toString())
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
