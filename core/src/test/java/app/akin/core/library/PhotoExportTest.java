package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.akin.core.export.ExportProgress;
import app.akin.core.export.ExportResult;
import app.akin.core.export.PhotoExport;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.JavaProcess;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Exports photos of a real library: copies, lists and contact sheets.
final class PhotoExportTest {
  @TempDir Path base;
  private LibraryFixture fixture;
  private PhotoLibrary library;
  private List<ContentId> contents;

  /// Exports in a separate process and prints the problem that ends it.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      try (LibraryFixture fixture = new LibraryFixture(Path.of(arguments[0]));
          PhotoLibrary library = fixture.open()) {
        ExportResult result =
            library.export().copies(all(library), Path.of(arguments[1]), 0, ExportProgress.NONE);
        out.println("done " + result);
      } catch (AkinException e) {
        out.println(e.problem().getClass().getSimpleName());
      }
    }
  }

  @BeforeEach
  void indexPhotos() throws Exception {
    fixture = new LibraryFixture(base);
    fixture.write("one/a.jpg", ImageKit.photo(1, 320, 240));
    fixture.write("two/A.JPG", ImageKit.photo(2, 240, 320));
    fixture.write("two/照片 (1).jpg", ImageKit.photo(3, 64, 48));
    fixture.write("three/a.jpg", ImageKit.photo(4, 64, 48));
    fixture.index();
    library = fixture.open();
    contents = all(library);
  }

  @AfterEach
  void close() {
    library.close();
    fixture.close();
  }

  /// Returns all photos in the order of their paths.
  private static List<ContentId> all(PhotoLibrary library) {
    Timeline timeline = library.photos().timeline();
    List<ContentId> contents = new ArrayList<>();
    for (int i = 0; i < timeline.size(); i++) {
      contents.add(timeline.content(i));
    }
    TreeMap<Path, ContentId> sorted = new TreeMap<>();
    library.photos().paths(contents).forEach((content, path) -> sorted.put(path, content));
    return List.copyOf(sorted.values());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private ExportResult copies(Path folder, int size) {
    return library.export().copies(contents, folder, size, ExportProgress.NONE);
  }

  @Test
  void copiesHaveTheBytesOfTheOriginalsAndNamesOfTheirOwn() throws Exception {
    Path target = base.resolve("out/new");
    Files.createDirectories(target);
    Files.writeString(target.resolve("a.JPG"), "mine");

    assertThat(copies(target, 0)).isEqualTo(new ExportResult(4, List.of(), false));
    assertThat(names(target))
        .containsExactly("A (4).JPG", "a (2).jpg", "a (3).jpg", "a.JPG", "照片 (1).jpg");
    assertThat(target.resolve("a.JPG")).hasContent("mine");
    assertThat(Files.readAllBytes(target.resolve("a (2).jpg")))
        .isEqualTo(Files.readAllBytes(fixture.photos().resolve("one/a.jpg")));
    assertThat(Files.getLastModifiedTime(target.resolve("a (2).jpg")))
        .isEqualTo(Files.getLastModifiedTime(fixture.photos().resolve("one/a.jpg")));
    assertThat(copies(target, 0).written()).isEqualTo(4);
    assertThat(names(target)).hasSize(9).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void smallerCopiesFitTheSizeAndAreNeverEnlarged() throws Exception {
    byte[] original = Files.readAllBytes(fixture.photos().resolve("one/a.jpg"));
    Path target = base.resolve("small");

    assertThat(copies(target, 100).written()).isEqualTo(4);
    BufferedImage one = ImageIO.read(target.resolve("a.jpg").toFile());
    assertThat(List.of(one.getWidth(), one.getHeight())).containsExactly(100, 75);
    BufferedImage small = ImageIO.read(target.resolve("照片 (1).jpg").toFile());
    assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(64, 48);
    assertThat(Files.readAllBytes(fixture.photos().resolve("one/a.jpg"))).isEqualTo(original);
  }

  @Test
  void unavailablePhotosAreNamedAndDamagedOnesLeaveNoFile() throws Exception {
    Files.delete(fixture.photos().resolve("one/a.jpg"));
    Files.writeString(fixture.photos().resolve("three/a.jpg"), "no image");
    List<ContentId> some = new ArrayList<>(contents);
    some.add(new ContentId(4_711));

    ExportResult result =
        library.export().copies(some, base.resolve("out"), 100, ExportProgress.NONE);
    assertThat(result.written()).isEqualTo(2);
    assertThat(result.skipped())
        .extracting(ExportResult.Skipped::reason)
        .containsExactly(
            ExportResult.Reason.OFFLINE,
            ExportResult.Reason.UNREADABLE,
            ExportResult.Reason.MISSING);
    assertThat(names(base.resolve("out"))).hasSize(2);
  }

  @Test
  void aStoppedExportKeepsWholeCopies() throws Exception {
    Path target = base.resolve("out");
    ExportResult result =
        library.export().copies(contents, target, 0, (done, total) -> done < 2 && total == 4);

    assertThat(result).isEqualTo(new ExportResult(2, List.of(), true));
    assertThat(names(target)).hasSize(2);
    Path sheet = base.resolve("sheet.pdf");
    Files.writeString(sheet, "before");
    List<ContentId> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.addAll(contents);
    }
    assertThat(library.export().contactSheet(many, sheet, "x", (_, _) -> false).isStopped())
        .isTrue();
    assertThat(sheet).hasContent("before");
    assertThat(names(base)).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void targetsAreNotInPhotoFoldersAndNoImagesAreReplaced() {
    PhotoExport export = library.export();
    Path inside = fixture.photos().resolve("one/export");
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(() -> copies(inside, 0))
        .matches(e -> e.problem() instanceof Problem.ExportIntoLibrary);
    assertThat(inside).doesNotExist();
    Path photo = fixture.photos().resolve("one/a.jpg");
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(() -> export.list(contents, photo, PhotoExport.ListForm.CSV))
        .matches(e -> e.problem() instanceof Problem.ExportIntoLibrary);
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(() -> copies(base.resolve("photos/one/a.jpg/x"), 0))
        .matches(e -> e.problem() instanceof Problem.ExportIntoLibrary);
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(
            () -> export.list(contents, base.resolve("none/list.csv"), PhotoExport.ListForm.CSV))
        .matches(e -> e.problem() instanceof Problem.ExportUnwritable);
    assertThatExceptionOfType(AkinException.class)
        .isThrownBy(() -> export.copies(List.of(), base.resolve("x"), 0, ExportProgress.NONE))
        .matches(e -> e.problem() instanceof Problem.ExportEmpty);
  }

  @Test
  void listsHaveOneLineForEachPhoto() throws Exception {
    Path csv = base.resolve("list.csv");
    Path paths = base.resolve("list.txt");
    assertThat(library.export().list(contents, csv, PhotoExport.ListForm.CSV).written())
        .isEqualTo(4);
    library.export().list(contents, paths, PhotoExport.ListForm.PATHS);

    assertThat(Files.readString(csv))
        .startsWith("\ufeffpath,date,width,height,camera,rating,keywords\r\n")
        .contains(fixture.photos().resolve("one/a.jpg") + ",,320,240,,,\r\n");
    assertThat(Files.readAllLines(paths, StandardCharsets.UTF_8))
        .hasSize(4)
        .contains(fixture.photos().resolve("two/照片 (1).jpg").toString());
  }

  @Test
  void aContactSheetShowsThumbnailsAndNames() throws Exception {
    List<ContentId> many = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      many.addAll(contents);
    }
    Path sheet = base.resolve("sheet.pdf");
    assertThat(library.export().contactSheet(many, sheet, "Trip \u202e照片 \n2", ExportProgress.NONE))
        .isEqualTo(new ExportResult(24, List.of(), false));

    try (PDDocument document = Loader.loadPDF(sheet.toFile())) {
      assertThat(document.getNumberOfPages()).isEqualTo(2);
      PDFRenderer renderer = new PDFRenderer(document);
      BufferedImage first = renderer.renderImageWithDPI(0, 72);
      // The heading, the first thumbnail, and the name below it.
      assertThat(ink(first, 36, 36, 80, 20)).isGreaterThan(20);
      assertThat(ink(first, 60, 90, 80, 80)).isGreaterThan(5_000);
      int label = 64 + (int) ((842 - 72 - 28 - 40) / 5.0) - 14;
      assertThat(ink(first, 36, label, 123, 14)).isBetween(15, 500);
      // The second page has four photos.
      BufferedImage second = renderer.renderImageWithDPI(1, 72);
      assertThat(ink(second, 36, 300, 520, 500)).isZero();
    }
  }

  /// Returns the number of pixels that are not white.
  private static int ink(BufferedImage image, int left, int top, int width, int height) {
    int ink = 0;
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        ink += (image.getRGB(x, y) & 0xff) < 200 ? 1 : 0;
      }
    }
    return ink;
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit exists only on Unix")
  void aFullDiskIsReportedAndLeavesWholeCopies() throws Exception {
    // The second file is larger than the limit of the process.
    fixture.write("two/0large.jpg", padded(ImageKit.photo(9, 320, 240), 9 << 20));
    library.close();
    fixture.index();
    library = fixture.open();
    Path target = base.resolve("full");
    Path log = Files.createFile(base.resolve("child.log"));
    Process child =
        JavaProcess.withFileLimit(16_384, Child.class, base.toString(), target.toString())
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out = child.inputReader()) {
      assertThat(out.readLine()).as(Files.readString(log)).isEqualTo("ExportDiskFull");
      child.waitFor();
    }
    assertThat(names(target)).containsExactly("a (2).jpg", "a.jpg");
  }

  /// Appends bytes that a decoder ignores.
  private static byte[] padded(byte[] jpeg, int bytes) {
    return Arrays.copyOf(jpeg, jpeg.length + bytes);
  }
}
