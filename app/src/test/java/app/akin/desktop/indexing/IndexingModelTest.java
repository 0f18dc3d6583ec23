package app.akin.desktop.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.Throttle;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.QueuedExecutor;
import app.akin.desktop.TestTasks;
import app.akin.desktop.tour.FakeRuns;
import app.akin.desktop.tour.FakeRuns.FakeRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Tests that runs and changes do not overlap.
final class IndexingModelTest {
  private final List<String> events = new ArrayList<>();
  private final List<FakeRun> runs = new ArrayList<>();
  private final List<IngestRequest> requests = new ArrayList<>();
  private final List<Throwable> unforeseen = new ArrayList<>();
  private final QueuedExecutor background = new QueuedExecutor();
  private final IndexingModel model =
      new IndexingModel(
          new IndexingModel.Actions(this::run, FakeRuns::failures),
          ModelSelection.DEFAULT,
          false,
          TestTasks.on(background, unforeseen::add));

  private IndexingRun run(IngestRequest request) {
    assertThat(runs.stream().allMatch(FakeRun::isOver)).as("one run at a time").isTrue();
    events.add("run");
    requests.add(request);
    FakeRun run = new FakeRun(FakeRuns.status(Phase.TAKING_IN, 100, 10, 5, Throttle.FULL));
    runs.add(run);
    return run;
  }

  private FakeRun last() {
    return runs.getLast();
  }

  @Test
  void runGoesThroughAllStates() {
    model.start();
    assertThat(model.stateProperty().get()).isInstanceOf(RunState.Starting.class);
    background.runAll();
    assertThat(model.stateProperty().get()).isInstanceOf(RunState.Running.class);
    assertThat(model.isBusy()).isTrue();
    last().stand(FakeRuns.status(Phase.TAKING_IN, 100, 60, 5, Throttle.FULL));
    model.tick();
    assertThat(model.addedProperty().get()).isEqualTo(60);

    last().stop();
    model.tick();

    assertThat(model.stateProperty().get()).isInstanceOf(RunState.Ended.class);
    assertThat(model.isBusy()).isFalse();
    model.dismiss();
    assertThat(model.stateProperty().get()).isInstanceOf(RunState.Idle.class);
  }

  @Test
  void addedPhotosAccumulateAcrossRuns() {
    model.start();
    background.runAll();
    last().stop();
    model.tick();
    model.start();
    background.runAll();

    assertThat(model.addedProperty().get()).as("ten of each run").isEqualTo(20);
  }

  @Test
  void runIsPausedResumedAndSlowedDown() {
    model.gentleProperty().set(true);
    model.start();
    background.runAll();
    assertThat(last().isGentle()).as("as it was set before").isTrue();
    model.gentleProperty().set(false);
    assertThat(last().isGentle()).isFalse();

    model.togglePause();
    assertThat(last().isPaused()).isTrue();
    assertThat(model.pausedProperty().get()).isTrue();
    model.togglePause();
    assertThat(last().isPaused()).isFalse();
  }

  @Test
  void repeatedStartsDuringARunAddOneRun() {
    model.start();
    background.runAll();
    model.start();
    model.retry();
    assertThat(runs).hasSize(1);

    last().stop();
    model.tick();
    background.runAll();

    assertThat(runs).hasSize(2);
    assertThat(requests.getLast())
        .isEqualTo(new IngestRequest(List.of(), true, ModelSelection.DEFAULT));
  }

  @Test
  void oneFileIsRetriedAlone() {
    Path first = Path.of("/photos/a/broken.jpg");
    Path second = Path.of("/photos/b/broken.jpg");
    model.retry(first);
    background.runAll();
    assertThat(requests)
        .containsExactly(IngestRequest.retry(Set.of(first), ModelSelection.DEFAULT));

    model.retry(first);
    model.retry(second);
    last().stop();
    model.tick();
    background.runAll();
    assertThat(requests.getLast())
        .as("what was asked meanwhile")
        .isEqualTo(IngestRequest.retry(Set.of(first, second), ModelSelection.DEFAULT));

    model.retry(first);
    model.start();
    last().stop();
    model.tick();
    background.runAll();
    assertThat(requests.getLast().scopes()).as("everywhere").isEmpty();
    assertThat(requests.getLast().retry().includes(first)).isTrue();
    assertThat(requests.getLast().retry().includes(second)).isFalse();
  }

