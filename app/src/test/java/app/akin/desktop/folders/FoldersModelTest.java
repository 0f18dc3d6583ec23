package app.akin.desktop.folders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.Throttle;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.AppPaths;
import app.akin.core.library.LibraryStatus;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Problem;
import app.akin.desktop.TestTasks;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.tour.FakeRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the model over a real library.
final class FoldersModelTest {
  @TempDir Path home;
  private final List<Throwable> failed = new ArrayList<>();
  private PhotoLibrary library;
  private FoldersModel model;
  private Path photos;

  @BeforeEach
  void open() throws IOException {
    photos = home.resolve("photos");
    Files.createDirectories(photos.resolve("inside"));
    library =
        PhotoLibrary.openIsolated(
            AppPaths.of(OperatingSystem.LINUX, home, Map.of("AKIN_HOME", home + "/akin"), null),
            Clock.systemUTC());
    model =
        new FoldersModel(
            new FoldersModel.Actions(
                () -> PhotoFolder.list(library.folders().list(), library.failures()),
                library.folders()::add,
                library.folders()::remove,
                library.folders()::accept),
            FakeRuns.indexing(
                () ->
                    new FakeRuns.FakeRun(FakeRuns.status(Phase.TAKING_IN, 9, 1, 1, Throttle.FULL))),
            TestTasks.immediate(failed::add));
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void emptyListIsLoadedOnlyAfterReading() {
    assertThat(model.loadedProperty().get()).isFalse();
    model.refresh();
    assertThat(model.loadedProperty().get()).isTrue();
    assertThat(model.folders()).isEmpty();
  }

  @Test
  void foldersIncludeTheirExclusions() {
    model.add(List.of(photos));
    model.exclude(photos, photos.resolve("inside"));

    assertThat(model.folders())
        .containsExactly(new PhotoFolder(photos, List.of("inside"), true, 0, List.of(), null));
    assertThat(failed).isEmpty();
  }

  @Test
  void unreadableFilesAreListedAndNotCounted() throws Exception {
    Path scans = Files.createDirectories(home.resolve("scans"));
    Files.write(photos.resolve("good.jpg"), ImageKit.photo(1, 320, 240));
    Path empty = Files.write(photos.resolve("inside/empty.jpg"), new byte[0]);
    Path broken =
        Files.write(
            photos.resolve("broken.jpg"), ImageKit.truncated(ImageKit.photo(2, 320, 240), 0.02));
    Files.write(scans.resolve("other.jpg"), ImageKit.photo(3, 320, 240));
    library
        .ingest()
        .start(new IngestRequest(List.of(photos, scans), false, ModelSelection.DEFAULT))
        .await();
    model.refresh();

    PhotoFolder first = model.folders().getFirst();
    assertThat(first.files()).isEqualTo(1);
    assertThat(first.failures())
        .extracting(LibraryStatus.Failure::path, LibraryStatus.Failure::kind)
        .containsExactly(tuple(broken, FailureKind.DAMAGED), tuple(empty, FailureKind.EMPTY));
    assertThat(model.folders().getLast())
        .isEqualTo(new PhotoFolder(scans, List.of(), true, 1, List.of(), null));
  }

  @Test
  void folderIsRemovedOnlyAfterConfirmation() {
    model.add(List.of(photos));
    model.remove();
    assertThat(model.folders()).as("nobody asked").hasSize(1);
    model.requestRemoval(photos);
    assertThat(model.removalProperty().get()).contains(photos);
    model.cancelRemoval();
    model.remove();
    assertThat(model.folders()).as("the answer was no").hasSize(1);

    model.requestRemoval(photos);
    model.remove();

    assertThat(model.folders()).isEmpty();
    assertThat(model.removalProperty().get()).isEmpty();
    assertThat(photos).isDirectory();
  }

  @Test
  void folderOfAnUnpluggedDriveIsOffline() throws IOException {
    model.add(List.of(photos));
    Files.delete(photos.resolve("inside"));
    Files.delete(photos);
    model.refresh();

    assertThat(model.folders())
        .containsExactly(new PhotoFolder(photos, List.of(), false, 0, List.of(), null));
  }

  @Test
  void acceptedConfirmationIsStoredAndScanned() {
    List<Path> accepted = new ArrayList<>();
    LibraryStatus.PendingConfirmation question =
        new LibraryStatus.PendingConfirmation(true, 9, 10, false);
    PhotoFolder doubtful = new PhotoFolder(photos, List.of(), true, 10, List.of(), question);
    IndexingModel indexing =
        FakeRuns.indexing(
            () -> new FakeRuns.FakeRun(FakeRuns.status(Phase.TAKING_IN, 9, 1, 1, Throttle.FULL)));
    FoldersModel asked =
        new FoldersModel(
            new FoldersModel.Actions(() -> List.of(doubtful), (_, _) -> {}, _ -> {}, accepted::add),
            indexing,
            TestTasks.immediate(failed::add));
    asked.refresh();
    assertThat(asked.folders()).containsExactly(doubtful);
    asked.accept(photos);

    assertThat(accepted).containsExactly(photos);
    assertThat(indexing.isBusy()).isTrue();
  }

  @Test
  void missingFolderIsReportedAndChangesNothing() throws IOException {
    Path file = Files.writeString(home.resolve("notes.txt"), "notes");
    model.add(List.of(file));

    assertThat(failed)
        .singleElement()
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.FolderNotAFolder.class));
    assertThat(model.folders()).isEmpty();
  }

  @Test
  void folderOutsideCannotBeExcluded() {
    model.add(List.of(photos));
    model.exclude(photos, home);

    assertThat(failed).hasSize(1);
    assertThat(model.folders())
        .containsExactly(new PhotoFolder(photos, List.of(), true, 0, List.of(), null));
  }
}
