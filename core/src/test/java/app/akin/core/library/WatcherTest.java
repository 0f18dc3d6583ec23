package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.WatchSettings;
import app.akin.core.ingest.Watcher;
import app.akin.core.kit.Await;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FileOperations;
import app.akin.core.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tests a watcher over real folders: after any change, the library equals that of a full run.
@Timeout(120)
final class WatcherTest {
  private static final WatchSettings QUICK =
      new WatchSettings(
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofMillis(100));

  @TempDir Path base;
  private LibraryFixture fixture;

  @BeforeEach
  void openFixture() {
    fixture = new LibraryFixture(base);
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
  }

  @Test
  void newMovedChangedAndDeletedPhotosAreDetected() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.write("tree/in/b.jpg", ImageKit.photo(2, 96, 72));
    fixture.index();
    try (PhotoLibrary library = fixture.open();
        Watcher watcher = watch(library)) {
      Await.until("the change", () -> watcher.status().ready());

      fixture.write("new/c.jpg", ImageKit.photo(3, 96, 72));
      Await.until("the change", () -> knows("new/c.jpg", 3));
      Files.move(fixture.photos().resolve("tree"), fixture.photos().resolve("new/tree"));
      Await.until("the change", () -> knows("new/tree/in/b.jpg", 3));
      assertThat(library.status(ModelSelection.DEFAULT).embedded()).isEqualTo(3);
      // The moved folder is watched at its new path.
      fixture.write("new/tree/in/d.jpg", ImageKit.photo(4, 96, 72));
      Await.until("the change", () -> knows("new/tree/in/d.jpg", 4));
      fixture.write("a.jpg", ImageKit.photo(5, 120, 90));
      Await.until("the change", () -> contents() == 4 && dump().contains(size("a.jpg")));
      Files.delete(fixture.photos().resolve("new/c.jpg"));
      Await.until("the change", () -> !dump().contains("c.jpg"));
      FileOperations.deleteTree(fixture.photos().resolve("new/tree"));
      Await.until("the change", () -> contents() == 1);

      fixture.write("new/.akinignore", "no.jpg\n".getBytes(StandardCharsets.UTF_8));
      fixture.write("new/no.jpg", ImageKit.photo(6, 96, 72));
      fixture.write("new/yes.jpg", ImageKit.photo(7, 96, 72));
      Await.until("the change", () -> dump().contains("yes.jpg"));
      assertThat(dump()).doesNotContain("no.jpg");
    }
    assertMatchesFullRun();
  }

  @Test
  void filesAreReadOnceTheyHaveStoppedChanging() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.index();
    int files = 50;
    try (PhotoLibrary library = fixture.open();
        Watcher watcher = watch(library)) {
      Await.until("the change", () -> watcher.status().ready());
      // Each file is written in two halves; half a file is a damaged image.
      for (int i = 0; i < files; i++) {
        byte[] photo = ImageKit.photo(100 + i, 96, 72);
        Path file = fixture.photos().resolve("burst/p" + i + ".jpg");
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
          out.write(photo, 0, photo.length / 2);
          out.flush();
          TimeUnit.MILLISECONDS.sleep(5);
          out.write(photo, photo.length / 2, photo.length - photo.length / 2);
        }
        assertThat(library.failures()).isEmpty();
      }
      Await.until("the change", () -> contents() == files + 1);
      assertThat(library.failures()).isEmpty();
      assertThat(watcher.status().problem()).isEmpty();
    }
    assertMatchesFullRun();
  }

  @Test
  void addedAndReappearingFoldersAreWatched() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.index();
    Path other = Files.createDirectory(base.resolve("other"));
    Path movedAway = Files.createDirectory(base.resolve("cupboard")).resolve("away");
    try (PhotoLibrary library = fixture.open();
        Watcher watcher = watch(library)) {
      Await.until("the change", () -> watcher.status().ready());
      library.folders().add(other, List.of());
      Files.write(other.resolve("b.jpg"), ImageKit.photo(2, 96, 72));
      Await.until("the change", () -> contents() == 2);

      Files.move(other, movedAway);
      Await.until(
          "the change",
          () ->
              watcher
                  .status()
                  .lastReport()
                  .map(IngestReport::unavailable)
                  .equals(Optional.of(List.of(other))));
      assertThat(contents()).isEqualTo(2);
      Files.write(movedAway.resolve("c.jpg"), ImageKit.photo(3, 96, 72));
      Files.move(movedAway, other);
      Await.until("the change", () -> contents() == 3);
      Files.write(other.resolve("d.jpg"), ImageKit.photo(4, 96, 72));
      Await.until("the change", () -> contents() == 4);
    }
    assertMatchesFullRun();
  }

  @Test
  void aRenamedFolderAndASidecarAreDetected() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.write("c.mov", new byte[9]);
    fixture.index();
    Path renamed = base.resolve("renamed");
    try (PhotoLibrary library = fixture.open();
        Watcher watcher = watch(library)) {
      Await.until("the change", () -> watcher.status().ready());
      fixture.write("a.xmp", SidecarTest.sidecar(5, "2011-12-13T14:15:16"));
      Await.until("the change", () -> Objects.equals(rating(library), 5));
      fixture.write("b.mp4", new byte[9]);
      Await.until("the change", () -> library.status(ModelSelection.DEFAULT).videos() == 2);

      Files.move(fixture.photos(), renamed);
      Await.until("the change", () -> library.folders().list().getFirst().path().equals(renamed));
      Files.write(renamed.resolve("b.jpg"), ImageKit.photo(2, 96, 72));
      Await.until("the change", () -> knows("renamed/b.jpg", 2));
      // Rows and vectors are in two databases, and one becomes visible before the other.
      Await.until("the vector", () -> library.status(ModelSelection.DEFAULT).embedded() == 2);
    }
    assertMatchesFullRun();
  }

  private static @Nullable Integer rating(PhotoLibrary library) {
    ContentId only = library.photos().timeline().content(0);
    return library.photos().details(only).orElseThrow().facts().rating();
  }

  @Test
  void aPausedWatcherKeepsPendingChanges() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.index();
    try (PhotoLibrary library = fixture.open();
        Watcher watcher = watch(library)) {
      Await.until("the change", () -> watcher.status().ready());
      watcher.pause();
      fixture.write("b.jpg", ImageKit.photo(2, 96, 72));
      Await.until("the change", () -> watcher.status().pending() > 0);
      assertThat(watcher.isPaused()).isTrue();
      assertThat(contents()).isEqualTo(1);
      watcher.setGentle(true);
      assertThat(watcher.isGentle()).isTrue();
      watcher.resume();
      Await.until("the change", () -> contents() == 2);
    }
  }

  @Test
  void aBusyLibraryIsRetried() throws Exception {
    fixture.write("a.jpg", ImageKit.photo(1, 96, 72));
    fixture.index();
    Store busy =
        Store.openForWriting(
            fixture.paths().library(), fixture.paths().natives(), Clock.systemUTC());
    try (PhotoLibrary library = fixture.open();
        Watcher watcher = watch(library)) {
      try (busy) {
        Await.until("the change", () -> watcher.status().problem().isPresent());
        fixture.write("b.jpg", ImageKit.photo(2, 96, 72));
      }
      Await.until("the change", () -> contents() == 2);
      Await.until("the change", () -> watcher.status().problem().isEmpty());
    }
  }

  private static Watcher watch(PhotoLibrary library) {
    return library.ingest().watch(ModelSelection.DEFAULT, false, QUICK);
  }

  private long contents() {
    return dump().lines().filter(line -> line.startsWith("file ")).count();
  }

  private boolean knows(String path, long files) {
    return contents() == files && dump().contains(path);
  }

  private String size(String name) {
    try {
      return name
          + " photo "
          + fixture.photos().resolve(name)
          + " size "
          + Files.size(fixture.photos().resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String dump() {
    return CatalogueDump.of(fixture.paths().library());
  }

  private void assertMatchesFullRun() throws InterruptedException {
    String before = dump();
    assertThat(fixture.index(ModelSelection.DEFAULT).embedded()).isZero();
    assertThat(dump()).isEqualTo(before);
  }
}
