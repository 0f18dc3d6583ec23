package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.Throttle;
import app.akin.core.kit.Await;
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
import app.akin.core.synthetic.SyntheticCheckpoint;
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

/// Tests indexing: what is recomputed, what is kept, and what is reported.
class IngestTest {
  @TempDir Path base;
  private LibraryFixture fixture;

  @BeforeEach
  void openFixture() {
    fixture = new LibraryFixture(base);
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    if (Files.exists(fixture.paths().library().resolve("library.db"))) {
      CatalogueInvariants.check(fixture.paths().library());
    }
  }

  /// The catalogue stores the precision of each embedding; all precisions are compatible.
  @Test
  void embeddingsOfOnePrecisionAreFoundByAnother() throws Exception {
    Path checkpoint = base.resolve("checkpoint");
    SyntheticCheckpoint.tiny().write(checkpoint);
    for (int i = 0; i < 6; i++) {
      fixture.write("p" + i + ".jpg", ImageKit.photo(i, 96, 72));
    }
    ModelSelection bytes = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.INT8);
    ModelSelection floats = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.FP32);
    assertThat(fixture.index(bytes, fixture.photos()).embedded()).isEqualTo(6);
    assertThat(fixture.index(floats, fixture.photos()).embedded()).isZero();

    Path query = base.resolve("query.png");
    Files.write(query, ImageKit.png(ImageKit.picture(3, 96, 72)));
    for (ModelSelection selection : List.of(bytes, floats)) {
      assertThat(
              fixture
                  .search(selection, Filter.NONE, 6, new QueryPart.Image(query, 1))
                  .results()
                  .stream()
                  .map(hit -> hit.paths().getFirst().getFileName().toString()))
          .startsWith("p3.jpg");
    }
  }

  @Test
  void anUnchangedFolderIsEmbeddedOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      fixture.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }

    assertThat(fixture.index())
        .returns(5L, IngestReport::files)
        .returns(5L, IngestReport::embedded)
        .returns(5L, IngestReport::photos)
        .returns(0L, IngestReport::unchanged)
        .returns(0L, IngestReport::failed);
    assertThat(fixture.index())
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
    fixture.write("one.jpg", one);
    fixture.write("two.jpg", two);
    fixture.write("three.jpg", three);
    fixture.write("four.jpg", four);
    assertThat(fixture.index().embedded()).isEqualTo(4);
    Map<String, PhotoId> before = photos();

    fixture.write("copy of one.jpg", one);
    Files.move(fixture.photos().resolve("two.jpg"), fixture.photos().resolve("zwei.jpg"));
    Files.createDirectories(fixture.photos().resolve("far/away"));
    Files.move(fixture.photos().resolve("three.jpg"), fixture.photos().resolve("far/away/3.jpg"));
    fixture.write("four.jpg", ImageKit.withRating(four, 5));
    Files.setLastModifiedTime(
        fixture.photos().resolve("one.jpg"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    IngestReport report = fixture.index();

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
      fixture.write("copy" + i + ".jpg", photo);
    }

    IngestReport report = fixture.index();

    assertThat(report.embedded()).isEqualTo(1);
    assertThat(report.files()).isEqualTo(20);
    assertThat(report.unchanged()).isEqualTo(19);
    assertThat(report.photos()).isEqualTo(1);
    assertThat(fixture.search(LibraryFixture.text("a landscape")).results())
        .singleElement()
        .matches(hit -> hit.paths().size() == 20)
        .matches(hit -> hit.path().endsWith("copy0.jpg"));
  }

  @Test
  void anEditedPhotoIsEmbeddedAgain() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 320, 240));
    fixture.index();
    PhotoId before = photos().get("a.jpg");
    fixture.write("a.jpg", ImageKit.photo(2, 320, 240));

    assertThat(fixture.index().embedded()).isEqualTo(1);
    assertThat(photos()).containsEntry("a.jpg", before);
    assertThat(fixture.status().photos()).isEqualTo(1);
  }

  @Test
  void deletedFilesLeaveTheResultsAndReturnWithoutEmbedding() throws Exception {
    byte[] photo = ImageKit.photo(1, 320, 240);
    fixture.write("stays.jpg", ImageKit.photo(2, 320, 240));
    fixture.write("in/goes.jpg", photo);
    fixture.write("goes.jpg", ImageKit.photo(3, 320, 240));
    fixture.index();
    PhotoId before = photos().get("in/goes.jpg");
    Files.delete(fixture.photos().resolve("goes.jpg"));
    Files.delete(fixture.photos().resolve("in/goes.jpg"));
    Files.delete(fixture.photos().resolve("in"));

    IngestReport report = fixture.index();

    assertThat(report.removed()).isEqualTo(2);
    assertThat(photos()).containsOnlyKeys("stays.jpg");
    fixture.write("back.jpg", photo);
    assertThat(fixture.index().embedded()).isZero();
    assertThat(photos()).containsEntry("back.jpg", before);
  }

  @Test
  void aMissingOrEmptyRootKeepsItsPhotos() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 320, 240));
    fixture.index();
    Path movedAway = Files.createDirectory(base.resolve("cupboard")).resolve("away");
    Files.move(fixture.photos(), movedAway);

    assertThat(fixture.index(ModelSelection.DEFAULT).unavailable())
        .containsExactly(fixture.photos());
    assertThat(photos()).containsOnlyKeys("a.jpg");
    Files.createDirectory(fixture.photos());
    assertThat(fixture.index(ModelSelection.DEFAULT).unavailable())
        .containsExactly(fixture.photos());
    assertThat(photos()).containsOnlyKeys("a.jpg");
    Files.delete(fixture.photos());
    Files.move(movedAway, fixture.photos());
    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns(1L, IngestReport::unchanged);
  }

  @Test
  void unreadablePhotosAreReportedAndNeverStopARun() throws Exception {
    fixture.write("good.jpg", ImageKit.photo(1, 320, 240));
    fixture.write("empty.jpg", new byte[0]);
    fixture.write("short.jpg", ImageKit.truncated(ImageKit.photo(2, 320, 240), 0.5));
    fixture.write(
        "text.jpg", "this is no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    fixture.write("bomb.png", ImageKit.bomb());
    byte[] brokenExif = new ExifBlock().taken("2024:05:06 07:08:09").bytes();
    java.util.Arrays.fill(brokenExif, 12, brokenExif.length, (byte) 0xFF);
    fixture.write(
        "broken exif.jpg", ImageKit.withSegment(ImageKit.photo(3, 320, 240), 0xE1, brokenExif));
    fixture.write("it's \"odd\"\n😀.jpg", ImageKit.photo(4, 320, 240));
    Files.createSymbolicLink(fixture.photos().resolve("loop"), fixture.photos());

    IngestReport report = fixture.index();

    assertThat(report.embedded()).isEqualTo(3);
    assertThat(report.failed()).isEqualTo(4);
    assertThat(report.files()).isEqualTo(7);
    assertThat(failures())
        .containsEntry("empty.jpg", FailureKind.EMPTY)
        .containsEntry("short.jpg", FailureKind.DAMAGED)
        .containsEntry("text.jpg", FailureKind.UNSUPPORTED)
        .containsEntry("bomb.png", FailureKind.TOO_LARGE)
        .hasSize(4);
    assertThat(photos()).containsOnlyKeys("good.jpg", "broken exif.jpg", "it's \"odd\"\n😀.jpg");
  }

  @Test
  void aFailedPhotoIsRetriedWhenItChangesOrOnRequest() throws Exception {
    fixture.write("good.jpg", ImageKit.photo(1, 320, 240));
    fixture.write("bad.jpg", new byte[] {1, 2, 3});
    fixture.index();

    assertThat(fixture.index())
        .returns(1L, IngestReport::failed)
        .returns(1L, IngestReport::unchanged);
    assertThat(fixture.status().failures()).singleElement().returns(1, failure -> failure.tries());
    try (PhotoLibrary library = fixture.open()) {
      library.ingest().start(new IngestRequest(List.of(), true, ModelSelection.DEFAULT)).await();
    }
    assertThat(fixture.status().failures()).singleElement().returns(2, failure -> failure.tries());
    fixture.write("bad.jpg", ImageKit.photo(2, 320, 240));
    assertThat(fixture.index())
        .returns(1L, IngestReport::embedded)
        .returns(0L, IngestReport::failed);
    assertThat(fixture.status().failures()).isEmpty();
  }

  @Test
  void aPhotoThatBecomesDamagedLeavesTheResults() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 320, 240));
    fixture.write("b.jpg", ImageKit.photo(2, 320, 240));
    fixture.index();
    fixture.write("a.jpg", new byte[] {1, 2, 3});

    assertThat(fixture.index().failed()).isEqualTo(1);
    assertThat(photos()).containsOnlyKeys("b.jpg");
  }

  @Test
  void fileNamesWithInvalidEncodingAreIndexed() throws Exception {
    assumeTrue(File.separatorChar == '/', "names are bytes on POSIX systems only");
    Files.createDirectories(fixture.photos());
    Path invalidName = Path.of(URI.create(fixture.photos().toUri() + "bad%FFname.jpg"));
    Files.write(invalidName, ImageKit.photo(1, 320, 240));

    assertThat(fixture.index().embedded()).isEqualTo(1);
    assertThat(fixture.search(LibraryFixture.text("a landscape")).results())
        .singleElement()
        .returns(invalidName, hit -> hit.path());
    assertThat(fixture.index().unchanged()).isEqualTo(1);
  }

  @Test
  void anUnreadableFileIsReportedAndAnUnreadableFolderKeepsItsPhotos() throws Exception {
    Path locked = fixture.write("locked.jpg", ImageKit.photo(1, 320, 240));
    fixture.write("in/a.jpg", ImageKit.photo(2, 320, 240));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(locked), "this user can read all files");
    fixture.index();
    assertThat(failures()).containsEntry("locked.jpg", FailureKind.UNREADABLE);
    Path in = fixture.photos().resolve("in");
    Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("---------"));
    try {
      fixture.index();
      assertThat(photos()).containsOnlyKeys("in/a.jpg");
    } finally {
      Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void invalidFoldersAreRejectedBeforeAnyChange() throws Exception {
    Path file = fixture.write("a.jpg", ImageKit.photo(1, 64, 64));
    Path empty = Files.createDirectory(base.resolve("empty"));

    assertProblem(Problem.FolderMissing.class, base.resolve("nowhere"));
    assertProblem(Problem.FolderNotAFolder.class, file);
    assertProblem(Problem.FolderWithoutPhotos.class, empty);
    assertProblem(Problem.NoFolders.class);
    assertThat(fixture.status().folders()).isEmpty();
  }

  @Test
  void aSecondWriterIsRejected() throws Exception {
    for (int i = 0; i < 40; i++) {
      fixture.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    try (PhotoLibrary library = fixture.open()) {
      IngestJob job =
          library
              .ingest()
              .start(new IngestRequest(List.of(fixture.photos()), false, ModelSelection.DEFAULT));
      assertProblem(Problem.LibraryBusy.class, fixture.photos());
      job.stop();
      assertThat(job.await().stopped()).isTrue();
    }
    assertThat(fixture.index().files()).isEqualTo(40);
  }

  @Test
  void aStoppedRunKeepsItsWorkAndTheNextRunResumes() throws Exception {
    for (int i = 0; i < 60; i++) {
      fixture.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    long first;
    try (PhotoLibrary library = fixture.open()) {
      IngestJob job =
          library
              .ingest()
              .start(new IngestRequest(List.of(fixture.photos()), false, ModelSelection.DEFAULT));
      Await.until("the first photo", () -> job.status().embedded() > 0);
      job.stop();
      first = job.await().embedded();
    }

    IngestReport second = fixture.index();

    assertThat(first).isBetween(1L, 59L);
    assertThat(second.embedded()).isEqualTo(60 - first);
    assertThat(second.unchanged()).isEqualTo(first);
  }

  @Test
  void aPausedRunResumesWithoutRepeatingWork() throws Exception {
    for (int i = 0; i < 120; i++) {
      fixture.write("p" + i + ".jpg", ImageKit.photo(i, 320, 240));
    }
    try (PhotoLibrary library = fixture.open()) {
      IngestJob job =
          library
              .ingest()
              .start(new IngestRequest(List.of(fixture.photos()), false, ModelSelection.DEFAULT));
      job.setGentle(true);
      Await.until("the first photo", () -> job.status().embedded() > 0);
      job.pause();
      assertThat(job.isPaused()).isTrue();
      assertThat(job.isGentle()).isTrue();
      assertThat(job.status().throttle()).isEqualTo(Throttle.PAUSED);
      long settled = settled(job);

      // Without a working pause, all photos would be indexed by now.
      assertThat(job.isDone()).isFalse();
      assertThat(settled).isLessThan(120);
      assertThat(fixture.status().embedded()).as("work in flight is kept").isEqualTo(settled);
      job.setGentle(false);
      job.resume();
      assertThat(job.await())
          .returns(120L, IngestReport::embedded)
          .returns(false, IngestReport::stopped);
    }
  }

  @Test
  void aPausedRunCanBeStopped() throws Exception {
    fixture.write("p.jpg", ImageKit.photo(1, 320, 240));
    try (PhotoLibrary library = fixture.open()) {
      IngestJob job =
          library
              .ingest()
              .start(new IngestRequest(List.of(fixture.photos()), false, ModelSelection.DEFAULT));
      job.pause();
      job.stop();
      assertThat(job.await().stopped()).isTrue();
    }
  }

  /// Waits until a paused run has finished the work in flight; returns the number of embedded
  /// images.
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
    fixture.write("in/a.jpg", ImageKit.photo(1, 320, 240));
    fixture.write("b.jpg", ImageKit.photo(2, 320, 240));
    Path in = fixture.photos().resolve("in");
    assertThat(fixture.index(ModelSelection.DEFAULT, in).embedded()).isEqualTo(1);
    PhotoId before = photos().get("in/a.jpg");

    assertThat(fixture.index(ModelSelection.DEFAULT, fixture.photos(), in))
        .returns(1L, IngestReport::embedded)
        .returns(2L, IngestReport::files);

    assertThat(photos()).hasSize(2).containsEntry("in/a.jpg", before);
    assertThat(fixture.index(ModelSelection.DEFAULT, in).files()).isEqualTo(1);
    assertThat(fixture.status().folders())
        .singleElement()
        .returns(fixture.photos(), LibraryStatus.Folder::path);
  }

  @Test
  void removedFoldersAndExclusionsLeaveTheResults() throws Exception {
    fixture.write("in/a.jpg", ImageKit.photo(1, 320, 240));
    fixture.write("b.jpg", ImageKit.photo(2, 320, 240));
    fixture.index();
    try (PhotoLibrary library = fixture.open()) {
      library.folders().add(fixture.photos(), List.of(Path.of("in")));
    }
    fixture.index(ModelSelection.DEFAULT);
    assertThat(photos()).containsOnlyKeys("b.jpg");
    try (PhotoLibrary library = fixture.open()) {
      assertThatThrownBy(() -> library.folders().remove(base))
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> assertThat(e.problem()).isInstanceOf(Problem.FolderUnknown.class));
      library.folders().remove(fixture.photos());
      assertThat(library.folders().list()).isEmpty();
    }
    assertThat(fixture.status().photos()).isZero();
    assertThat(fixture.photos().resolve("b.jpg")).exists();
  }

  @Test
  void lostThumbnailsAreRecreatedWithoutEmbedding() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 320, 240));
    fixture.index();
    fixture.close();
    for (String name : List.of("thumbnails.db", "thumbnails.db-wal", "thumbnails.db-shm")) {
      Files.deleteIfExists(fixture.paths().library().resolve(name));
    }

    assertThat(fixture.index().embedded()).isZero();
    assertThat(fixture.paths().library().resolve("thumbnails.db")).exists();
    CatalogueInvariants.check(fixture.paths().library());
  }

  private void assertProblem(Class<? extends Problem> problem, Path... folders) {
    assertThatThrownBy(() -> fixture.index(ModelSelection.DEFAULT, folders))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
  }

  /// Returns every photo that a search can find, by each of its paths.
  private Map<String, PhotoId> photos() {
    return fixture.search(Filter.NONE, 1000, LibraryFixture.text("a landscape")).results().stream()
        .flatMap(
            hit ->
                hit.paths().stream()
                    .map(
                        path ->
                            Map.entry(fixture.photos().relativize(path).toString(), hit.photo())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<String, FailureKind> failures() {
    return fixture.status().failures().stream()
        .collect(
            Collectors.toMap(
                failure -> fixture.photos().relativize(failure.path()).toString(),
                LibraryStatus.Failure::kind));
  }
}
