package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.WatchSettings;
import app.akin.core.ingest.Watcher;
import app.akin.core.kit.CatalogueDump;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Precision;
import app.akin.core.synthetic.MadeCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Trees of many files that are copied in while a watcher looks, and moved: each file is taken in
/// once, nothing is embedded again, and every photo keeps its identity. `-Dakin.files` says how
/// many files (1,000); they are embedded by a tiny model.
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
  private LibraryFixture home;
  private ModelSelection tiny;

  @BeforeEach
  void openHome() throws IOException {
    home = new LibraryFixture(base);
    Path checkpoint = base.resolve("tiny");
    MadeCheckpoint.tiny().write(checkpoint);
    tiny = new ModelSelection(checkpoint.toString(), Device.CPU, Precision.FP32);
    Files.createDirectories(home.photos());
  }

  @AfterEach
  void invariantsHold() {
    home.close();
    CatalogueInvariants.check(home.paths().library());
  }

  private void copyIn(String tree) throws IOException {
    for (int i = 0; i < FILES; i++) {
      home.write(tree + "/d" + i % 97 + "/p" + i + ".jpg", ImageKit.photo(i, 48, 36));
    }
  }

  private IngestReport index() throws InterruptedException {
    return home.index(new IngestRequest(List.of(), false, tiny));
  }

  /// The identity of each photo, by the name of its file.
  private Map<String, PhotoId> identities() {
    Map<String, PhotoId> identities = new HashMap<>();
    try (PhotoLibrary library = home.open()) {
      Timeline timeline = library.photos().timeline();
      for (int place = 0; place < timeline.size(); place++) {
        PhotoDetails details = library.photos().details(timeline.content(place)).orElseThrow();
        identities.put(details.firstAvailable().path().getFileName().toString(), details.photo());
        assertThat(details.firstAvailable().path()).exists();
      }
    }
    return identities;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  void aBurstOfCopiedFilesIsIndexedOnce() throws Exception {
    home.write("first.jpg", ImageKit.photo(1_000_000, 48, 36));
    home.index(tiny, home.photos());
    try (PhotoLibrary library = home.open();
        Watcher watcher = library.ingest().watch(tiny, false, QUICK)) {
      await(() -> watcher.status().ready());
      copyIn("burst");
      await(() -> library.status(tiny).files() == FILES + 1);
      await(() -> watcher.status().pending() == 0 && watcher.status().run().isEmpty());
      assertThat(library.failures()).as("none was read half-written").isEmpty();
      assertThat(library.status(tiny)).returns(FILES + 1L, LibraryStatus::embedded);
      assertThat(watcher.status().problem()).isEmpty();
    }
    String watched = CatalogueDump.of(home.paths().library());
    assertThat(index())
        .returns(0L, IngestReport::embedded)
        .returns(FILES + 1L, IngestReport::unchanged);
    assertThat(CatalogueDump.of(home.paths().library())).isEqualTo(watched);
  }

  @Test
  void aTreeMovedInsideARootAndBetweenRootsKeepsEverything() throws Exception {
    copyIn("tree");
    home.write("stays.jpg", ImageKit.photo(1_000_000, 48, 36));
    Path other = Files.createDirectory(base.resolve("other"));
    Files.write(other.resolve("mine.jpg"), ImageKit.photo(1_000_001, 48, 36));
    assertThat(home.index(tiny, home.photos(), other).embedded()).isEqualTo(FILES + 2);
    Map<String, PhotoId> before = identities();
    assertThat(before).hasSize(FILES + 2);

    Files.createDirectories(home.photos().resolve("2026/summer"));
    Files.move(home.photos().resolve("tree"), home.photos().resolve("2026/summer/tree"));
    assertThat(index())
        .returns(0L, IngestReport::embedded)
        .returns((long) FILES, IngestReport::removed)
        .returns(List.of(), IngestReport::losses);
    assertThat(identities()).isEqualTo(before);

    Files.move(home.photos().resolve("2026/summer/tree"), other.resolve("tree"));
    assertThat(index())
        .returns(0L, IngestReport::embedded)
        .returns((long) FILES, IngestReport::removed)
        .returns(List.of(), IngestReport::losses);
    assertThat(identities()).isEqualTo(before);

    // The root itself, which nobody names.
    Files.move(other, base.resolve("another"));
    assertThat(index())
        .returns(0L, IngestReport::embedded)
        .returns(0L, IngestReport::removed)
        .returns(List.of(), IngestReport::unavailable);
    assertThat(identities()).isEqualTo(before);
  }
}
