package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are replaced although their size and time stay the same, and files whose attributes
/// change although their content stays the same. `-Dakin.files` sets the number of files (2,000).
final class ReplacedFilesTest {
  private static final int FILES = Integer.getInteger("akin.files", 2_000);

  /// Number of distinct images among the files.
  private static final int CONTENTS = 8;

  @TempDir Path base;
  private LibraryFixture fixture;
  private ModelSelection tiny;

  @BeforeEach
  void openFixture() {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix"),
        "the system reports the change time of files");
    fixture = new LibraryFixture(base);
    Path checkpoint = base.resolve("tiny");
    SyntheticCheckpoint.tiny().write(checkpoint);
    tiny = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.FP32);
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
  }

  /// Report of a run, and the number of files that it read.
  private record Run(IngestReport report, long read) {}

  private Run index(IngestRequest request) throws InterruptedException {
    try (PhotoLibrary library = fixture.open()) {
      IngestJob job = library.ingest().start(request);
      IngestReport report = job.await();
      return new Run(report, job.status().done());
    }
  }

  private Run index() throws InterruptedException {
    return index(new IngestRequest(List.of(fixture.photos()), false, tiny));
  }

  private static byte[] photo(int seed, String taken) {
    BufferedImage picture = ImageKit.picture(seed, 96, 64);
    return ImageKit.withExif(ImageKit.jpeg(picture, 0.8f), new ExifBlock().taken(taken));
  }

  private int year() {
    List<SearchResult> found =
        fixture.search(tiny, Filter.NONE, 10, LibraryFixture.text("a landscape")).results();
    assertThat(found).hasSize(1);
    return found.getFirst().date().getYear();
  }

  private void replaceKeepingTime(Path file, byte[] bytes, boolean inPlace) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    assertThat(bytes).hasSameSizeAs(Files.readAllBytes(file));
    if (inPlace) {
      Files.write(file, bytes);
    } else {
      Path other = Files.write(base.resolve("other"), bytes);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setLastModifiedTime(file, time);
  }

  @Test
  void replacedMetadataIsReadAgainWithoutEmbedding() throws Exception {
    Path file = fixture.write("x.jpg", photo(1, "2015:06:07 08:09:10"));
    index();
    assertThat(year()).isEqualTo(2015);

    for (boolean inPlace : new boolean[] {true, false}) {
      String year = inPlace ? "1999" : "1998";
      replaceKeepingTime(file, photo(1, year + ":06:07 08:09:10"), inPlace);
      Run run = index();
      assertThat(run.read()).isOne();
      assertThat(run.report()).returns(0L, IngestReport::embedded);
      assertThat(year()).isEqualTo(Integer.parseInt(year));
      assertThat(index().read()).isZero();
    }
  }

  @Test
  void replacedImageIsEmbedded() throws Exception {
    byte[] one = ImageKit.bmp(ImageKit.picture(1, 96, 64));
    byte[] other = ImageKit.bmp(ImageKit.picture(2, 96, 64));
    Path file = fixture.write("x.bmp", one);
    index();

    replaceKeepingTime(file, other, false);
    Run run = index();
    assertThat(run.read()).isOne();
    assertThat(run.report()).returns(1L, IngestReport::embedded).returns(1L, IngestReport::photos);
  }

  @Test
  void damagedFileThatIsRepairedInPlaceIsReadAgain() throws Exception {
    byte[] good = ImageKit.bmp(ImageKit.picture(1, 96, 64));
    byte[] bad = good.clone();
    bad[1] = 'X';
    Path file = fixture.write("x.bmp", bad);
    assertThat(index().report()).returns(1L, IngestReport::failed);

    replaceKeepingTime(file, good, true);
    assertThat(index().report())
        .returns(1L, IngestReport::embedded)
        .returns(0L, IngestReport::failed);
  }

  private void writeFiles() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path file = fixture.photos().resolve("d" + i % 100).resolve(i + ".jpg");
      Files.createDirectories(file.getParent());
      Files.write(file, contents[i % CONTENTS]);
    }
  }

  private final byte[][] contents = new byte[CONTENTS][];

  @Test
  void changedAttributesOfManyFilesEmbedNothing() throws Exception {
    for (int i = 0; i < CONTENTS; i++) {
      contents[i] = photo(i, "2015:06:07 08:09:10");
    }
    writeFiles();
    assertThat(index().report()).returns((long) CONTENTS, IngestReport::embedded);

    for (int i = 0; i < FILES; i++) {
      Files.setPosixFilePermissions(
          fixture.photos().resolve("d" + i % 100).resolve(i + ".jpg"),
          PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Run run = index();
    assertThat(run.read()).isEqualTo(FILES);
    assertThat(run.report())
        .returns(0L, IngestReport::embedded)
        .returns(0L, IngestReport::removed)
        .returns((long) FILES, IngestReport::unchanged);
    assertThat(index().read()).as("the new attributes are stored").isZero();

    // A library of an earlier version, which stored no such values, and a file system that gives
    // new ids at each mount.
    update("UPDATE files SET changed = NULL, file_key = NULL");
    assertThat(index().read()).as("unknown values").isZero();
    update("UPDATE files SET file_key = file_key + 1000000");
    assertThat(index().read()).as("ids that are not stable").isZero();
    update("UPDATE files SET file_key = file_key + 1000000 WHERE name = '1.jpg'");
    assertThat(index().read()).as("the id of one file among others").isOne();
  }

  private void update(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + fixture.paths().library().resolve("library.db"));
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }

  @Test
  void filesAreReadAgainOnRequest() throws Exception {
    fixture.write("a/x.jpg", photo(1, "2015:06:07 08:09:10"));
    fixture.write("b/y.jpg", photo(2, "2015:06:07 08:09:10"));
    index();
    assertThat(index().read()).isZero();

    Run part =
        index(new IngestRequest(List.of(fixture.photos().resolve("a")), false, tiny).withReread());
    assertThat(part.read()).isOne();
    assertThat(part.report()).returns(0L, IngestReport::embedded);
    Run all = index(new IngestRequest(List.of(fixture.photos()), false, tiny).withReread());
    assertThat(all.read()).isEqualTo(2);
    assertThat(all.report()).returns(0L, IngestReport::embedded);
  }
}
