package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.Throttle;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.synthetic.MadeCheckpoint;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees of taking photos in: what is computed again, what is kept, what is reported.
class IngestTest {
  @TempDir Path base;
  private LibraryFixture home;

  @BeforeEach
  void openHome() {
    home = new LibraryFixture(base);
  }

  @AfterEach
  void invariantsHold() {
    home.close();
    if (Files.exists(home.paths().library().resolve("library.db"))) {
      CatalogueInvariants.check(home.paths().library());
    }
  }

  /// The catalogue keeps what each embedding was made in, and one is as good as another.
  @Test
  void embeddingsOfOnePrecisionAreFoundByAnother() throws Exception {
    Path checkpoint = base.resolve("checkpoint");
    MadeCheckpoint.tiny().write(checkpoint);
    for (int i = 0; i < 6; i++) {
      home.write("p" + i + ".jpg", ImageKit.photo(i, 96, 72));
    }
    ModelSelection bytes = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.INT8);
    ModelSelection floats = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.FP32);
    assertThat(home.index(bytes, home.photos()).embedded()).isEqualTo(6);
    assertThat(home.index(floats, home.photos()).embedded()).isZero();

    Path query = base.resolve("query.png");
    Files.write(query, ImageKit.png(ImageKit.picture(3, 96, 72)));
    for (ModelSelection wish : List.of(bytes, floats)) {
      assertThat(
              home.search(wish, Filter.NONE, 6, new QueryPart.Image(query, 1)).results().stream()
                  .map(hit -> hit.paths().getFirst().getFileName().toString()))
          .startsWith("p3.jpg");
    }
  }

  @Test
  void anUnchangedFolderIsEmbeddedOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      home.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }

    assertThat(home.index())
        .returns(5L, IngestReport::files)
        .returns(5L, IngestReport::embedded)
        .returns(5L, IngestReport::photos)
        .returns(0L, IngestReport::unchanged)
        .returns(0L, IngestReport::failed);
    assertThat(home.index())
        .returns(5L, IngestReport::files)
        .returns(0L, IngestReport::embedded)
        .returns(5L, IngestReport::unchanged);
  }

  @Test
  void copyRenameMoveTouchAndRatingEmbedNothingAndKeepThePhoto() throws Exception {
    byte[] one = ImageKit.photo(1, 320, 240);
    byte[] two = ImageKit.photo(2, 320, 240);
    byte[] three = ImageKit.photo(3, 320, 240);
    byte[] four = ImageKit.photo(4, 320, 240);
    home.write("one.jpg", one);
    home.write("two.jpg", two);
    home.write("three.jpg", three);
    home.write("four.jpg", four);
    assertThat(home.index().embedded()).isEqualTo(4);
    Map<String, PhotoId> before = photos();

    home.write("copy of one.jpg", one);
    Files.move(home.photos().resolve("two.jpg"), home.photos().resolve("zwei.jpg"));
    Files.createDirectories(home.photos().resolve("far/away"));
    Files.move(home.photos().resolve("three.jpg"), home.photos().resolve("far/away/3.jpg"));
    home.write("four.jpg", ImageKit.withRating(four, 5));
    Files.setLastModifiedTime(
        home.photos().resolve("one.jpg"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    IngestReport report = home.index();

    assertThat(report.embedded()).isZero();
    assertThat(report.files()).isEqualTo(5);
    assertThat(report.photos()).isEqualTo(4);
    Map<String, PhotoId> after = photos();
    assertThat(after.get("zwei.jpg")).isEqualTo(before.get("two.jpg"));
    assertThat(after.get("far/away/3.jpg")).isEqualTo(before.get("three.jpg"));
    assertThat(after.get("four.jpg")).isEqualTo(before.get("four.jpg"));
    assertThat(after.get("copy of one.jpg")).isEqualTo(before.get("one.jpg"));
  }

  @Test
  void copiesFoundInOneRunAreEmbeddedOnce() throws Exception {
    byte[] photo = ImageKit.photo(1, 320, 240);
    for (int i = 0; i < 20; i++) {
      home.write("copy" + i + ".jpg", photo);
    }

    IngestReport report = home.index();

    assertThat(report.embedded()).isEqualTo(1);
    assertThat(report.files()).isEqualTo(20);
    assertThat(report.unchanged()).isEqualTo(19);
    assertThat(report.photos()).isEqualTo(1);
    assertThat(home.search(LibraryFixture.text("a landscape")).results())
        .singleElement()
        .matches(hit -> hit.paths().size() == 20)
        .matches(hit -> hit.path().endsWith("copy0.jpg"));
  }

  @Test
  void anEditedPhotoIsEmbeddedAgain() throws Exception {
    home.write("a.jpg", ImageKit.photo(1, 320, 240));
    home.index();
    PhotoId before = photos().get("a.jpg");
    home.write("a.jpg", ImageKit.photo(2, 320, 240));

    assertThat(home.index().embedded()).isEqualTo(1);
    assertThat(photos()).containsEntry("a.jpg", before);
    assertThat(home.status().photos()).isEqualTo(1);
  }

  @Test
  void deletedFilesLeaveTheResultsAndReturnWithoutEmbedding() throws Exception {
    byte[] photo = ImageKit.photo(1, 320, 240);
    home.write("stays.jpg", ImageKit.photo(2, 320, 240));
    home.write("in/goes.jpg", photo);
    home.write("goes.jpg", ImageKit.photo(3, 320, 240));
    home.index();
    PhotoId before = photos().get("in/goes.jpg");
    Files.delete(home.photos().resolve("goes.jpg"));
    Files.delete(home.photos().resolve("in/goes.jpg"));
    Files.delete(home.photos().resolve("in"));

    IngestReport report = home.index();

    assertThat(report.removed()).isEqualTo(2);
    assertThat(photos()).containsOnlyKeys("stays.jpg");
    home.write("back.jpg", photo);
    assertThat(home.index().embedded()).isZero();
    assertThat(photos()).containsEntry("back.jpg", before);
  }

  @Test
  void aMissingOrEmptyRootKeepsItsPhotos() throws Exception {
    home.write("a.jpg", ImageKit.photo(1, 320, 240));
    home.index();
    Path away = Files.createDirectory(base.resolve("cupboard")).resolve("away");
    Files.move(home.photos(), away);

    assertThat(home.index(ModelSelection.DEFAULT).unavailable()).containsExactly(home.photos());
    assertThat(photos()).containsOnlyKeys("a.jpg");
    Files.createDirectory(home.photos());
    assertThat(home.index(ModelSelection.DEFAULT).unavailable()).containsExactly(home.photos());
    assertThat(photos()).containsOnlyKeys("a.jpg");
    Files.delete(home.photos());
    Files.move(away, home.photos());
    assertThat(home.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns(1L, IngestReport::unchanged);
  }

  @Test
  void unreadablePhotosAreReportedAndNeverStopARun() throws Exception {
    home.write("good.jpg", ImageKit.photo(1, 320, 240));
    home.write("empty.jpg", new byte[0]);
    home.write("short.jpg", ImageKit.truncated(ImageKit.photo(2, 320, 240), 0.5));
    home.write("text.jpg", "this is no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    home.write("bomb.png", ImageKit.bomb());
    byte[] brokenExif = new ExifBlock().taken("2024:05:06 07:08:09").bytes();
    java.util.Arrays.fill(brokenExif, 12, brokenExif.length, (byte) 0xFF);
    home.write(
        "broken exif.jpg", ImageKit.withSegment(ImageKit.photo(3, 320, 240), 0xE1, brokenExif));
    home.write("it's \"odd\"\n😀.jpg", ImageKit.photo(4, 320, 240));
    Files.createSymbolicLink(home.photos().resolve("loop"), home.photos());

    IngestReport report = home.index();

    assertThat(report.embedded()).isEqualTo(3);
    assertThat(report.failed()).isEqualTo(4);
    assertThat(report.files()).isEqualTo(7);
    assertThat(failures())
        .containsEntry("empty.jpg", FailureKind.DAMAGED)
        .containsEntry("short.jpg", FailureKind.DAMAGED)
        .containsEntry("text.jpg", FailureKind.UNSUPPORTED)
        .containsEntry("bomb.png", FailureKind.TOO_LARGE)
        .hasSize(4);
    assertThat(photos()).containsOnlyKeys("good.jpg", "broken exif.jpg", "it's \"odd\"\n😀.jpg");
  }

  @Test
  void aFailedPhotoIsRetriedWhenItChangesOrOnRequest() throws Exception {
    home.write("good.jpg", ImageKit.photo(1, 320, 240));
    home.write("bad.jpg", new byte[] {1, 2, 3});
    home.index();

    assertThat(home.index()).returns(1L, IngestReport::failed).returns(1L, IngestReport::unchanged);
    assertThat(home.status().failures()).singleElement().returns(1, failure -> failure.tries());
    try (PhotoLibrary library = home.open()) {
      library.ingest().start(new IngestRequest(List.of(), true, ModelSelection.DEFAULT)).await();
    }
    assertThat(home.status().failures()).singleElement().returns(2, failure -> failure.tries());
    home.write("bad.jpg", ImageKit.photo(2, 320, 240));
    assertThat(home.index()).returns(1L, IngestReport::embedded).returns(0L, IngestReport::failed);
    assertThat(home.status().failures()).isEmpty();
  }

  @Test
  void aPhotoThatBecomesDamagedLeavesTheResults() throws Exception {
    home.write("a.jpg", ImageKit.photo(1, 320, 240));
    home.write("b.jpg", ImageKit.photo(2, 320, 240));
    home.index();
    home.write("a.jpg", new byte[] {1, 2, 3});

    assertThat(home.index().failed()).isEqualTo(1);
    assertThat(photos()).containsOnlyKeys("b.jpg");
  }

  @Test
  void fileNamesWithInvalidEncodingAreIndexed() throws Exception {
    assumeTrue(File.separatorChar == '/', "names are bytes on POSIX systems only");
    Files.createDirectories(home.photos());
    Path odd = Path.of(URI.create(home.photos().toUri() + "bad%FFname.jpg"));
    Files.write(odd, ImageKit.photo(1, 320, 240));

    assertThat(home.index().embedded()).isEqualTo(1);
    assertThat(home.search(LibraryFixture.text("a landscape")).results())
        .singleElement()
        .returns(odd, hit -> hit.path());
    assertThat(home.index().unchanged()).isEqualTo(1);
  }

  @Test
  void anUnreadableFileIsReportedAndAnUnreadableFolderKeepsItsPhotos() throws Exception {
    Path locked = home.write("locked.jpg", ImageKit.photo(1, 320, 240));
    home.write("in/a.jpg", ImageKit.photo(2, 320, 240));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(locked), "this user may read everything");
    home.index();
    assertThat(failures()).containsEntry("locked.jpg", FailureKind.UNREADABLE);
    Path in = home.photos().resolve("in");
    Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("---------"));
    try {
      home.index();
      assertThat(photos()).containsOnlyKeys("in/a.jpg");
    } finally {
      Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void invalidFoldersAreRejectedBeforeAnyChange() throws Exception {
    Path file = home.write("a.jpg", ImageKit.photo(1, 64, 64));
    Path empty = Files.createDirectory(base.resolve("empty"));

    assertProblem(Problem.FOLDER_MISSING, base.resolve("nowhere"));
    assertProblem(Problem.FOLDER_NOT_A_FOLDER, file);
    assertProblem(Problem.FOLDER_WITHOUT_PHOTOS, empty);
    assertProblem(Problem.NO_FOLDERS);
    assertThat(home.status().folders()).isEmpty();
  }

  @Test
  void aSecondWriterIsRejected() throws Exception {
    for (int i = 0; i < 40; i++) {
      home.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    try (PhotoLibrary library = home.open()) {
      IngestJob job =
          library
              .ingest()
              .start(new IngestRequest(List.of(home.photos()), false, ModelSelection.DEFAULT));
      assertProblem(Problem.LIBRARY_BUSY, home.photos());
      job.stop();
      assertThat(job.await().stopped()).isTrue();
    }
    assertThat(home.index().files()).isEqualTo(40);
  }

  @Test
  void aStoppedRunKeepsItsWorkAndTheNextRunResumes() throws Exception {
    for (int i = 0; i < 60; i++) {
      home.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    long first;
    try (PhotoLibrary library = home.open()) {
      IngestJob job =
          library
              .ingest()
              .start(new IngestRequest(List.of(home.photos()), false, ModelSelection.DEFAULT));
      while (job.status().embedded() == 0) {
        Thread.onSpinWait();
      }
      job.stop();
      first = job.await().embedded();
    }

    IngestReport second = home.index();

    assertThat(first).isBetween(1L, 59L);
    assertThat(second.embedded()).isEqualTo(60 - first);
    assertThat(second.unchanged()).isEqualTo(first);
  }

  @Test
  void aPausedRunResumesWithoutRepeatingWork() throws Exception {
    for (int i = 0; i < 120; i++) {
      home.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    try (PhotoLibrary library = home.open()) {
      IngestJob job =
          library
              .ingest()
              .start(new IngestRequest(List.of(home.photos()), false, ModelSelection.DEFAULT));
      job.setGentle(true);
      while (job.status().embedded() == 0) {
        Thread.onSpinWait();
      }
      job.pause();
      assertThat(job.isPaused()).isTrue();
      assertThat(job.isGentle()).isTrue();
      assertThat(job.status().throttle()).isEqualTo(Throttle.PAUSED);
      long settled = settled(job);

      // A pause that does nothing ends with everything done.
      assertThat(job.isDone()).isFalse();
      assertThat(settled).isLessThan(120);
      assertThat(home.status().embedded()).as("what is in flight is kept").isEqualTo(settled);
      job.setGentle(false);
      job.resume();
      assertThat(job.await())
          .returns(120L, IngestReport::embedded)
          .returns(false, IngestReport::stopped);
    }
  }

  @Test
  void aPausedRunCanBeStopped() throws Exception {
    home.write("p.jpg", ImageKit.photo(1, 320, 240));
    try (PhotoLibrary library = home.open()) {
      IngestJob job =
          library
              .ingest()
              .start(new IngestRequest(List.of(home.photos()), false, ModelSelection.DEFAULT));
      job.pause();
      job.stop();
      assertThat(job.await().stopped()).isTrue();
    }
  }

  /// Waits until a paused run has finished what was in flight; how much was embedded by then.
  private static long settled(IngestJob job) throws InterruptedException {
    long embedded = -1;
    int same = 0;
    while (same < 40) {
      long now = job.status().embedded();
      same = now == embedded ? same + 1 : 0;
      embedded = now;
      Thread.sleep(10);
    }
    return embedded;
  }

  @Test
  void aParentFolderReplacesARootAndASubfolderJoinsIt() throws Exception {
    home.write("in/a.jpg", ImageKit.photo(1, 320, 240));
    home.write("b.jpg", ImageKit.photo(2, 320, 240));
    Path in = home.photos().resolve("in");
    assertThat(home.index(ModelSelection.DEFAULT, in).embedded()).isEqualTo(1);
    PhotoId before = photos().get("in/a.jpg");

    assertThat(home.index(ModelSelection.DEFAULT, home.photos(), in))
        .returns(1L, IngestReport::embedded)
        .returns(2L, IngestReport::files);

    assertThat(photos()).hasSize(2).containsEntry("in/a.jpg", before);
    assertThat(home.index(ModelSelection.DEFAULT, in).files()).isEqualTo(1);
    assertThat(home.status().folders())
        .singleElement()
        .returns(home.photos(), LibraryStatus.Folder::path);
  }

  @Test
  void removedFoldersAndExclusionsLeaveTheResults() throws Exception {
    home.write("in/a.jpg", ImageKit.photo(1, 320, 240));
    home.write("b.jpg", ImageKit.photo(2, 320, 240));
    home.index();
    try (PhotoLibrary library = home.open()) {
      library.folders().add(home.photos(), List.of(Path.of("in")));
    }
    home.index(ModelSelection.DEFAULT);
    assertThat(photos()).containsOnlyKeys("b.jpg");
    try (PhotoLibrary library = home.open()) {
      assertThatThrownBy(() -> library.folders().remove(base))
          .isInstanceOfSatisfying(
              AkinException.class, e -> assertThat(e.problem()).isEqualTo(Problem.FOLDER_UNKNOWN));
      library.folders().remove(home.photos());
      assertThat(library.folders().list()).isEmpty();
    }
    assertThat(home.status().photos()).isZero();
    assertThat(home.photos().resolve("b.jpg")).exists();
  }

  @Test
  void lostThumbnailsAreRecreatedWithoutEmbedding() throws Exception {
    home.write("a.jpg", ImageKit.photo(1, 320, 240));
    home.index();
    home.close();
    for (String name : List.of("thumbnails.db", "thumbnails.db-wal", "thumbnails.db-shm")) {
      Files.deleteIfExists(home.paths().library().resolve(name));
    }

    assertThat(home.index().embedded()).isZero();
    assertThat(home.paths().library().resolve("thumbnails.db")).exists();
    CatalogueInvariants.check(home.paths().library());
  }

  private void assertProblem(Problem problem, Path... folders) {
    assertThatThrownBy(() -> home.index(ModelSelection.DEFAULT, folders))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  /// Every photo that a search can find, by each of its paths.
  private Map<String, PhotoId> photos() {
    return home.search(Filter.NONE, 1000, LibraryFixture.text("a landscape")).results().stream()
        .flatMap(
            hit ->
                hit.paths().stream()
                    .map(path -> Map.entry(home.photos().relativize(path).toString(), hit.photo())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<String, FailureKind> failures() {
    return home.status().failures().stream()
        .collect(
            Collectors.toMap(
                failure -> home.photos().relativize(failure.path()).toString(),
                LibraryStatus.Failure::kind));
  }
}
