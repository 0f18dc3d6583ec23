package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.JavaProcess;
import app.akin.core.kit.OldLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoId;
import app.akin.core.search.SavedQuery;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Opens a library of version 0.1.0: every migration must keep what it holds, on a full disk, with
/// an offline drive, and after damage. `MigrationTest` interrupts the migration.
final class OldLibraryTest {
  /// Number of photos whose rows are added for the full disk.
  private static final int ADDED = 2_000;

  @TempDir Path base;
  private LibraryFixture fixture;

  @BeforeEach
  void unpack() throws Exception {
    OldLibrary.unpack(base);
    fixture = new LibraryFixture(base);
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
  }

  private SearchAnswer search() {
    return fixture.search(LibraryFixture.text("a landscape"));
  }

  private Map<String, byte[]> thumbnails() {
    Map<String, byte[]> thumbnails = new HashMap<>();
    try (PhotoLibrary library = fixture.open()) {
      for (SearchResult result : search().results()) {
        thumbnails.put(
            result.path().toString(), library.photos().thumbnail(result.content()).orElseThrow());
      }
    }
    return thumbnails;
  }

  @Test
  void theOldVectorsAndThumbnailsAnswerBeforeAndAfterARun() throws Exception {
    assertThat(search().results()).hasSize(OldLibrary.PHOTOS);
    Map<String, byte[]> before = thumbnails();
    assertThat(before).hasSize(OldLibrary.PHOTOS);
    assertThat(fixture.status())
        .returns((long) OldLibrary.PHOTOS, LibraryStatus::photos)
        .returns(11L, LibraryStatus::files)
        .returns(10L, LibraryStatus::contents)
        .returns((long) OldLibrary.PHOTOS, LibraryStatus::embedded);
    assertThat(fixture.status().failures())
        .extracting(LibraryStatus.Failure::kind)
        .containsExactly(FailureKind.UNSUPPORTED);

    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns(0L, IngestReport::removed)
        .returns((long) OldLibrary.PHOTOS, IngestReport::photos);
    assertThat(thumbnails()).usingRecursiveComparison().as("thumbnails").isEqualTo(before);
  }

  @Test
  void photosOfAnOldLibraryAreGatheredBeforeARun() throws Exception {
    List<ContentId> found = search().results().stream().map(SearchResult::content).toList();
    try (PhotoLibrary library = fixture.open()) {
      PhotoCollections collections = library.collections();
      List<PhotoId> photos = collections.photosOf(found);
      assertThat(photos).hasSize(OldLibrary.PHOTOS);
      long id = collections.create("Old", photos).id();
      library
          .savedSearches()
          .save(
              "Old",
              new SavedQuery(List.of(), "collection:old", List.of(), null, 0.5, false, Order.SCORE),
              false);

      fixture.index(ModelSelection.DEFAULT);
      assertThat(collections.members(id))
          .extracting(PhotoCollections.Member::photo)
          .isEqualTo(photos);
      SavedSearches searches = library.savedSearches();
      assertThat(
              library
                  .search()
                  .find(
                      searches.request(
                          searches.find("old"),
                          Locale.US,
                          100,
                          ModelSelection.DEFAULT,
                          SearchRequest.Stacks.ALL))
                  .results())
          .hasSize(OldLibrary.PHOTOS);
    }
  }

