package app.akin.desktop.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestStatus;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.OperatingSystem;
import app.akin.desktop.TestTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests with a real library that a folder added during a run continues its count.
final class ContinuedRunTest {
  private static final int FIRST = 24;
  private static final int SECOND = 7;

  @TempDir Path home;

  private Path folder(String name, int photos, int seed) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    for (int i = 0; i < photos; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(seed + i, 320, 240));
    }
    return folder;
  }

  @Test
  void addedFolderContinuesTheCount() throws Exception {
    Path first = folder("first", FIRST, 0);
    Path second = folder("second", SECOND, FIRST);
    try (PhotoLibrary library =
        PhotoLibrary.openIsolated(
            AppPaths.of(OperatingSystem.LINUX, home, Map.of("AKIN_HOME", home + "/akin"), null),
            Clock.systemUTC())) {
      library.folders().add(first, List.of());
      IndexingModel model =
          new IndexingModel(
              new IndexingModel.Actions(
                  request -> IndexingRun.of(library.ingest().start(request)), library::failures),
              ModelSelection.DEFAULT,
              false,
              TestTasks.immediate());
      model.start();
      IngestStatus before = tickUntilDone(model, 1);

      model.change(() -> library.folders().add(second, List.of()), true, _ -> {});

      IngestStatus after = tickUntilDone(model, before.done() + 1);
      assertThat(after.done()).as("the count goes on").isGreaterThan(before.done());
      assertThat(after.toDo()).isEqualTo(FIRST + SECOND);
      while (model.isBusy()) {
        model.tick();
        Thread.onSpinWait();
      }
      assertThat(model.stateProperty().get())
          .isInstanceOfSatisfying(
              RunState.Ended.class,
              ended -> {
                assertThat(ended.report().embedded()).isEqualTo(FIRST + SECOND);
                assertThat(ended.report().photos()).isEqualTo(FIRST + SECOND);
              });
    }
  }

  /// Polls a run until the scan has ended and a number of photos is done, and returns its status.
  private static IngestStatus tickUntilDone(IndexingModel model, long photos) {
    while (true) {
      model.tick();
      assertThat(model.isBusy()).as("the run has not ended").isTrue();
      if (model.stateProperty().get() instanceof RunState.Running(IngestStatus status)
          && status.phase().compareTo(Phase.TAKING_IN) >= 0
          && status.done() >= photos) {
        return status;
      }
      Thread.onSpinWait();
    }
  }
}