  @Test
  void changeStopsAndRestartsTheRun() {
    model.start();
    background.runAll();
    model.change(
        () -> events.add("change while over: " + last().isOver()), false, _ -> events.add("done"));
    background.runAll();

    assertThat(events).containsExactly("run", "change while over: true", "done", "run");
    assertThat(model.isBusy()).isTrue();
  }

  @Test
  void addedFolderContinuesTheCount() {
    model.start();
    background.runAll();
    last().stand(FakeRuns.status(Phase.TAKING_IN, 100, 40, 5, Throttle.FULL));
    model.tick();
    model.change(() -> {}, true, _ -> {});
    background.runAll();
    assertThat(runs).hasSize(2);
    last().stand(FakeRuns.status(Phase.LOOKING, 0, 0, 0, Throttle.FULL));
    model.tick();
    last().stand(FakeRuns.status(Phase.TAKING_IN, 160, 10, 5, Throttle.FULL));
    model.tick();
    assertThat(model.stateProperty().get())
        .isInstanceOfSatisfying(
            RunState.Running.class,
            running -> {
              assertThat(running.status().done()).isEqualTo(40 + 10);
              assertThat(running.status().toDo()).isEqualTo(40 + 160);
            });
    last().stand(FakeRuns.status(Phase.INDEXING, 160, 160, 5, Throttle.FULL));
    last().stop();
    model.tick();
    assertThat(model.stateProperty().get())
        .isInstanceOfSatisfying(
            RunState.Ended.class,
            ended -> assertThat(ended.report().embedded()).isEqualTo(40 + 160));

    model.start();
    background.runAll();
    last().stop();
    model.tick();
    assertThat(model.stateProperty().get())
        .as("a later run counts from zero")
        .isInstanceOfSatisfying(
            RunState.Ended.class, ended -> assertThat(ended.report().embedded()).isEqualTo(10));
  }

  @Test
  void changeWithoutARunStartsOneOnlyIfNeeded() {
    model.change(() -> {}, false, _ -> {});
    background.runAll();
    assertThat(runs).isEmpty();

    model.change(() -> {}, true, _ -> {});
    background.runAll();
    assertThat(runs).hasSize(1);
  }

  @Test
  void changeWaitsForAStartingRun() {
    model.start();
    model.change(() -> events.add("change"), true, _ -> {});
    assertThat(background.size()).as("nothing overtakes the beginning").isEqualTo(1);
    background.runAll();

    assertThat(events).containsExactly("run", "change", "run");
  }

  @Test
  void changesDoNotOverlap() {
    model.change(() -> events.add("first"), true, _ -> {});
    model.change(() -> events.add("second"), false, _ -> {});
    background.runAll();

    assertThat(events).containsExactly("first", "second", "run");
  }

  @Test
  void failedChangeIsReportedAndTheRunContinues() {
    List<Throwable> told = new ArrayList<>();
    AkinException missing = new AkinException(new Problem.FolderMissing(Path.of("gone")));
    model.start();
    background.runAll();
    model.change(
        () -> {
          throw missing;
        },
        true,
        told::add);
    background.runAll();

    assertThat(told).containsExactly(missing);
    assertThat(runs).hasSize(2);
    assertThat(model.isBusy()).isTrue();
  }

  @Test
  void stoppingCancelsPendingRuns() {
    model.start();
    background.runAll();
    model.start();
    model.stop();
    model.tick();
    background.runAll();

    assertThat(runs).hasSize(1);
    assertThat(model.isBusy()).isFalse();
  }

  @Test
  void problemStaysUntilDismissedAndTheNextRunMaySucceed() {
    model.start();
    background.runAll();
    AkinException full = new AkinException(new Problem.DiskFull(Path.of("library")));
    last().fail(full);
    model.tick();

    assertThat(model.stateProperty().get()).isEqualTo(new RunState.Failed(full));
    model.start();
    background.runAll();
    assertThat(model.stateProperty().get()).isInstanceOf(RunState.Running.class);
    assertThat(unforeseen).isEmpty();
  }

  @Test
  void unexpectedErrorsAreReported() {
    model.start();
    background.runAll();
    IllegalStateException fault = new IllegalStateException("made");
    last().fail(fault);
    model.tick();

    assertThat(unforeseen).containsExactly(fault);
    assertThat(model.isBusy()).isFalse();
  }

  @Test
  void failuresAreReloadedWhenTheyIncrease() {
    model.start();
    background.runAll();
    assertThat(model.failures()).isEmpty();
    last().stand(FakeRuns.failing(last().status(), 6));
    model.tick();
    background.runAll();

    assertThat(model.failures()).containsExactlyElementsOf(FakeRuns.failures());
  }
}
