package app.akin.desktop.models;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.QueuedExecutor;
import app.akin.desktop.TestTasks;
import app.akin.desktop.models.ModelEntry.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tests download, use, check and removal of models with a fake service.
final class ModelsModelTest {
  private static final long SIZE = 300;
  private static final long PHOTOS = 10_000;

  private final FakeModelService shelf = new FakeModelService();
  private final List<String> used = new ArrayList<>();
  private final List<Throwable> failed = new ArrayList<>();
  private final QueuedExecutor slow = new QueuedExecutor();
  private final ModelsModel model =
      new ModelsModel(
          shelf, used::add, TestTasks.immediate(failed::add), TestTasks.on(slow, failed::add));

  @Test
  void nothingIsDownloadedBeforeTheLicenseIsAccepted() {
    model.refresh();
    assertThat(model.offered()).map(ModelEntry::name).contains("base");
    model.get("base");
    assertThat(model.confirmationProperty().get())
        .contains(new ModelsModel.Confirmation(ModelsModel.Confirmation.Kind.FETCH, "base"));
    model.decline();
    slow.runAll();
    assertThat(shelf.here).isZero();

    model.get("base");
    model.confirm();
    slow.runAll();

    assertThat(shelf.here).isEqualTo(SIZE);
    assertThat(used).as("a model that was got is used").containsExactly("base");
    assertThat(model.fetchProperty().get()).isEmpty();
    assertThat(model.offered()).as("there is nothing to offer any more").isEmpty();
  }

  @Test
  void stoppedDownloadResumesWithoutConfirmation() {
    model.refresh();
    shelf.stopAt = SIZE / 3;
    shelf.stop = model::cancelFetch;
    model.get("base");
    model.confirm();
    assertThat(model.fetchProperty().get()).isPresent();
    slow.runAll();
    assertThat(shelf.here).isEqualTo(SIZE / 3);
    assertThat(used).isEmpty();
    assertThat(model.fetchProperty().get()).isEmpty();

    shelf.stop = () -> {};
    model.get("base");
    assertThat(model.confirmationProperty().get()).as("it was asked before").isEmpty();
    slow.runAll();

    assertThat(shelf.here).isEqualTo(SIZE);
    assertThat(used).containsExactly("base");
  }

  @Test
  void downloadReportsProgress() {
    List<Long> told = new ArrayList<>();
    model.fetchProperty().subscribe(now -> now.ifPresent(fetch -> told.add(fetch.done())));
    model.refresh();
    model.get("base");
    model.confirm();
    slow.runAll();

    assertThat(told).isSorted().contains(0L, SIZE);
  }

  @Test
  void oneDownloadAtATime() {
    model.refresh();
    model.get("base");
    model.confirm();
    model.get("base");
    model.confirm();

    assertThat(slow.size()).isEqualTo(1);
  }

  @Test
  void failedDownloadIsReportedAndCanBeRetried() {
    model.refresh();
    AkinException full = new AkinException(new Problem.DiskFull(Path.of("models")));
    shelf.fault = full;
    model.get("base");
    model.confirm();
    slow.runAll();
    assertThat(failed).containsExactly(full);
    assertThat(model.fetchProperty().get()).isEmpty();

    shelf.fault = null;
    model.get("base");
    model.confirm();
    slow.runAll();
    assertThat(used).containsExactly("base");
  }

  @Test
  void importedModelIsUsed() {
    model.importFrom(Path.of("stick", "base"));
    slow.runAll();

    assertThat(used).containsExactly("base");
    assertThat(model.entries().get(1).installState()).isEqualTo(new InstallState.Installed(SIZE));
  }

  /// It may take days, so it is used only on request.
  @Test
  void aModelOfPromptsIsNotUsedByItself() {
    model.importFrom(Path.of("mllm-s1"));
    slow.runAll();
    model.get("mllm-s1");
    model.confirm();
    slow.runAll();

    assertThat(used).isEmpty();
    assertThat(shelf.timed).isZero();
    assertThat(model.entries()).anyMatch(entry -> entry.prompts() && entry.photoTime().isEmpty());
  }

  @Test
  void theTimeIsMeasuredBeforeTheSwitch() {
    model.refresh();
    shelf.measurable = Optional.of(new PhotoTime(2, PhotoTime.Source.TRIAL));
    model.use("mllm-s1");
    assertThat(model.timingProperty().get()).contains(new ModelsModel.Timing("mllm-s1", 0));
    assertThat(used).isEmpty();
    slow.runAll();

    assertThat(model.timingProperty().get()).isEmpty();
    assertThat(model.confirmationProperty().get()).as("less than a day").isEmpty();
    assertThat(used).containsExactly("mllm-s1");
    model.use("mllm-s1");
    slow.runAll();
    assertThat(shelf.timed).as("once").isEqualTo(1);
  }

