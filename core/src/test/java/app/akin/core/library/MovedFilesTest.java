package app.akin.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.FileLoss;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.IngestRequest.FolderScope;
import app.akin.core.ingest.RetrySelection;
import app.akin.core.kit.CatalogueInvariants;
import app.akin.core.kit.FolderCopy;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.LibraryStatus.State;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Volume;
import app.akin.core.scan.Volumes;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests moved photos, drives that are unplugged and plugged in, and photos that are missing by
/// mistake.
final class MovedFilesTest {
  private static final int PHOTOS = 12;

  @TempDir Path base;
  private final FakeVolumes volumes = new FakeVolumes();
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private LibraryFixture fixture;

  /// Volumes that a test mounts and unmounts: mount point to volume id.
  private static final class FakeVolumes implements Volumes {
    private final Map<Path, String> mounted = new HashMap<>();

    @Override
    public VolumeLocation locate(Path folder) {
      for (Path at = folder; at != null; at = at.getParent()) {
        String uid = mounted.get(at);
        if (uid != null) {
          return new VolumeLocation(
              new Volume(uid, "disk", "vfat"), at.relativize(folder).toString());
        }
      }
      return VolumeLocation.UNKNOWN;
    }

    @Override
    public List<Path> find(String uid, String location) {
      List<Path> found = new ArrayList<>();
      mounted.forEach(
          (at, known) -> {
            if (known.equals(uid)) {
              found.add(at.resolve(location));
            }
          });
      return found;
    }

    @Override
    public Map<Path, String> mountsBelow(Path folder) {
      return mounted.entrySet().stream()
          .filter(mount -> mount.getKey().startsWith(folder) && !mount.getKey().equals(folder))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public boolean isRemovable(Path folder) {
      return false;
    }

    @Override
    public boolean isRemote(Path folder) {
      return false;
    }
  }

  @BeforeEach
  void openFixture() {
    InstantSource time = () -> now;
    fixture = new LibraryFixture(base, time.withZone(ZoneOffset.UTC), volumes);
  }

  @AfterEach
  void checkInvariants() {
    fixture.close();
    CatalogueInvariants.check(fixture.paths().library());
  }

  @Test
  void unpluggingMovingAndRenamingEmbedNothingAgain() throws Exception {
    Path drive = Files.createDirectory(base.resolve("drive"));
    Path root = drive.resolve("photos");
    volumes.mounted.put(drive, "1234-ABCD");
    write(root, "trip/day", PHOTOS);
    assertThat(fixture.index(ModelSelection.DEFAULT, root).embedded()).isEqualTo(PHOTOS);
    Map<String, PhotoId> before = photos();
    assertThat(fixture.search(LibraryFixture.text("a landscape")).results())
        .noneMatch(SearchResult::offline);

    Path cupboard = base.resolve("cupboard");
    Files.move(drive, cupboard);
    volumes.mounted.clear();
    assertThat(search()).hasSize(PHOTOS).allMatch(SearchResult::offline);
    assertThat(folder().state()).isEqualTo(State.ABSENT);
    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(List.of(root), IngestReport::unavailable)
        .returns(0L, IngestReport::removed);
    Files.createDirectories(root);
    assertThat(folder().state()).isEqualTo(State.EMPTY);
    assertThat(fixture.index(ModelSelection.DEFAULT).removed()).isZero();
    assertThat(search()).hasSize(PHOTOS).allMatch(SearchResult::offline);
    Files.delete(root);
    Files.delete(drive);

    // Plugged in again with another drive letter or mount point.
    Path elsewhere = Files.createDirectory(base.resolve("media")).resolve("usb");
    Files.move(cupboard, elsewhere);
    volumes.mounted.put(elsewhere, "1234-ABCD");
    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns((long) PHOTOS, IngestReport::unchanged)
        .returns(List.of(), IngestReport::unavailable);
    assertThat(folder().path()).isEqualTo(elsewhere.resolve("photos"));
    assertThat(search()).noneMatch(SearchResult::offline).allMatch(hit -> Files.exists(hit.path()));

    // Move the tree inside the root, then the root itself.
    Path moved = elsewhere.resolve("photos/2026/summer");
    Files.createDirectories(moved);
    Files.move(elsewhere.resolve("photos/trip/day"), moved.resolve("day"));
    assertThat(fixture.index(ModelSelection.DEFAULT).embedded()).isZero();
    Path renamed = elsewhere.resolve("pictures");
    Files.move(elsewhere.resolve("photos"), renamed);
    assertThat(fixture.index(ModelSelection.DEFAULT, renamed))
        .returns(0L, IngestReport::embedded)
        .returns((long) PHOTOS, IngestReport::unchanged)
        .returns((long) PHOTOS, IngestReport::photos);

    assertThat(folder()).returns(renamed, LibraryStatus.Folder::path);
    assertThat(photos()).isEqualTo(before);
    assertThat(search())
        .noneMatch(SearchResult::offline)
        .allMatch(hit -> hit.path().startsWith(renamed));
  }

