package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.WatchSettings;
import app.akin.core.ingest.Watcher;
import app.akin.core.kit.Await;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Precision;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tests large trees that are copied while a watcher is active, and moved: each file is indexed
/// once, nothing is embedded again, and every photo keeps its identity. `-Dakin.files` sets the
/// number of files (1,000); a tiny model embeds them.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class LargeTreesTest {
  private static final int FILES = Integer.getInteger("akin.files", 1_000);

  private static final WatchSettings QUICK =
      new WatchSettings(
          Duration.ofMillis(50),
          Duration.ofMillis(500),
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofMillis(100));

  @TempDir Path base;
  private LibraryFixture fixture;
  private ModelSelection tiny;

  @BeforeEach
  void openFixture() throws IOException {
    fixture = new LibraryFixture(base);
    Path checkpoint = base.resolve("tiny");
    SyntheticCheckpoint.tiny().write(checkpoint);
    tiny = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.FP32);
    Files.createDirectories(fixture.photos());
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
  }

  private void copyIn(String tree) throws IOException {
    for (int i = 0; i < FILES; i++) {
      fixture.write(tree + "/d" + i % 97 + "/p" + i + ".jpg", ImageKit.photo(i, 48, 36));
    }
  }

  private IngestReport index() throws InterruptedException {
    return fixture.index(new IngestRequest(List.of(), false, tiny));
  }

  /// Returns the identity of each photo by the name of its file.
  private Map<String, PhotoId> identities() {
    Map<String, PhotoId> identities = new HashMap<>();
    try (PhotoLibrary library = fixture.open()) {
      Timeline timeline = library.photos().timeline();
      for (int place = 0; place < timeline.size(); place++) {
        PhotoDetails details = library.photos().details(timeline.content(place)).orElseThrow();
        identities.put(details.firstAvailable().path().getFileName().toString(), details.photo());
        assertThat(details.firstAvailable().path()).exists();
      }
    }
    return identities;
  }

  @Test
  void aBurstOfCopiedFilesIsIndexedOnce() throws Exception {
    fixture.write("first.jpg", ImageKit.photo(1_000_000, 48, 36));
    fixture.index(tiny, fixture.photos());
    try (PhotoLibrary library = fixture.open();
        Watcher watcher = library.ingest().watch(tiny, false, QUICK)) {
      Await.until("the change", () -> watcher.status().ready());
      copyIn("burst");
      Await.until("the change", () -> library.status(tiny).files() == FILES + 1);
      Await.until(
          "the change", () -> watcher.status().pending() == 0 && watcher.status().run().isEmpty());
      assertThat(library.failures()).as("no file was read while being written").isEmpty();
      assertThat(library.status(tiny)).returns(FILES + 1L, LibraryStatus::embedded);
      assertThat(watcher.status().problem()).isEmpty();
    }
    String watched = CatalogueDump.of(fixture.paths().library());
    assertThat(index())
        .returns(0L, IngestReport::embedded)
        .returns(FILES + 1L, IngestReport::unchanged);
    assertThat(CatalogueDump.of(fixture.paths().library())).isEqualTo(watched);
  }

  @Test
  void aTreeMovedInsideARootAndBetweenRootsKeepsEverything() throws Exception {
    copyIn("tree");
    fixture.write("stays.jpg", ImageKit.photo(1_000_000, 48, 36));
    Path other = Files.createDirectory(base.resolve("other"));
    Files.write(other.resolve("mine.jpg"), ImageKit.photo(1_000_001, 48, 36));
    assertThat(fixture.index(tiny, fixture.photos(), other).embedded()).isEqualTo(FILES + 2);
    Map<String, PhotoId> before = identities();
    assertThat(before).hasSize(FILES + 2);

    Files.createDirectories(fixture.photos().resolve("2026/summer"));
    Files.move(fixture.photos().resolve("tree"), fixture.photos().resolve("2026/summer/tree"));
    assertThat(index())
        .returns(0L, IngestReport::embedded)
        .returns((long) FILES, IngestReport::removed)
        .returns(List.of(), IngestReport::losses);
    assertThat(identities()).isEqualTo(before);

    Files.move(fixture.photos().resolve("2026/summer/tree"), other.resolve("tree"));
    assertThat(index())
        .returns(0L, IngestReport::embedded)
        .returns((long) FILES, IngestReport::removed)
        .returns(List.of(), IngestReport::losses);
    assertThat(identities()).isEqualTo(before);

    // The root itself, without giving the new path.
    Files.move(other, base.resolve("another"));
    assertThat(index())
        .returns(0L, IngestReport::embedded)
        .returns(0L, IngestReport::removed)
        .returns(List.of(), IngestReport::unavailable);
    assertThat(identities()).isEqualTo(before);
  }
}
