package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.TextStatus;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.JavaProcess;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.photo.StepKind;
import app.akin.core.photo.TextCounts;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Tests work on a full disk, simulated by a file size limit: it reports the problem and keeps what
/// was done, and the next try with enough space resumes.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit exists only on Unix")
final class FullDiskTest {
  private static final int PHOTOS = 120;
  private static final int MOST_MARKS = 10_000;
  private static final int TEXTS = 12;
  private static final String DISK_FULL = Problem.DiskFull.class.getSimpleName();

  /// What a separate process does until the disk is full.
  private enum Work {
    /// Indexes the photos.
    INDEX,
    /// Adds one keyword after the other to a photo, with one commit each.
    MARK,
    /// Reads the text in the photos.
    READ
  }

  /// Works in a separate process; prints the problem that ended it, and for marks their number
  /// before it.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      LibraryFixture fixture = new LibraryFixture(Path.of(arguments[0]));
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      try (PhotoLibrary library = fixture.open()) {
        switch (Work.valueOf(arguments[1])) {
          case INDEX ->
              library
                  .ingest()
                  .start(new IngestRequest(List.of(), false, ModelSelection.DEFAULT))
                  .await();
          case MARK -> {
            List<PhotoId> photo = List.of(library.photos().timeline().photo(0));
            for (int i = 0; i < MOST_MARKS; i++) {
              library.marks().keywords(photo, List.of(keyword(i)), List.of());
              out.println(i + 1);
            }
          }
          case READ -> {
            TextStatus _ = library.texts().read(false).await();
          }
        }
        out.println("done");
      } catch (AkinException e) {
        out.println(e.problem().getClass().getSimpleName());
      }
    }
  }

  private static String keyword(int number) {
    return "keyword " + number + " " + "x".repeat(100);
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

      assertThat(runWithLimit(Work.INDEX, 1024)).containsExactly(DISK_FULL);
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

  @Test
  void allMarksThatWereWrittenAreThere() throws Exception {
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      fixture.write("p.jpg", ImageKit.photo(0, 320, 240));
      fixture.index();
      List<String> lines = runWithLimit(Work.MARK, 1_500);
      assertThat(lines.getLast()).isEqualTo(DISK_FULL);
      int written = lines.size() - 1;
      assertThat(written).isPositive();
      CatalogueInvariants.check(fixture.paths().library());
      try (PhotoLibrary library = fixture.open()) {
        List<PhotoId> photo = List.of(library.photos().timeline().photo(0));
        assertThat(keywords(library, photo))
            .containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, written).mapToObj(FullDiskTest::keyword).toList());
        library.marks().keywords(photo, List.of("space again"), List.of());
        assertThat(keywords(library, photo)).hasSize(written + 1).contains("space again");
        assertThat(library.marks().undo().kind()).isEqualTo(StepKind.KEYWORDS);
        assertThat(keywords(library, photo)).hasSize(written);
      }
      CatalogueInvariants.check(fixture.paths().library());
    }
  }

  private static List<String> keywords(PhotoLibrary library, List<PhotoId> photo) {
    return Objects.requireNonNull(library.marks().of(photo).get(photo.getFirst())).addedKeywords();
  }

  @Test
  void textThatWasReadIsWholeAndTheRestIsReadLater() throws Exception {
    try (LibraryFixture fixture = new LibraryFixture(base)) {
      fixture.write("a.jpg", ImageKit.photo(0, 320, 240));
      fixture.index();
      try (PhotoLibrary library = fixture.open()) {
        // The models are unpacked now.
        TextStatus _ = library.texts().read(false).await();
      }
      byte[] picture = Files.readAllBytes(Path.of("src/test/resources/ocr/pictures/accents.png"));
      for (int i = 0; i < TEXTS; i++) {
        // Bytes after the end of a PNG make another content of the same image.
        byte[] other = Arrays.copyOf(picture, picture.length + 1 + i);
        fixture.write("t" + i + ".png", other);
      }
      fixture.index();
      assertThat(runWithLimit(Work.READ, 128)).containsExactly(DISK_FULL);
      CatalogueInvariants.check(fixture.paths().library());
      try (PhotoLibrary library = fixture.open()) {
        assertThat(library.texts().counts().read()).isLessThan(TEXTS + 1);
        assertThat(library.texts().read(false).await().counts())
            .isEqualTo(new TextCounts(TEXTS + 1, TEXTS + 1, TEXTS));
      }
      CatalogueInvariants.check(fixture.paths().library());
    }
  }

  /// Returns the lines that the process prints.
  ///
  /// @param blocks maximum size of a file in blocks of 512 bytes
  private List<String> runWithLimit(Work work, int blocks) throws Exception {
    Path log = Files.createFile(base.resolve("child.log"));
    Process child =
        JavaProcess.withFileLimit(blocks, Child.class, base.toString(), work.name())
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out = child.inputReader()) {
      List<String> lines = out.readAllLines();
      child.waitFor();
      assertThat(lines).as(Files.readString(log)).isNotEmpty();
      return lines;
    }
  }
}