  @Test
  void aRenamedRootIsFoundNextToItsOldPath() throws Exception {
    Path parent = Files.createDirectory(base.resolve("pictures"));
    Path root = parent.resolve("photos");
    write(root, "a", PHOTOS);
    // A copy and an unrelated folder must not be taken for the renamed root.
    fixture.index(ModelSelection.DEFAULT, root);
    Map<String, PhotoId> before = photos();
    FolderCopy.copy(root, parent.resolve("backup of photos"));
    Path renamed = parent.resolve("zoo");
    Files.move(root, renamed);
    Files.createDirectory(parent.resolve("aardvark"));

    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns((long) PHOTOS, IngestReport::unchanged)
        .returns(0L, IngestReport::removed)
        .returns(List.of(), IngestReport::unavailable);
    assertThat(folder()).returns(renamed, LibraryStatus.Folder::path);
    assertThat(photos()).isEqualTo(before);
    assertThat(search())
        .noneMatch(SearchResult::offline)
        .allMatch(hit -> hit.path().startsWith(renamed));

    // Renamed, and most files removed: still the same folder, and the loss needs confirmation.
    Path again = parent.resolve("again");
    Files.move(renamed, again);
    for (int i = 1; i < PHOTOS; i++) {
      Files.delete(again.resolve("a/p" + i + ".jpg"));
    }
    FileOperations.deleteTree(parent.resolve("backup of photos"));
    assertThat(fixture.index(ModelSelection.DEFAULT).losses())
        .containsExactly(new FileLoss(again, PHOTOS - 1, PHOTOS));
    assertThat(folder()).returns(again, LibraryStatus.Folder::path);
  }

  @Test
  void aSimilarFolderIsNotTakenForTheRoot() throws Exception {
    Path parent = Files.createDirectory(base.resolve("pictures"));
    Path root = parent.resolve("photos");
    write(root, "a", PHOTOS);
    fixture.index(ModelSelection.DEFAULT, root);
    Files.move(root, base.resolve("bin"));
    // One folder with the same names but other files, and one with the same files on another
    // volume.
    Path names = parent.resolve("names");
    for (int i = 0; i < PHOTOS; i++) {
      Files.createDirectories(names.resolve("a"));
      Files.write(names.resolve("a/p" + i + ".jpg"), ImageKit.photo(700 + i, 120, 90));
    }
    Path stick = parent.resolve("stick");
    volumes.mounted.put(stick, "5678");
    FolderCopy.copy(base.resolve("bin"), stick);

    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns(List.of(root), IngestReport::unavailable);
    assertThat(search()).hasSize(PHOTOS).allMatch(SearchResult::offline);
  }

  @Test
  void aTreeMovedBetweenRootsKeepsItsPhotosWithoutConfirmation() throws Exception {
    Path one = base.resolve("one");
    Path two = base.resolve("two");
    write(one, "tree", PHOTOS);
    Files.createDirectories(two);
    Files.write(two.resolve("other.jpg"), ImageKit.photo(99, 96, 72));
    Files.write(one.resolve("stays.jpg"), ImageKit.photo(98, 96, 72));
    fixture.index(ModelSelection.DEFAULT, one, two);
    Map<String, PhotoId> before = photos();
    Files.move(one.resolve("tree"), two.resolve("tree"));

    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns((long) PHOTOS, IngestReport::removed)
        .returns(List.of(), IngestReport::losses);
    assertThat(photos()).isEqualTo(before);
  }

