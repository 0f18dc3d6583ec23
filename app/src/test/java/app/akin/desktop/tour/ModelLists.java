package app.akin.desktop.tour;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.evaluation.LibraryEvaluation.Kind;
import app.akin.core.evaluation.ModelRecall;
import app.akin.core.evaluation.metric.Interval;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.PrecisionRow.Verdict;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.model.precision.Timing;
import app.akin.core.photo.Precision;
import app.akin.desktop.TestTasks;
import app.akin.desktop.models.InstallState;
import app.akin.desktop.models.ModelEntry;
import app.akin.desktop.models.ModelEntry.Role;
import app.akin.desktop.models.ModelImportChooser;
import app.akin.desktop.models.ModelService;
import app.akin.desktop.models.ModelsModel;
import app.akin.desktop.models.RecallModel;
import app.akin.desktop.models.RecallView;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Language;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import javafx.scene.layout.Region;

/// Lists of models in various states.
final class ModelLists {
  private static final long PHOTOS = 18_204;

  private static final String MIT = LibraryModels.licence("MIT").orElseThrow();

  static final ModelImportChooser NO_SOURCES =
      new ModelImportChooser(Optional::empty, Optional::empty);

  private ModelLists() {}

  static ModelEntry starter(Role role) {
    return new ModelEntry(
        "starter",
        "Starter",
        0,
        200_000_000,
        "Apache-2.0",
        "",
        List.of("en"),
        new InstallState.BuiltIn(),
        role,
        PHOTOS,
        PHOTOS);
  }

  static ModelEntry base(InstallState holding, Role role, long covered) {
    return new ModelEntry(
        "base",
        "BGE-VL-base",
        302_000_000,
        1_200_000_000,
        "MIT",
        MIT,
        List.of("en"),
        holding,
        role,
        covered,
        PHOTOS);
  }

  static ModelEntry large(InstallState holding) {
    return new ModelEntry(
        "large",
        "BGE-VL-large",
        858_000_000,
        2_600_000_000L,
        "MIT",
        MIT,
        List.of("en"),
        holding,
        Role.RESTS,
        0,
        PHOTOS);
  }

  /// The whole family: models that embed prompts are installed, downloading or available.
  static List<ModelEntry> family(Optional<PhotoTime> time) {
    return List.of(
        starter(Role.RESTS),
        base(new InstallState.Installed(302_000_000), Role.ANSWERS, PHOTOS),
        large(new InstallState.Available(0)),
        prompts("mllm-s1", "BGE-VL-MLLM-S1", new InstallState.Installed(15_136_000_000L), time),
        prompts("mllm-s2", "BGE-VL-MLLM-S2", new InstallState.Available(0), Optional.empty()),
        prompts(
            "v1.5-zs",
            "BGE-VL-v1.5-zs",
            new InstallState.Available(4_200_000_000L),
            Optional.empty()),
        prompts("v1.5-mmeb", "BGE-VL-v1.5-mmeb", new InstallState.Available(0), Optional.empty()),
        prompts(
            "screenshot", "BGE-VL-Screenshot", new InstallState.Available(0), Optional.empty()));
  }

  private static ModelEntry prompts(
      String name, String title, InstallState holding, Optional<PhotoTime> time) {
    return new ModelEntry(
        name,
        title,
        name.equals("screenshot") ? 7_520_740_000L : 15_136_180_000L,
        1_500_000_000,
        "MIT",
        MIT,
        List.of("en"),
        holding,
        Role.RESTS,
        0,
        PHOTOS,
        true,
        time);
  }

  /// The time of a photo on a computer without a GPU.
  static Optional<PhotoTime> slow() {
    return Optional.of(new PhotoTime(132, PhotoTime.Source.TRIAL));
  }

  /// No model downloaded.
  static List<ModelEntry> fresh() {
    return List.of(
        starter(Role.ANSWERS),
        base(new InstallState.Available(0), Role.RESTS, 0),
        large(new InstallState.Available(0)));
  }

  /// An interrupted download.
  static List<ModelEntry> begun() {
    return List.of(
        starter(Role.ANSWERS),
        base(new InstallState.Available(121_000_000), Role.RESTS, 0),
        large(new InstallState.Available(0)));
  }

  /// The library is switching.
  static List<ModelEntry> moving() {
    return List.of(
        starter(Role.ANSWERS),
        base(new InstallState.Installed(302_000_000), Role.COMES, 7_310),
        large(new InstallState.Available(0)));
  }

  /// The better model is active, the best one is damaged.
  static List<ModelEntry> moved() {
    return List.of(
        starter(Role.RESTS),
        base(new InstallState.Installed(302_000_000), Role.ANSWERS, PHOTOS),
        large(new InstallState.Damaged()));
  }

  /// A check result of a small machine.
  static PrecisionTable table() {
    Timing time = new Timing(16, 90, 120);
    return new PrecisionTable(
        "BGE-VL-base",
        64,
        64,
        List.of(
            new PrecisionRow(Precision.FP32, Verdict.GOOD, 5.6, 8, time, 1, 1, ""),
            new PrecisionRow(
                Precision.BF16, Verdict.SLOW, 1.1, 8, time, Double.NaN, Double.NaN, ""),
            new PrecisionRow(Precision.INT8_MIXED, Verdict.GOOD, 11.8, 8, time, 0.998, 0.97, ""),
            new PrecisionRow(Precision.INT8, Verdict.LOSSY, 14.8, 8, time, 0.941, 0.78, "")),
        Precision.INT8_MIXED);
  }

