package app.akin.desktop.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestStatus;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.Throttle;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.FxThread;
import app.akin.desktop.ManualTimer;
import app.akin.desktop.theme.Language;
import app.akin.desktop.tour.FakeRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests which outcomes of a run disappear by themselves.
final class IndexingBarTest {
  private static final Duration SHOWN = Duration.ofMillis(5_100);

  private final ManualTimer timer = new ManualTimer();

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  /// Returns whether the bar is shown five seconds after a run.
  private boolean staysAfter(FakeRuns.FakeRun run) {
    IndexingModel model = FakeRuns.indexing(() -> run);
    return FxThread.call(
        () -> {
          IndexingBarView bar = new IndexingBarView(model, new Language(Locale.ENGLISH), timer);
          model.start();
          timer.pass(SHOWN);
          assertThat(bar.view().isVisible()).as("during the run").isTrue();
          run.stop();
          model.tick();
          assertThat(bar.view().isVisible()).as("the outcome").isTrue();
          timer.pass(SHOWN);
          return bar.view().isVisible();
        });
  }

  private static IngestStatus added(long photos) {
    return FakeRuns.status(Phase.TAKING_IN, photos, photos, 0, Throttle.FULL);
  }

  @Test
  void runWithoutNewsDisappears() {
    assertThat(staysAfter(new FakeRuns.FakeRun(added(0)))).isFalse();
    assertThat(staysAfter(new FakeRuns.FakeRun(FakeRuns.failing(added(0), 4))))
        .as("the failures are known")
        .isFalse();
  }

  @Test
  void addedPhotosDisappearUnlessSomeFailed() {
    assertThat(staysAfter(new FakeRuns.FakeRun(added(30)))).isFalse();
    assertThat(staysAfter(new FakeRuns.FakeRun(FakeRuns.failing(added(30), 4)))).isTrue();
  }

  @Test
  void problemStays() {
    FakeRuns.FakeRun run = new FakeRuns.FakeRun(added(30));
    run.fail(new AkinException(new Problem.DiskFull(Path.of("library"))));
    IndexingModel model = FakeRuns.indexing(() -> run);
    boolean stays =
        FxThread.call(
            () -> {
              IndexingBarView bar = new IndexingBarView(model, new Language(Locale.ENGLISH), timer);
              model.start();
              timer.pass(SHOWN);
              return bar.view().isVisible();
            });
    assertThat(stays).isTrue();
  }
}