  @Test
  void losingMostPhotosAtOnceNeedsConfirmation() throws Exception {
    Path root = base.resolve("photos");
    write(root, "a", PHOTOS);
    write(root, "b", 3);
    fixture.index();
    Path bin = base.resolve("bin");
    Files.move(root.resolve("a"), bin);

    IngestReport report = fixture.index(ModelSelection.DEFAULT);

    // Images 0 to 2 are in both folders: their three files are removed, but no photo is lost.
    assertThat(report.removed()).isEqualTo(3);
    assertThat(report.losses()).containsExactly(new FileLoss(root, PHOTOS - 3, PHOTOS + 3));
    assertThat(search()).hasSize(PHOTOS);
    assertThat(folder().confirmation())
        .isEqualTo(new LibraryStatus.PendingConfirmation(true, PHOTOS - 3, PHOTOS + 3, false));
    // A scan of a part of the folder does not confirm the loss.
    fixture.index(
        new IngestRequest(
            Set.of(new FolderScope(root.resolve("a"), true)),
            new RetrySelection.None(),
            ModelSelection.DEFAULT));
    assertThat(search()).hasSize(PHOTOS);

    // Case 1: the files become available again.
    Files.move(bin, root.resolve("a"));
    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns(List.of(), IngestReport::losses);
    assertThat(folder().confirmation()).isNull();
    // Case 2: the user confirms the removal.
    Files.move(root.resolve("a"), bin);
    fixture.index(ModelSelection.DEFAULT);
    try (PhotoLibrary library = fixture.open()) {
      library.folders().accept(root);
    }
    assertThat(fixture.index(ModelSelection.DEFAULT).removed()).isPositive();
    assertThat(search()).hasSize(3);
    assertThat(folder().confirmation()).isNull();
  }

  @Test
  void anAcceptedLossNeedsNoConfirmation() throws Exception {
    Path root = base.resolve("photos");
    write(root, "a", PHOTOS);
    write(root, "b", 1);
    fixture.index();
    Files.move(root.resolve("a"), base.resolve("bin"));

    IngestRequest request = new IngestRequest(List.of(), false, ModelSelection.DEFAULT);
    assertThat(fixture.index(request.withAcceptedLoss()).losses()).isEmpty();
    assertThat(search()).hasSize(1);
  }

  @Test
  void excludingAFolderIsNoLoss() throws Exception {
    Path root = base.resolve("photos");
    write(root, "a", PHOTOS);
    write(root, "b", 1);
    fixture.index();
    try (PhotoLibrary library = fixture.open()) {
      library.folders().add(root, List.of(Path.of("a")));
    }

    assertThat(fixture.index(ModelSelection.DEFAULT).losses()).isEmpty();
    assertThat(search()).hasSize(1);
  }

  @Test
  void anotherVolumeAtTheSamePathNeedsConfirmation() throws Exception {
    Path drive = base.resolve("drive");
    volumes.mounted.put(drive, "mine");
    write(drive, "a", PHOTOS);
    fixture.index(ModelSelection.DEFAULT, drive);
    Path cupboard = base.resolve("cupboard");
    Files.move(drive, cupboard);
    Files.createDirectory(drive);
    Files.write(drive.resolve("stranger.jpg"), ImageKit.photo(500, 96, 72));
    volumes.mounted.put(drive, "yours");

    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns(0L, IngestReport::removed)
        .returns(List.of(drive), IngestReport::unavailable);
    assertThat(folder().state()).isEqualTo(State.OTHER_VOLUME);
    assertThat(search()).hasSize(PHOTOS).allMatch(SearchResult::offline);

    // The same files on a new drive, as after a restore, are recognised as the root.
    Path stranger = base.resolve("stranger");
    Files.move(drive, stranger);
    Files.move(cupboard, drive);
    assertThat(fixture.index(ModelSelection.DEFAULT).unchanged()).isEqualTo(PHOTOS);
    assertThat(folder())
        .returns(State.PRESENT, LibraryStatus.Folder::state)
        .returns(null, LibraryStatus.Folder::confirmation);

    // After confirmation, the other volume replaces the root.
    Files.move(drive, cupboard);
    Files.move(stranger, drive);
    volumes.mounted.put(drive, "third");
    fixture.index(ModelSelection.DEFAULT);
    try (PhotoLibrary library = fixture.open()) {
      library.folders().accept(drive);
    }
    IngestRequest request = new IngestRequest(List.of(), false, ModelSelection.DEFAULT);
    assertThat(fixture.index(request.withAcceptedLoss()).embedded()).isEqualTo(1);
    assertThat(search()).hasSize(1).noneMatch(SearchResult::offline);
  }

