package app.akin.desktop.folders;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.ingest.Throttle;
import app.akin.core.library.LibraryStatus.Failure;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.theme.Language;
import app.akin.desktop.tour.FakeRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests the rows of the folders page in a shown window.
final class FoldersViewTest {
  private static final Path PICTURES = Path.of("/home/mira/Pictures");
  private static final Path SCANS = Path.of("/home/mira/Scans");

  private final List<PhotoFolder> known = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final FoldersModel model =
      new FoldersModel(
          new FoldersModel.Actions(() -> List.copyOf(known), (_, _) -> {}, _ -> {}, _ -> {}),
          FakeRuns.indexing(
              () -> new FakeRuns.FakeRun(FakeRuns.status(Phase.TAKING_IN, 9, 1, 1, Throttle.FULL))),
          TestTasks.immediate());
  private final Region page = FxThread.call(this::page);
  private final Stage stage = FxThread.call(this::open);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private Region page() {
    return new FoldersView(
            model,
            new Language(Locale.ENGLISH),
            new FoldersView.Actions(
                List::of,
                _ -> Optional.empty(),
                folder -> done.add("open " + folder.getFileName()),
                file -> done.add("reveal " + file.getFileName()),
                file -> done.add("retry " + file.getFileName()),
                () -> done.add("all"),
                () -> done.add("export")))
        .view();
  }

  private Stage open() {
    Stage shown = new Stage();
    shown.setScene(new Scene(page, 900, 900));
    shown.show();
    return shown;
  }

  @AfterEach
  void close() {
    FxThread.run(stage::hide);
  }

  private void list(PhotoFolder... folders) {
    known.clear();
    known.addAll(List.of(folders));
    FxThread.run(
        () -> {
          model.refresh();
          page.applyCss();
          page.layout();
        });
  }

  private static PhotoFolder folder(Path path, long files, Failure... failures) {
    return new PhotoFolder(path, List.of(), true, files, List.of(failures), null);
  }

  private static Failure[] failures(int count) {
    return Stream.generate(FakeRuns.failures()::getFirst).limit(count).toArray(Failure[]::new);
  }

  private List<Button> rows() {
    return FxThread.call(
        () -> page.lookupAll(".akin-folder-open").stream().map(Button.class::cast).toList());
  }

  private List<String> labels(String selector) {
    return FxThread.call(
        () ->
            page.lookupAll(selector).stream()
                .filter(node -> node instanceof Label)
                .map(node -> ((Label) node).getText())
                .toList());
  }

  private TitledPane fold() {
    return FxThread.call(() -> (TitledPane) page.lookup(".akin-folder-failures"));
  }

  private void expand() {
    TitledPane fold = fold();
    FxThread.run(
        () -> {
          fold.setExpanded(true);
          page.applyCss();
          page.layout();
        });
  }

  private void press(String name) {
    FxThread.run(
        () ->
            page.lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(
                    button ->
                        name.equals(button.getText()) || name.equals(button.getAccessibleText()))
                .findFirst()
                .orElseThrow()
                .fire());
  }

  @Test
  void rowOpensItsPhotosByKeyboard() {
    list(folder(PICTURES, 30), folder(SCANS, 4));
    Button last = rows().getLast();
    FxThread.run(
        () -> {
          last.requestFocus();
          new Robot().keyType(KeyCode.SPACE);
        });
    FxThread.settle();
    assertThat(done).containsExactly("open Scans");
    assertThat(rows().getLast().getAccessibleText()).isEqualTo("Show the photos in Scans");
  }

  @Test
  void folderWithoutPhotosCannotBeOpened() {
    list(folder(PICTURES, 0));
    assertThat(rows().getFirst().isDisabled()).isTrue();
    list(folder(PICTURES, 1));
    assertThat(rows().getFirst().isDisabled()).isFalse();
  }

  @Test
  void countsChangeWhileTheRowKeepsTheFocus() {
    list(folder(PICTURES, 30));
    Node row = rows().getFirst();
    FxThread.run(row::requestFocus);
    list(folder(PICTURES, 31, failures(2)));
    assertThat(labels(".akin-folder-files")).containsExactly("31 files");
    assertThat(rows()).containsExactly((Button) row);
    assertThat(FxThread.call(() -> stage.getScene().getFocusOwner())).isEqualTo(row);
    assertThat(fold().getText()).isEqualTo("2 files couldn’t be read");
    list(folder(PICTURES, 33));
    assertThat(fold().isVisible()).as("all files are read").isFalse();
  }

  @Test
  void unreadableFileIsShownInItsFolderAndReadAgain() {
    list(folder(PICTURES, 30, FakeRuns.failures().get(1)));
    expand();
    assertThat(labels(".akin-badge")).containsExactly("Empty file");
    press("Show in folder");
    press("Retry this file");
    assertThat(done).containsExactly("reveal IMG_2042.jpg", "retry IMG_2042.jpg");
  }

  @Test
  void manyUnreadableFilesAreListedElsewhere() {
    list(folder(PICTURES, 30, failures(40)));
    expand();
    assertThat(labels(".akin-badge")).hasSize(5);
    press("Show all 40 files");
    assertThat(done).containsExactly("all");
  }
}