  /// Returns a models model with these entries; long tasks complete immediately.
  static ModelsModel over(List<ModelEntry> entries) {
    return over(new StaticModelService(entries, () -> {}), TestTasks.immediate());
  }

  /// Returns a models model with these entries; long tasks stop halfway.
  static ModelsModel amid(List<ModelEntry> entries) {
    AtomicBoolean halted = new AtomicBoolean();
    return over(
        new StaticModelService(entries, () -> halted.set(true)),
        new Tasks(
            Runnable::run,
            action -> {
              if (!halted.get()) {
                action.run();
              }
            },
            _ -> {}));
  }

  private static ModelsModel over(ModelService shelf, Tasks slow) {
    ModelsModel model = new ModelsModel(shelf, _ -> {}, TestTasks.immediate(), slow);
    model.refresh();
    return model;
  }

  /// Returns results of the models of [#moved], with intervals as wide as the numbers of queries
  /// make them.
  static List<ModelRecall> recalls() {
    return List.of(
        recall(
            "starter",
            row(Kind.KEYWORD, 0.71, 0.64, 0.77, 142),
            row(Kind.FOLDER, 0.58, 0.42, 0.73, 38),
            row(Kind.CAPTION, 0.33, 0.1, 0.6, 12),
            row(Kind.COMPOSED, 0.22, 0.17, 0.28, 200)),
        recall(
            "base",
            row(Kind.KEYWORD, 0.84, 0.79, 0.89, 142),
            row(Kind.FOLDER, 0.74, 0.6, 0.87, 38),
            row(Kind.CAPTION, 0.75, 0.5, 1, 12),
            row(Kind.COMPOSED, 0.51, 0.45, 0.57, 200)));
  }

  /// Returns the results of a library that knows nothing of its photos.
  static List<ModelRecall> noRecalls() {
    return List.of(recall("starter"));
  }

  private static ModelRecall recall(String model, ModelRecall.Row... rows) {
    return new ModelRecall(
        model, Instant.parse("2026-11-28T21:30:00Z"), (int) PHOTOS, List.of(rows));
  }

  private static ModelRecall.Row row(
      Kind kind, double found, double low, double high, int queries) {
    return new ModelRecall.Row(kind, found, new Interval(low, high), queries);
  }

  /// Returns a view of results.
  ///
  /// @param measuring whether a measurement is running
  static Region recall(
      ModelsModel models, Language language, List<ModelRecall> results, boolean measuring) {
    Clock clock = new SteppedClock(Duration.ofSeconds(40));
    AtomicBoolean halted = new AtomicBoolean();
    Tasks tasks =
        new Tasks(
            Runnable::run,
            action -> {
              if (!halted.get()) {
                action.run();
              }
            },
            _ -> {});
    RecallModel recall =
        new RecallModel(
            new RecallModel.Actions(
                () -> results,
                progress -> {
                  assertThat(progress.test(0.3)).isTrue();
                  halted.set(true);
                }),
            clock,
            TestTasks.immediate(),
            tasks);
    Region view = new RecallView(recall, models, language, ZoneOffset.UTC).view();
    if (measuring) {
      recall.measure();
    }
    return view;
  }

  /// A clock that proceeds by a step whenever it is read.
  private static final class SteppedClock extends Clock {
    private final Duration step;
    private Instant now = Instant.EPOCH;

    SteppedClock(Duration step) {
      this.step = step;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      now = now.plus(step);
      return now;
    }
  }

  /// A service with fixed models.
  ///
  /// @param halt called halfway through a download or check
  private record StaticModelService(List<ModelEntry> list, Runnable halt) implements ModelService {
    @Override
    public boolean fetch(String name, Predicate<Fetch> progress) {
      boolean on = progress.test(new Fetch(name, false, 121_000_000, 302_000_000, 4_200_000));
      halt.run();
      return on;
    }

    @Override
    public Optional<String> importFrom(Path source, Predicate<Fetch> progress) {
      boolean on =
          progress.test(new Fetch("", false, 3_200_000_000L, 15_136_000_000L, 210_000_000));
      halt.run();
      return on ? Optional.of(String.valueOf(source.getFileName())) : Optional.empty();
    }

    @Override
    public Optional<PhotoTime> timePhotos(String name, DoublePredicate progress) {
      boolean on = progress.test(0.4);
      halt.run();
      return on ? Optional.of(new PhotoTime(132, PhotoTime.Source.TRIAL)) : Optional.empty();
    }

    @Override
    public void use(String name) {}

    @Override
    public void remove(String name) {}

    @Override
    public Optional<PrecisionTable> check(DoublePredicate progress) {
      boolean on = progress.test(0.4);
      halt.run();
      return on ? Optional.of(table()) : Optional.empty();
    }
  }
}
