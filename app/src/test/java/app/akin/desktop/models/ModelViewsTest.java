package app.akin.desktop.models;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.model.LibraryModels;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.model.precision.Timing;
import app.akin.core.photo.Precision;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.models.ModelEntry.Role;
import app.akin.desktop.theme.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests the texts and buttons of the models page and of the model offer.
final class ModelViewsTest {
  private static final String MIT = LibraryModels.licence("MIT").orElseThrow();

  private final List<String> done = new ArrayList<>();
  private final ModelsModel model =
      new ModelsModel(
          new RecordingModelService(),
          name -> done.add("used " + name),
          TestTasks.immediate(_ -> done.add("failed")),
          TestTasks.immediate(_ -> done.add("failed")));
  private final SimpleObjectProperty<Boolean> wanted = new SimpleObjectProperty<>(true);
  private final ModelImportChooser sources =
      new ModelImportChooser(
          () -> Optional.of(Path.of("a folder")), () -> Optional.of(Path.of("a model.zip")));
  private final Language language = new Language(Locale.ENGLISH);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private Region offer() {
    return FxThread.call(
        () -> {
          model.refresh();
          ModelOfferView view =
              new ModelOfferView(model, language, wanted, () -> done.add("declined"));
          return shown(view.view());
        });
  }

  private static Region shown(Region view) {
    new Scene(view, 900, 700);
    view.applyCss();
    view.layout();
    return view;
  }

  private static String words(Region view) {
    return FxThread.call(
        () -> {
          view.applyCss();
          view.layout();
          return view.lookupAll("*").stream()
              .filter(Labeled.class::isInstance)
              .map(node -> String.valueOf(((Labeled) node).getText()))
              .collect(Collectors.joining("\n"));
        });
  }

  private static void press(Region view, String words) {
    FxThread.run(
        () ->
            view.lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(
                    button ->
                        words.equals(button.getText()) || words.equals(button.getAccessibleText()))
                .findFirst()
                .orElseThrow()
                .fire());
  }

  /// Returns the text of a license without line breaks.
  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  @Test
  void licenseIsShownInFullBeforeTheDownload() {
    Region line = offer();
    assertThat(plain(words(line))).doesNotContain(plain(MIT));
    press(line, "Download (302 MB)");
    assertThat(plain(words(line))).contains(plain(MIT));
    assertThat(done).isEmpty();
    press(line, "Download");
    assertThat(done).containsExactly("fetched base", "used base");
  }

  @Test
  void pageShowsTheLicenseAndCancelCancels() {
    Region page =
        FxThread.call(() -> shown(new ModelsView(model, language, sources, new Region()).view()));
    press(page, "Download");
    assertThat(plain(words(page))).contains(plain(MIT));
    press(page, "Cancel");
    assertThat(plain(words(page))).doesNotContain(plain(MIT));
    assertThat(done).isEmpty();
  }

  @Test
  void modelIsImportedFromFolderAndZip() {
    Region page =
        FxThread.call(() -> shown(new ModelsView(model, language, sources, new Region()).view()));
    press(page, "Import from folder…");
    press(page, "Import ZIP file…");
    assertThat(done)
        .containsExactly("took a folder", "used a folder", "took a model.zip", "used a model.zip");
  }

  @Test
  void dismissedOfferIsNotShownAgain() {
    Region line = offer();
    assertThat(line.isVisible()).isTrue();
    press(line, "Not now");
    assertThat(done).containsExactly("declined");
    FxThread.run(() -> wanted.set(false));
    assertThat(line.isVisible()).isFalse();
    assertThat(line.isManaged()).isFalse();
    assertThat(offer().isVisible()).isFalse();
  }

  @Test
  void modelsAreComparedByQualitySpeedSizeAndMemory() {
    Region page =
        FxThread.call(() -> shown(new ModelsView(model, language, sources, new Region()).view()));
    assertThat(words(page))
        .contains("Quality\nGood\nSpeed\nMedium\nSize\n302 MB download\nMemory\n1.2 GB")
        .doesNotContain("Similarity");
  }

  @Test
  void checkOfOnePrecisionGivesTheSpeedOfTheModelAndNoTable() {
    Region page =
        FxThread.call(() -> shown(new ModelsView(model, language, sources, new Region()).view()));
    FxThread.run(
        () -> {
          TitledPane advanced = (TitledPane) page.lookup(".akin-fold");
          assertThat(advanced.getText()).isEqualTo("Advanced");
          assertThat(advanced.isExpanded()).isFalse();
          advanced.setExpanded(true);
          page.applyCss();
          page.layout();
        });
    press(page, "Check");
    assertThat(words(page))
        .contains("Speed\n38.6 photos per second", "Runs in fp32, its only precision");
    assertThat(FxThread.call(() -> page.lookup(".akin-check-table"))).isNull();
  }

  /// Has the starter and one available model; records calls.
  private final class RecordingModelService implements ModelService {
    @Override
    public List<ModelEntry> list() {
      return List.of(
          new ModelEntry(
              "starter",
              "Starter",
              0,
              0,
              "Apache-2.0",
              "",
              List.of("en"),
              new InstallState.BuiltIn(),
              Role.ANSWERS,
              9,
              9),
          new ModelEntry(
              "base",
              "BGE-VL-base",
              302_000_000,
              1_200_000_000,
              "MIT",
              MIT,
              List.of("en"),
              new InstallState.Available(0),
              Role.RESTS,
              0,
              9));
    }

    @Override
    public boolean fetch(String name, Predicate<Fetch> progress) {
      done.add("fetched " + name);
      return true;
    }

    @Override
    public Optional<String> importFrom(Path source, Predicate<Fetch> progress) {
      done.add("took " + source);
      return Optional.of(source.toString());
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
      return Optional.of(
          new PrecisionTable(
              "starter",
              64,
              0,
              List.of(
                  new PrecisionRow(
                      Precision.FP32,
                      PrecisionRow.Verdict.GOOD,
                      38.6,
                      8,
                      new Timing(16, 90, 120),
                      1,
                      1,
                      "")),
              Precision.FP32));
    }
  }
}
