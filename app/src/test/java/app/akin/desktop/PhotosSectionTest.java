package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.Throttle;
import app.akin.core.library.Timeline;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.search.SearchAnswer;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.folders.PhotoFolder;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.search.FactTexts;
import app.akin.desktop.search.MissingFactsView;
import app.akin.desktop.search.NothingFoundView;
import app.akin.desktop.search.PhraseReader;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.theme.Language;
import app.akin.desktop.tour.FakeRuns;
import app.akin.desktop.welcome.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests the messages shown instead of photos.
final class PhotosSectionTest {
  private static final Path PHOTOS = Path.of("/home/mira/Pictures");

  private final List<PhotoFolder> known = new ArrayList<>();
  private final List<Condition> acted = new ArrayList<>();
  private final FakeRuns.FakeRun run =
      new FakeRuns.FakeRun(FakeRuns.status(Phase.TAKING_IN, 9, 0, 0, Throttle.FULL));
  private final Region welcome = new Region();
  private final Region offer = new Region();
  private final IndexingModel indexing = FakeRuns.indexing(() -> run);
  private final FoldersModel folders =
      new FoldersModel(
          new FoldersModel.Actions(() -> List.copyOf(known), (_, _) -> {}, _ -> {}, _ -> {}),
          indexing,
          TestTasks.immediate());
  private final PhotosSection place = FxThread.call(this::place);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private PhotosSection place() {
    SearchModel search =
        new SearchModel(
            (_, _) -> Optional.of(new SearchAnswer("m", List.of(), List.of(), false)),
            PhraseReader.words(),
            ModelSelection.DEFAULT,
            TestTasks.immediate(_ -> {}),
            (_, action) -> action.run());
    Language language = new Language(Locale.ENGLISH);
    return new PhotosSection(
        new PhotosSection.Parts(
            new Region(),
            new Region(),
            offer,
            new MissingFactsView(
                search.foundProperty(), language, new MissingFactsView.Actions(_ -> {}, _ -> {})),
            conflict -> new NothingFoundView(conflict, new FactTexts(language), _ -> {}).view(),
            () -> welcome),
        new PhotoGridModel(_ -> {}, _ -> {}),
        search,
        new ResultsModel(search.foundProperty()),
        folders,
        indexing,
        language,
        acted::add);
  }

  private void look(PhotoFolder... there) {
    known.addAll(List.of(there));
    FxThread.run(
        () -> {
          place.showPhotos(Timeline.EMPTY);
          folders.refresh();
        });
  }

  private static PhotoFolder folder(boolean present) {
    return new PhotoFolder(PHOTOS, List.of(), present, 0, List.of(), null);
  }

  private String title() {
    return FxThread.call(
        () ->
            place.view().lookupAll(".akin-state-title").stream()
                .map(node -> ((Label) node).getText())
                .findFirst()
                .orElse(""));
  }

  private void press() {
    FxThread.run(
        () ->
            place.view().lookupAll(".akin-state .button").stream()
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow()
                .fire());
  }

  @Test
  void withoutFoldersTheWelcomePageIsShown() {
    look();
    assertThat(FxThread.call(() -> place.view().getChildrenUnmodifiable())).contains(welcome);
  }

  @Test
  void emptyAndOfflineFoldersAreDistinguished() {
    look(folder(true));
    assertThat(title()).isEqualTo("No photos in these folders");
    known.clear();
    look(folder(false));
    assertThat(title()).isEqualTo("This drive isn’t connected");
    press();
    assertThat(acted).containsExactly(Condition.FOLDER_OFFLINE);
  }

  @Test
  void fullDiskIsReportedAndCanBeRetried() {
    look(folder(true));
    FxThread.run(indexing::start);
    assertThat(title()).isEqualTo("Still reading your photos: 0 of 9");
    run.fail(new AkinException(new Problem.DiskFull(PHOTOS)));
    FxThread.run(indexing::tick);
    assertThat(title()).isEqualTo("Disk full");
    press();
    assertThat(acted).containsExactly(Condition.DISK_FULL);
  }

  private static Timeline onePhoto() {
    Timeline.Builder builder = new Timeline.Builder();
    builder.add(1, 1, 300, 200, 0, true, 1, false);
    return builder.build();
  }

  private boolean isOffered() {
    return FxThread.call(() -> offer.getScene() != null);
  }

  @Test
  void offerIsShownAfterTheFirstPhotosAndNeverUnderThePointer() {
    Stage stage =
        FxThread.call(
            () -> {
              offer.setMinHeight(40);
              Stage shown = new Stage();
              Region above = new Region();
              above.setMinHeight(100);
              VBox.setVgrow(place.view(), Priority.ALWAYS);
              shown.setScene(new Scene(new VBox(above, place.view()), 400, 300));
              shown.show();
              return shown;
            });
    try {
      point(stage, 200);
      look(folder(true));
      FxThread.run(indexing::start);
      FxThread.run(() -> place.showPhotos(onePhoto()));
      assertThat(isOffered()).as("while the first photos are read").isFalse();
      run.stop();
      FxThread.run(indexing::tick);
      assertThat(isOffered()).as("under the pointer").isFalse();
      point(stage, 50);
      assertThat(isOffered()).as("with the pointer elsewhere").isTrue();
      point(stage, 200);
      assertThat(isOffered()).as("it stays").isTrue();
      FxThread.run(() -> offer.setVisible(false));
      assertThat(isOffered()).as("dismissed").isFalse();
    } finally {
      FxThread.run(stage::hide);
    }
  }

  /// Moves the pointer onto the photos, or above them.
  private static void point(Stage stage, double y) {
    FxThread.run(() -> new Robot().mouseMove(stage.getX() + 200, stage.getY() + y));
    FxThread.settle();
  }

  @Test
  void otherProblemsAreReported() {
    look(folder(true));
    FxThread.run(indexing::start);
    run.fail(new AkinException(new Problem.ModelCacheUnwritable(PHOTOS, "no right")));
    FxThread.run(indexing::tick);
    assertThat(title()).isEqualTo("Photos couldn’t be read");
  }
}
