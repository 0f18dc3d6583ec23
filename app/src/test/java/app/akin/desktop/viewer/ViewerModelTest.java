package app.akin.desktop.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.SyntheticTimeline;
import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoDetails;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Raster;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.grid.GridItems;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests browsing photos with a manual executor.
final class ViewerModelTest {
  private final Timeline timeline = SyntheticTimeline.of(4, 50);
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<ContentId> decoded = new ArrayList<>();
  private final List<ContentId> closed = new ArrayList<>();
  private final ViewerModel model =
      new ViewerModel(
          new PhotoSource() {
            @Override
            public FullImage picture(ContentId content, int longSide) {
              decoded.add(content);
              return content.equals(timeline.content(9))
                  ? new FullImage.Unavailable(Path.of("/away.jpg"))
                  : new FullImage.Loaded(
                      new Raster(2, 1, new byte[6]), 4_000, 2_000, Path.of("/a.jpg"));
            }

            @Override
            public Optional<PhotoDetails> details(ContentId content) {
              return Optional.empty();
            }
          },
          TestTasks.on(waiting::add),
          closed::add);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private void crank() {
    Runnable next;
    while ((next = waiting.poll()) != null) {
      next.run();
    }
  }

  @Test
  void nextAndPreviousAreDecodedAhead() {
    model.open(GridItems.of(timeline), timeline.content(5));
    assertThat(model.photoProperty().get()).isInstanceOf(LoadedPhoto.Loading.class);
    crank();
    assertThat(model.photoProperty().get()).isInstanceOf(LoadedPhoto.Loaded.class);
    assertThat(decoded.getFirst()).isEqualTo(timeline.content(5));
    assertThat(decoded)
        .containsExactlyInAnyOrder(timeline.content(5), timeline.content(6), timeline.content(4));
    model.next();
    assertThat(model.photoProperty().get()).isInstanceOf(LoadedPhoto.Loaded.class);
    assertThat(model.position()).isEqualTo(7);
    model.previous();
    model.previous();
    assertThat(model.photoProperty().get()).isInstanceOf(LoadedPhoto.Loaded.class);
    model.close();
    assertThat(closed).containsExactly(timeline.content(4));
  }

  @Test
  void skippedPhotosAreNotDecoded() {
    model.open(GridItems.of(timeline), timeline.content(10));
    for (int i = 0; i < 30; i++) {
      model.next();
    }
    crank();
    assertThat(model.currentProperty().get()).contains(timeline.content(40));
    assertThat(decoded)
        .containsExactlyInAnyOrder(
            timeline.content(39), timeline.content(40), timeline.content(41));
  }

  @Test
  void firstLastAndOfflineAreReported() {
    model.open(GridItems.of(timeline), timeline.content(0));
    assertThat(model.firstProperty().get()).isTrue();
    model.previous();
    assertThat(model.position()).isEqualTo(1);
    model.open(GridItems.of(timeline), timeline.content(49));
    assertThat(model.lastProperty().get()).isTrue();
    model.next();
    assertThat(model.position()).isEqualTo(50);
    model.open(GridItems.of(timeline), timeline.content(9));
    crank();
    assertThat(model.photoProperty().get())
        .isEqualTo(new LoadedPhoto.Offline(Path.of("/away.jpg")));
  }

  @Test
  void zoomingInLoadsFullResolutionOnce() {
    model.open(GridItems.of(timeline), timeline.content(20));
    crank();
    decoded.clear();
    model.loader().closely();
    model.loader().closely();
    crank();
    assertThat(decoded).containsExactly(timeline.content(20));
  }
}