  @Test
  void aVolumeMountedInsideARootKeepsItsPhotosWhileUnmounted() throws Exception {
    Path root = base.resolve("photos");
    Path stick = root.resolve("media/stick");
    write(root, "own", 2);
    write(stick, "a", 3);
    volumes.mounted.put(stick, "stick");
    fixture.index();
    Files.move(stick, base.resolve("pocket"));
    Files.createDirectory(stick);
    volumes.mounted.clear();

    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::removed)
        .returns(List.of(stick), IngestReport::unavailable);
    Files.delete(stick);
    assertThat(fixture.index(ModelSelection.DEFAULT).removed()).isZero();
    Files.move(base.resolve("pocket"), stick);
    volumes.mounted.put(stick, "stick");
    assertThat(fixture.index(ModelSelection.DEFAULT))
        .returns(0L, IngestReport::embedded)
        .returns(List.of(), IngestReport::unavailable);
  }

  @Test
  void aPhotoWithoutAFileKeepsItsIdentityForThirtyDays() throws Exception {
    Path root = base.resolve("photos");
    write(root, "", 3);
    fixture.index();
    Map<String, PhotoId> before = photos();
    Path movedAway = base.resolve("away.jpg");
    Path file = root.resolve("p0.jpg");

    Files.move(file, movedAway);
    fixture.index(ModelSelection.DEFAULT);
    now = now.plus(Duration.ofDays(29));
    Files.move(movedAway, file);
    assertThat(fixture.index(ModelSelection.DEFAULT).embedded()).isZero();
    assertThat(photos()).isEqualTo(before);

    Files.move(file, movedAway);
    fixture.index(ModelSelection.DEFAULT);
    now = now.plus(Duration.ofDays(31));
    fixture.index(ModelSelection.DEFAULT);
    CatalogueInvariants.check(fixture.paths().library());
    Files.move(movedAway, file);
    assertThat(fixture.index(ModelSelection.DEFAULT).embedded())
        .as("its embedding is kept")
        .isZero();
    assertThat(photos().get("p0.jpg")).isNotNull().isNotEqualTo(before.get("p0.jpg"));
    assertThat(photos().get("p1.jpg")).isEqualTo(before.get("p1.jpg"));
  }

  @Test
  void onlySelectedFailuresAreRetried() throws Exception {
    Path root = base.resolve("photos");
    write(root, "", 1);
    Path one = Files.write(root.resolve("one.jpg"), new byte[] {1});
    Files.write(root.resolve("two.jpg"), new byte[] {2});
    fixture.index();

    fixture.index(IngestRequest.retry(Set.of(one), ModelSelection.DEFAULT));
    try (PhotoLibrary library = fixture.open()) {
      assertThat(library.failures())
          .extracting(failure -> failure.path().getFileName() + " " + failure.tries())
          .containsExactly("one.jpg 2", "two.jpg 1");
    }
    fixture.index(new IngestRequest(List.of(), true, ModelSelection.DEFAULT));
    try (PhotoLibrary library = fixture.open()) {
      assertThat(library.failures()).extracting(LibraryStatus.Failure::tries).containsExactly(3, 2);
    }
  }

  @Test
  void smallFilesAreSkippedIfConfigured() throws Exception {
    Path root = base.resolve("photos");
    write(root, "", 1);
    Path icon = Files.write(root.resolve("icon.jpg"), ImageKit.photo(7, 8, 8));
    fixture.index();
    try (PhotoLibrary library = fixture.open()) {
      library.folders().setMinBytes(root, Files.size(icon) + 1);
    }

    assertThat(fixture.index(ModelSelection.DEFAULT).files()).isEqualTo(1);
    assertThat(search()).singleElement().matches(hit -> hit.path().endsWith("p0.jpg"));
  }

  private static void write(Path root, String folder, int count) throws IOException {
    Path in = Files.createDirectories(root.resolve(folder));
    for (int i = 0; i < count; i++) {
      Files.write(in.resolve("p" + i + ".jpg"), ImageKit.photo(i, 96, 72));
    }
  }

  private List<SearchResult> search() {
    QueryPart words = LibraryFixture.text("a landscape");
    return fixture.search(Filter.NONE, 100, words).results();
  }

  private LibraryStatus.Folder folder() {
    try (PhotoLibrary library = fixture.open()) {
      assertThat(library.folders().list()).hasSize(1);
      return library.folders().list().getFirst();
    }
  }

  /// Returns the photo of each file name.
  private Map<String, PhotoId> photos() {
    return search().stream()
        .flatMap(hit -> hit.paths().stream().map(path -> Map.entry(path, hit.photo())))
        .collect(
            Collectors.toMap(
                entry -> String.valueOf(entry.getKey().getFileName()),
                Map.Entry::getValue,
                (one, _) -> one));
  }
}