  @Test
  void theFactsAreReadAgainWithoutEmbedding() throws Exception {
    assertThat(dates())
        .containsEntry("a.jpg", "file 2026-01-01")
        .containsEntry("b.jpg", "sidecar 1985-06-07")
        .containsEntry("IMG_20240506_070809.jpg", "name 2024-05-06")
        .containsEntry("IMG_3.jpg", "exif 2024-05-06")
        .containsEntry("c.jpg", "exif 2010-01-02");
    Path drive = base.resolve("drive");
    Map<String, byte[]> files = new HashMap<>();
    for (String name : List.of("c.jpg", "d.jpg")) {
      files.put(name, Files.readAllBytes(drive.resolve(name)));
    }
    FileTime time = Files.getLastModifiedTime(drive.resolve("d.jpg"));
    for (String name : files.keySet()) {
      Files.delete(drive.resolve(name));
    }
    Files.delete(drive);

    assertThat(fixture.index(ModelSelection.DEFAULT)).returns(0L, IngestReport::embedded);
    assertThat(dates())
        .containsEntry("a.jpg", "exif 2015-06-07")
        .containsEntry("year.jpg", "exif 1965")
        .containsEntry("b.jpg", "sidecar 1985-06-07")
        .containsEntry("IMG_20240506_070809.jpg", "name 2024-05-06")
        .containsEntry("FB_IMG_1520435345678.jpg", "name 2018-03-07")
        .containsEntry("IMG_3.jpg", "exif 2024-05-06")
        .containsEntry("changed.jpg", "exif_changed 2013-02-03")
        .as("offline")
        .containsEntry("c.jpg", "exif 2010-01-02")
        .containsEntry("d.jpg", "file 2026-01-01");

    Files.createDirectory(drive);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = Files.write(drive.resolve(file.getKey()), file.getValue());
      Files.setLastModifiedTime(path, time);
    }
    assertThat(fixture.index(ModelSelection.DEFAULT)).returns(0L, IngestReport::embedded);
    assertThat(dates()).containsEntry("d.jpg", "exif 1993");
  }

  @Test
  void theKindsAreJudgedWithoutThePhotoFiles() throws Exception {
    String photos = "SELECT count(*) FROM search_facts WHERE ";
    try (Connection library =
            DriverManager.getConnection(
                "jdbc:sqlite:" + fixture.paths().library().resolve("library.db"));
        Statement statement = library.createStatement()) {
      statement.executeUpdate("UPDATE files SET name = 'Screenshot_1.jpg' WHERE name = 'd.jpg'");
    }
    Path drive = base.resolve("drive");
    for (Path file : List.of(drive.resolve("c.jpg"), drive.resolve("d.jpg"), drive)) {
      Files.delete(file);
    }
    assertThat(fixture.index(ModelSelection.DEFAULT)).returns(0L, IngestReport::embedded);
    assertThat(count(photos + "monochrome IS NOT NULL")).isEqualTo(OldLibrary.PHOTOS);
    assertThat(count(photos + "screenshot = 0")).isEqualTo(OldLibrary.PHOTOS - 1);
    assertThat(count(photos + "screenshot = 1")).isEqualTo(1);
  }

  private long count(String query) throws SQLException {
    try (Connection library =
            DriverManager.getConnection(
                "jdbc:sqlite:" + fixture.paths().library().resolve("library.db"));
        Statement statement = library.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  /// Returns source and day of each photo's date by the name of its first file.
  private Map<String, String> dates() {
    Map<String, String> dates = new HashMap<>();
    try (PhotoLibrary library = fixture.open()) {
      for (SearchResult result : search().results()) {
        String text = library.photos().details(result.content()).orElseThrow().date().text();
        dates.put(
            String.valueOf(result.paths().getFirst().getFileName()), text.replaceAll("T.*", ""));
      }
    }
    return dates;
  }

  @Test
  void aDeletedPhotoOfTheOldLibraryReturnsWithoutEmbedding() throws Exception {
    Path copy = fixture.photos().resolve("pair/IMG_3.jpg");
    Files.move(copy, fixture.photos().resolve("moved.jpg"));
    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns((long) OldLibrary.PHOTOS, IngestReport::photos);
  }

  @Test
  void photosOfAnOfflineDriveAreKept() throws Exception {
    Path away = base.resolve("away");
    Files.move(base.resolve("drive"), away);
    assertThat(search().results())
        .hasSize(OldLibrary.PHOTOS)
        .filteredOn(SearchResult::offline)
        .extracting(result -> String.valueOf(result.path().getFileName()))
        .containsExactlyInAnyOrder("c.jpg", "d.jpg");
    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns(0L, IngestReport::removed);
    assertThat(search().results()).hasSize(OldLibrary.PHOTOS);

    Files.move(away, base.resolve("drive"));
    assertThat(fixture.index(ModelSelection.DEFAULT)).returns(0L, IngestReport::embedded);
    assertThat(search().results()).filteredOn(SearchResult::offline).isEmpty();
  }

  /// Damages the middle of the old `library.db`, whose first page, with the version, stays.
  @Test
  void aDamagedOldLibraryIsSalvaged() throws Exception {
    Path file = fixture.paths().library().resolve("library.db");
    try (RandomAccessFile database = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] noise = new byte[4096];
      Arrays.fill(noise, (byte) 0x5A);
      for (long page = 10; page < 14; page++) {
        database.seek(page * noise.length);
        database.write(noise);
      }
    }
    fixture.index(ModelSelection.DEFAULT, fixture.photos(), base.resolve("drive"));
    assertThat(fixture.status()).returns((long) OldLibrary.PHOTOS, LibraryStatus::photos);
    assertThat(search().results()).hasSize(OldLibrary.PHOTOS);
  }

  /// Opens the library in a process with a limit on the size of files, and prints the problem.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      try (LibraryFixture fixture = new LibraryFixture(Path.of(arguments[0]));
          PhotoLibrary library = fixture.open()) {
        out.println("photos " + library.status(ModelSelection.DEFAULT).photos());
      } catch (AkinException e) {
        out.println(e.problem().getClass().getSimpleName());
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ulimit exists only on Unix")
  void onAFullDiskTheOldLibraryStaysAsItWas() throws Exception {
    Path file = fixture.paths().library().resolve("library.db");
    addPhotos(file);
    byte[] before = Files.readAllBytes(file);
    // In blocks of 512 bytes: the backup does not fit; the backup fits and the migration does not.
    for (int blocks : new int[] {16, before.length / 512 + 8}) {
      assertThat(openWithLimit(blocks)).as("%d blocks", blocks).startsWith("DiskFull");
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
    assertThat(fixture.paths().library().resolve("backups/schema-4.db")).exists();
    assertThat(openWithLimit(1 << 20)).isEqualTo("photos " + (OldLibrary.PHOTOS + ADDED));
  }

  /// Adds rows of photos, so that a migration writes more than the library's size.
  private static void addPhotos(Path library) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + library);
        Statement statement = connection.createStatement()) {
      String numbers =
          "WITH RECURSIVE n (i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + (1000 + ADDED)
              + ") ";
      statement.executeUpdate(
          numbers
              + "INSERT INTO contents (id, key, bytes, format, width, height, orientation, camera,"
              + " lens, added) SELECT i, randomblob(16), 1, 'JPEG', 4, 3, 1,"
              + " printf('%060d', i), printf('%060d', i), 0 FROM n");
      statement.executeUpdate(
          numbers + "INSERT INTO photos (id, added, lead) SELECT i, 0, i FROM n");
      statement.executeUpdate(
          numbers
              + "INSERT INTO files (directory_id, name, size, modified, content_id, photo_id)"
              + " SELECT (SELECT min(id) FROM directories), i || '.jpg', 1, 1, i, i FROM n");
    }
  }

  private String openWithLimit(int blocks) throws IOException, InterruptedException {
    Path log = Files.createTempFile(base, "child", ".log");
    Process child =
        JavaProcess.withFileLimit(blocks, Child.class, base.toString())
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      child.waitFor();
      assertThat(line).as(Files.readString(log)).isNotNull();
      return String.valueOf(line);
    }
  }
}