  /// A computer that is too slow for the measurement needs more than a day, too.
  @Test
  void moreThanADayMustBeConfirmed() {
    model.refresh();
    for (Optional<PhotoTime> time :
        List.of(Optional.of(new PhotoTime(9, PhotoTime.Source.RUN)), Optional.<PhotoTime>empty())) {
      shelf.measurable = time;
      shelf.photoTime = Optional.empty();
      model.refresh();
      model.use("mllm-s1");
      slow.runAll();
      assertThat(used).isEmpty();
      assertThat(model.confirmationProperty().get())
          .contains(new ModelsModel.Confirmation(ModelsModel.Confirmation.Kind.USE, "mllm-s1"));
      model.decline();
      slow.runAll();
      assertThat(used).isEmpty();
    }

    model.use("mllm-s1");
    slow.runAll();
    model.confirm();
    slow.runAll();
    assertThat(used).containsExactly("mllm-s1");
  }

  @Test
  void aStoppedMeasurementChangesNothing() {
    model.refresh();
    model.use("mllm-s1");
    model.cancelTiming();
    slow.runAll();

    assertThat(model.timingProperty().get()).isEmpty();
    assertThat(model.confirmationProperty().get()).isEmpty();
    assertThat(used).isEmpty();
    assertThat(shelf.photoTime).isEmpty();
  }

  @Test
  void anImportReportsProgressAndCanBeStopped() {
    model.refresh();
    List<String> shown = new ArrayList<>();
    model.fetchProperty().subscribe(now -> now.ifPresent(fetch -> shown.add(fetch.name())));
    model.importFrom(Path.of("base"));
    model.importFrom(Path.of("another"));
    model.cancelFetch();
    slow.runAll();

    assertThat(shown).isNotEmpty();
    assertThat(model.fetchProperty().get()).isEmpty();
    assertThat(shelf.here).as("stopped").isZero();
    assertThat(used).isEmpty();
  }

  @Test
  void modelIsRemovedOnlyAfterConfirmation() {
    model.importFrom(Path.of("base"));
    slow.runAll();
    model.requestConfirmation("base");
    model.decline();
    model.confirm();
    slow.runAll();
    assertThat(shelf.here).isEqualTo(SIZE);

    model.requestConfirmation("base");
    model.confirm();
    slow.runAll();
    assertThat(shelf.here).isZero();
  }

  @Test
  void stoppedCheckKeepsThePreviousTable() {
    model.check();
    assertThat(model.checkingProperty().get()).isZero();
    slow.runAll();
    assertThat(model.tableProperty().get()).contains(shelf.table);
    assertThat(model.checkingProperty().get()).isNegative();

    model.check();
    model.cancelCheck();
    slow.runAll();
    assertThat(shelf.stopped).isTrue();
    assertThat(model.tableProperty().get()).contains(shelf.table);
    assertThat(model.checkingProperty().get()).isNegative();
  }

  /// Has the starter and one partly downloaded model.
  private static final class FakeModelService implements ModelService {
    private final PrecisionTable table =
        new PrecisionTable("base", 1, 1, List.of(), app.akin.core.photo.Precision.FP32);
    private long here;
    private long stopAt = -1;
    private boolean inUse;
    private boolean slowInUse;
    private int timed;
    private Optional<PhotoTime> photoTime = Optional.empty();
    private Optional<PhotoTime> measurable = Optional.empty();
    private boolean stopped;
    private Runnable stop = () -> {};
    private @Nullable RuntimeException fault;

    @Override
    public List<ModelEntry> list() {
      InstallState holding =
          here == SIZE ? new InstallState.Installed(SIZE) : new InstallState.Available(here);
      return List.of(
          entry("starter", new InstallState.BuiltIn(), inUse ? Role.RESTS : Role.ANSWERS),
          entry("base", holding, inUse ? Role.ANSWERS : Role.RESTS),
          new ModelEntry(
              "mllm-s1",
              "mllm-s1",
              SIZE,
              0,
              "MIT",
              "",
              List.of(),
              holding,
              slowInUse ? Role.COMES : Role.RESTS,
              0,
              PHOTOS,
              true,
              photoTime));
    }

    private static ModelEntry entry(String name, InstallState holding, Role role) {
      return new ModelEntry(name, name, SIZE, 0, "MIT", "", List.of(), holding, role, 0, 0);
    }

    @Override
    public boolean fetch(String name, Predicate<Fetch> progress) {
      if (fault != null) {
        throw fault;
      }
      while (here < SIZE) {
        if (here == stopAt) {
          stop.run();
        }
        if (!progress.test(new Fetch(name, false, here, SIZE, 0))) {
          return false;
        }
        here++;
      }
      return progress.test(new Fetch(name, false, here, SIZE, 0));
    }

    @Override
    public Optional<String> importFrom(Path source, Predicate<Fetch> progress) {
      if (!progress.test(new Fetch("", false, 1, SIZE, 0))) {
        return Optional.empty();
      }
      here = SIZE;
      return Optional.of(String.valueOf(source.getFileName()));
    }

    @Override
    public Optional<PhotoTime> timePhotos(String name, DoublePredicate progress) {
      timed++;
      if (!progress.test(0.5)) {
        return Optional.empty();
      }
      photoTime = measurable;
      return photoTime;
    }

    @Override
    public void use(String name) {
      inUse = name.equals("base");
      slowInUse = name.equals("mllm-s1");
    }

    @Override
    public void remove(String name) {
      here = 0;
      inUse = false;
    }

    @Override
    public Optional<PrecisionTable> check(DoublePredicate progress) {
      stopped = !progress.test(0.5);
      return stopped ? Optional.empty() : Optional.of(table);
    }
  }
}
