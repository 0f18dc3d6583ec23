package app.akin.desktop.models;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.evaluation.LibraryEvaluation.Kind;
import app.akin.core.evaluation.ModelRecall;
import app.akin.core.evaluation.metric.Interval;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.desktop.FxThread;
import app.akin.desktop.QueuedExecutor;
import app.akin.desktop.TestTasks;
import app.akin.desktop.models.ModelEntry.Role;
import app.akin.desktop.theme.Language;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests how measured results are shown, and how a measurement is started and cancelled.
final class RecallViewTest {
  private static final Instant NOW = Instant.parse("2026-11-29T23:30:00Z");
  private static final Instant EARLIER = Instant.parse("2026-10-01T12:00:00Z");

  private final List<ModelRecall> kept = new ArrayList<>();
  private final List<ModelEntry> entries =
      new ArrayList<>(List.of(entry("starter", "Starter", 9), entry("base", "BGE-VL-base", 9)));
  private final List<Throwable> failed = new ArrayList<>();
  private final List<Boolean> continued = new ArrayList<>();
  private final QueuedExecutor slow = new QueuedExecutor();
  private final ModelsModel models =
      new ModelsModel(
          new FixedModels(entries), _ -> {}, TestTasks.immediate(), TestTasks.immediate());
  private final Language language = new Language(Locale.ENGLISH);
  private Consumer<DoublePredicate> measurement = _ -> {};
  private final RecallModel model =
      new RecallModel(
          new RecallModel.Actions(() -> List.copyOf(kept), step -> measurement.accept(step)),
          Clock.fixed(NOW, ZoneOffset.UTC),
          TestTasks.immediate(),
          TestTasks.on(slow, failed::add));

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private static ModelEntry entry(String name, String title, long covered) {
    return new ModelEntry(
        name,
        title,
        0,
        0,
        "MIT",
        "",
        List.of(),
        new InstallState.Installed(1),
        Role.RESTS,
        covered,
        9);
  }

  private static ModelRecall.Row row(
      Kind kind, double found, double low, double high, int queries) {
    return new ModelRecall.Row(kind, found, new Interval(low, high), queries);
  }

  private Region view() {
    return FxThread.call(
        () -> {
          models.refresh();
          Region view = new RecallView(model, models, language, ZoneOffset.UTC).view();
          new Scene(view, 900, 700);
          view.applyCss();
          view.layout();
          return view;
        });
  }

  private static String words(Region view) {
    return FxThread.call(
        () ->
            view.lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> String.valueOf(((Labeled) node).getText()))
                .collect(Collectors.joining("\n")));
  }

  private static List<Node> bars(Region view) {
    return FxThread.call(() -> List.copyOf(view.lookupAll(".akin-recall-bar")));
  }

  private static Button button(Region view) {
    return (Button) FxThread.call(() -> view.lookup(".button"));
  }

  @Test
  void resultsOfAllModelsAreShownBesideEachOther() {
    kept.add(new ModelRecall("base", NOW, 9, List.of(row(Kind.KEYWORD, 0.84, 0.7, 0.95, 40))));
    kept.add(
        new ModelRecall(
            "starter",
            NOW,
            9,
            List.of(row(Kind.KEYWORD, 0.71, 0.5, 0.9, 40), row(Kind.CAPTION, 0.5, 0, 1, 31))));
    kept.add(new ModelRecall("removed", NOW, 9, List.of(row(Kind.KEYWORD, 1, 1, 1, 40))));
    Region view = view();

    assertThat(words(view))
        .contains(
            "Starter finds 71% of your keywords; BGE-VL-base 84%.",
            "Keywords: 40 queries",
            "Captions: 31 queries",
            "70% to 95%",
            "Measured on Nov 29, 2026 with 9 photos.",
            "Measure again")
        .doesNotContain("fewer than", "removed");
    assertThat(bars(view))
        .extracting(Node::getAccessibleText)
        .containsExactlyInAnyOrder(
            "Starter, Keywords: 71% found, 95% interval 50% to 90%, 40 queries",
            "BGE-VL-base, Keywords: 84% found, 95% interval 70% to 95%, 40 queries",
            "Starter, Captions: 50% found, 95% interval 0% to 100%, 31 queries");
    assertThat(bars(view))
        .extracting(Node::getAccessibleRole)
        .containsOnly(AccessibleRole.IMAGE_VIEW);
  }

  @Test
  void lengthsOfBarsAndLinesAreProportional() {
    kept.add(new ModelRecall("base", NOW, 9, List.of(row(Kind.FOLDER, 0.25, 0.1, 0.5, 40))));
    Region view = view();
    Region bar = (Region) bars(view).getFirst();
    FxThread.run(
        () -> {
          bar.resize(400, 20);
          bar.layout();
          assertThat(((Region) bar.lookup(".akin-recall-fill")).getWidth()).isEqualTo(100);
          assertThat(bar.lookupAll(".akin-recall-interval"))
              .extracting(node -> node.getBoundsInParent().getMinX())
              .containsExactlyInAnyOrder(39.0, 39.0, 199.0);
        });
  }

  @Test
  void fewQueriesAndDifferentDatesAreSaid() {
    kept.add(new ModelRecall("starter", EARLIER, 5, List.of(row(Kind.CAPTION, 0.5, 0, 1, 1))));
    kept.add(new ModelRecall("base", NOW, 9, List.of(row(Kind.CAPTION, 0.5, 0, 1, 29))));

    assertThat(words(view()))
        .contains(
            "Starter finds 50% of your captions",
            "With fewer than 30 queries",
            "Starter: measured on Oct 1, 2026 with 5 photos.",
            "BGE-VL-base: measured on Nov 29, 2026 with 9 photos.");
  }

  @Test
  void libraryThatKnowsTooLittleSaysSo() {
    kept.add(new ModelRecall("starter", NOW, 9, List.of()));
    Region view = view();

    assertThat(words(view)).contains("too few keywords").doesNotContain("0%", "Measured on");
    assertThat(bars(view)).isEmpty();
  }

  @Test
  void nothingCanBeMeasuredBeforePhotosAreIndexed() {
    entries.replaceAll(entry -> entry(entry.name(), entry.title(), 0));
    Region view = view();

    assertThat(words(view)).contains("Index photos first");
    assertThat(button(view).isVisible()).isFalse();
  }

  @Test
  void measurementShowsProgressAndItsResult() {
    measurement =
        step -> {
          continued.add(step.test(0.4));
          kept.add(
              new ModelRecall("base", NOW, 9, List.of(row(Kind.KEYWORD, 0.84, 0.7, 0.95, 40))));
        };
    Region view = view();
    Button button = button(view);
    assertThat(button.getText()).isEqualTo("Measure");
    FxThread.run(button::fire);
    assertThat(button.getText()).isEqualTo("Cancel");
    assertThat(words(view)).contains("Measuring what the models find");
    model
        .progressProperty()
        .subscribe(
            now ->
                now.filter(progress -> progress.part() == 0.4)
                    .ifPresent(
                        progress -> {
                          assertThat(((ProgressBar) view.lookup(".progress-bar")).getProgress())
                              .isEqualTo(0.4);
                          failed.add(new IllegalStateException("seen"));
                        }));
    FxThread.run(slow::runAll);

    assertThat(failed).hasSize(1);
    assertThat(continued).containsExactly(true);
    assertThat(words(view)).contains("BGE-VL-base finds 84% of your keywords.");
    assertThat(button.getText()).isEqualTo("Measure again");
    assertThat(button(view)).as("the button keeps the focus").isSameAs(button);
    assertThat(FxThread.call(() -> view.lookup(".progress-bar"))).isNull();
  }

  @Test
  void cancelledMeasurementStopsAtTheNextQuery() {
    measurement =
        step -> {
          continued.add(step.test(0.4));
        };
    Region view = view();
    Button button = button(view);
    FxThread.run(button::fire);
    FxThread.run(button::fire);
    FxThread.run(slow::runAll);

    assertThat(continued).containsExactly(false);
    assertThat(model.progressProperty().get()).isEmpty();
    assertThat(button(view).getText()).isEqualTo("Measure");
  }

  @Test
  void modelsMeasuredBeforeAnErrorAreShown() {
    AkinException fault = new AkinException(new Problem.LibraryEmpty());
    measurement =
        _ -> {
          kept.add(new ModelRecall("starter", NOW, 9, List.of(row(Kind.KEYWORD, 0.5, 0, 1, 40))));
          throw fault;
        };
    Region view = view();
    FxThread.run(button(view)::fire);
    FxThread.run(slow::runAll);

    assertThat(failed).containsExactly(fault);
    assertThat(words(view)).contains("Starter finds 50% of your keywords.");
    assertThat(button(view).getText()).isEqualTo("Measure again");
  }

  /// A list of models; other actions do nothing.
  private record FixedModels(List<ModelEntry> list) implements ModelService {
    @Override
    public boolean fetch(String name, Predicate<Fetch> progress) {
      return false;
    }

    @Override
    public Optional<String> importFrom(Path source, Predicate<Fetch> progress) {
      return Optional.empty();
    }

    @Override
    public Optional<PhotoTime> timePhotos(String name, DoublePredicate progress) {
      return Optional.empty();
    }

    @Override
    public void use(String name) {}

    @Override
    public void remove(String name) {}

    @Override
    public Optional<PrecisionTable> check(DoublePredicate progress) {
      return Optional.empty();
    }
  }
}
