package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.PhotoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests marks in the whole window over a real library, with keys of the robot.
final class MarkWindowTest {
  private static final int PHOTOS = 6;

  @TempDir private Path base;
  private Path folder;
  private WindowFixture fixture;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 1; i <= PHOTOS; i++) {
      Files.write(folder.resolve("IMG_2024050" + i + "_120000.jpg"), ImageKit.photo(i, 640, 480));
    }
    WindowFixture.index(base, folder);
    show();
  }

  private void show() throws InterruptedException {
    fixture = new WindowFixture(base, 1_200, 800);
    Await.until("photos", () -> tiles() == PHOTOS);
    Await.until("the first scan", () -> fixture.find(".akin-indexing").isPresent());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void keysMarkTheFocusedPhotoAndTheSelectionAndAreUndone() throws InterruptedException {
    toGrid();
    ContentId first = content(0);
    ContentId second = content(1);
    press(KeyCode.DIGIT4, KeyCode.ALT);
    Await.until("a rating", () -> marks(first).rating() == 4);
    press(KeyCode.P, KeyCode.ALT);
    Await.until("a flag", () -> marks(first).flag() == Flag.PICK);
    Await.until("spoken marks", () -> focused().contains("4 stars, picked"));
    // Both photos at once.
    press(KeyCode.SPACE, KeyCode.CONTROL);
    press(KeyCode.RIGHT, KeyCode.SHIFT);
    press(KeyCode.NUMPAD2, KeyCode.ALT);
    Await.until("two ratings", () -> marks(first).rating() == 2 && marks(second).rating() == 2);
    assertThat(FxThread.call(() -> fixture.scene().getFocusOwner().getStyleClass()))
        .contains("akin-grid");
    press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("undone", () -> marks(first).rating() == 4 && marks(second).rating() == 0);
    press(KeyCode.Z, KeyCode.CONTROL, KeyCode.SHIFT);
    Await.until("repeated", () -> marks(first).rating() == 2 && marks(second).rating() == 2);
    press(KeyCode.DIGIT0, KeyCode.ALT);
    Await.until("removed", () -> marks(first).rating() == 0 && marks(second).rating() == 0);
    press(KeyCode.U, KeyCode.ALT);
    Await.until("no flag", () -> marks(first).flag() == Flag.NONE);
  }

  @Test
  void undoReachesTheStepsOfAnEarlierWindow() throws InterruptedException {
    toGrid();
    ContentId first = content(0);
    press(KeyCode.DIGIT5, KeyCode.ALT);
    Await.until("a rating", () -> marks(first).rating() == 5);
    fixture.close();
    show();
    toGrid();
    Await.until("the rating", () -> focused().contains("5 stars"));
    press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("undone", () -> marks(first).rating() == 0);
    Await.until("shown", () -> !focused().contains("stars"));
  }

  @Test
  void plainDigitsInTheGridAreTyped() throws InterruptedException {
    toGrid();
    RobotKeys.type("5");
    Await.until("typed", () -> query().equals("5"));
    assertThat(marks(content(0)).rating()).isZero();
  }

  @Test
  void plainKeysMarkInTheViewerAndUndoReachesIt() throws InterruptedException {
    toGrid();
    ContentId first = content(0);
    press(KeyCode.ENTER);
    Await.until("the viewer", () -> !text(".akin-viewer-name").isEmpty());
    String name = text(".akin-viewer-name");
    press(KeyCode.DIGIT3);
    Await.until("a rating", () -> marks(first).rating() == 3);
    press(KeyCode.X);
    Await.until("rejected", () -> marks(first).flag() == Flag.REJECT);
    Await.until("spoken", () -> viewer().contains("3 stars, rejected"));
    assertThat(text(".akin-viewer-name")).isEqualTo(name);
    press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("no flag", () -> marks(first).flag() == Flag.NONE);
    press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("no rating", () -> marks(first).rating() == 0);
    press(KeyCode.Z, KeyCode.CONTROL, KeyCode.SHIFT);
    Await.until("repeated", () -> marks(first).rating() == 3);
    assertThat(fixture.find(".akin-viewer")).isPresent();
  }

  @Test
  void resultsFollowMarksAndTheFocusMovesToTheNextPhoto() throws InterruptedException {
    List<ContentId> all = contents();
    fixture.library().marks().rate(photos(all), 5);
    type("rating:>=4");
    Await.until("the answer", () -> !text(".akin-results-count").isEmpty());
    toGrid();
    press(KeyCode.RIGHT);
    String second = focused();
    press(KeyCode.DIGIT1, KeyCode.ALT);
    Await.until("it leaves the results", () -> tiles() == PHOTOS - 1);
    assertThat(focused()).isNotEmpty().isNotEqualTo(second);
    assertThat(FxThread.call(() -> fixture.scene().getFocusOwner().getStyleClass()))
        .contains("akin-grid");
    press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("it is back", () -> tiles() == PHOTOS);
    type("flag:pick");
    Await.until("no picks", () -> !fixture.shows(".akin-grid") || tiles() == 0);
  }

  @Test
  void inspectorShowsAndChangesTheMarks() throws InterruptedException {
    ContentId first = content(0);
    fixture
        .library()
        .marks()
        .keywords(photos(List.of(content(1))), List.of("Places|Norway"), List.of());
    toGrid();
    press(KeyCode.I, KeyCode.CONTROL);
    Await.until("the inspector", () -> fixture.shows(".akin-stars"));
    FxThread.run(() -> node(".akin-stars").requestFocus());
    press(KeyCode.DIGIT3);
    Await.until("a rating by key", () -> marks(first).rating() == 3);
    press(KeyCode.RIGHT);
    Await.until("a rating by arrow", () -> marks(first).rating() == 4);
    assertThat(query()).isEmpty();
    Await.until("its source", () -> labels(".akin-marks").contains("Source: Akin"));
    FxThread.run(
        () ->
            node(".akin-flags").lookupAll(".toggle-button").stream()
                .map(ToggleButton.class::cast)
                .filter(button -> button.getText().equals("Pick"))
                .findFirst()
                .orElseThrow()
                .fire());
    Await.until("a flag", () -> marks(first).flag() == Flag.PICK);

    // Keywords: a comma adds, quotes keep commas, and a suggestion is taken.
    input(".akin-keyword-field", "sea,");
    Await.until("a keyword", () -> marks(first).keywords().equals(List.of("sea")));
    input(".akin-keyword-field", "\"Berlin, Germany\"");
    press(KeyCode.ENTER);
    Await.until("two", () -> marks(first).keywords().contains("Berlin, Germany"));
    input(".akin-keyword-field", "plac");
    Await.until("a suggestion", () -> labels(".akin-keyword-completions").contains("Places"));
    Await.until(
        "the whole keyword", () -> labels(".akin-keyword-completions").contains("Places › Norway"));
    for (int i = 0; i < 8 && !spoken().endsWith("Places › Norway"); i++) {
      press(KeyCode.DOWN);
    }
    press(KeyCode.ENTER);
    Await.until("three", () -> marks(first).keywords().contains("Places|Norway"));
    Await.until("chips", () -> labels(".akin-marks").contains("Places › Norway"));
    FxThread.run(
        () ->
            ((ButtonBase)
                    node(".akin-marks").lookupAll(".akin-keyword-remove").stream()
                        .filter(one -> one.getAccessibleText().contains("sea"))
                        .findFirst()
                        .orElseThrow())
                .fire());
    Await.until("removed", () -> !marks(first).keywords().contains("sea"));

    // The caption: Ctrl+Enter saves, Escape restores, leaving saves.
    input(".akin-caption-field", "At the sea");
    press(KeyCode.ENTER, KeyCode.CONTROL);
    Await.until("a caption", () -> marks(first).caption().equals("At the sea"));
    input(".akin-caption-field", "Wrong");
    press(KeyCode.ESCAPE);
    assertThat(value(".akin-caption-field")).isEqualTo("At the sea");
    input(".akin-caption-field", "At the lake");
    FxThread.run(() -> node(".akin-grid").requestFocus());
    Await.until("saved when left", () -> marks(first).caption().equals("At the lake"));
    press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("undone", () -> marks(first).caption().equals("At the sea"));
    Await.until("shown", () -> value(".akin-caption-field").equals("At the sea"));

    FxThread.run(() -> ((ButtonBase) node(".akin-mark-reset")).fire());
    Await.until("reset", () -> marks(first).equals(EffectiveMarks.NONE));
    press(KeyCode.Z, KeyCode.CONTROL);
    Await.until(
        "all back", () -> marks(first).rating() == 4 && marks(first).keywords().size() == 2);
  }

  @Test
  void inspectorShowsWhatSeveralPhotosHaveInCommon() throws InterruptedException {
    ContentId first = content(0);
    ContentId second = content(1);
    fixture.library().marks().keywords(photos(List.of(first)), List.of("sea"), List.of());
    fixture.library().marks().rate(photos(List.of(first)), 3);
    toGrid();
    press(KeyCode.SPACE, KeyCode.CONTROL);
    press(KeyCode.RIGHT, KeyCode.SHIFT);
    press(KeyCode.I, KeyCode.CONTROL);
    Await.until("mixed", () -> labels(".akin-marks").contains("Differs among the selected photos"));
    Await.until("a keyword of one", () -> labels(".akin-marks").contains("sea (1 of 2)"));
    FxThread.run(() -> ((ButtonBase) node(".akin-keyword-some")).fire());
    Await.until("of both", () -> marks(second).keywords().equals(List.of("sea")));
    input(".akin-caption-field", "Both");
    press(KeyCode.ENTER, KeyCode.CONTROL);
    Await.until(
        "captions",
        () -> marks(first).caption().equals("Both") && marks(second).caption().equals("Both"));
  }

  @Test
  void textFieldsOfTheViewerKeepTheirKeys() throws InterruptedException {
    ContentId first = content(0);
    toGrid();
    press(KeyCode.ENTER);
    Await.until("the viewer", () -> !text(".akin-viewer-name").isEmpty());
    press(KeyCode.I);
    Await.until("the panel", () -> fixture.shows(".akin-viewer .akin-caption-field"));
    FxThread.run(() -> node(".akin-viewer .akin-caption-field").requestFocus());
    RobotKeys.type("x5");
    assertThat(value(".akin-viewer .akin-caption-field")).isEqualTo("x5");
    press(KeyCode.ENTER, KeyCode.CONTROL);
    Await.until("a caption", () -> marks(first).caption().equals("x5"));
    assertThat(marks(first).rating()).isZero();
    assertThat(marks(first).flag()).isEqualTo(Flag.NONE);
    press(KeyCode.ESCAPE);
    assertThat(fixture.find(".akin-viewer")).isPresent();
    press(KeyCode.DIGIT5);
    Await.until("a rating", () -> marks(first).rating() == 5);
  }

  @Test
  void sidecarsAreShownThenExportedThenUndone() throws IOException, InterruptedException {
    byte[] before = Files.readAllBytes(folder.resolve("IMG_20240501_120000.jpg"));
    fixture.library().marks().rate(photos(contents()), 4);
    fixture.open(Section.FOLDERS);
    button("Export sidecars…");
    Await.until(
        "the preview",
        () -> labels(".akin-export-sheet").contains("6 new, 0 changed, 0 unchanged, 0 skipped"));
    assertThat(sidecars()).isEmpty();
    button("Export 6 sidecars");
    Await.until("written", () -> sidecars().size() == PHOTOS);
    Await.until(
        "the result",
        () -> labels(".akin-export-sheet").contains("6 sidecars created, 0 changed, 0 skipped"));
    assertThat(Files.readAllBytes(folder.resolve("IMG_20240501_120000.jpg"))).isEqualTo(before);
    Await.until("the way back", () -> fixture.shows(".akin-export-undo"));
    button("Undo last export");
    Await.until("deleted", () -> sidecars().isEmpty());
    press(KeyCode.ESCAPE);
    assertThat(fixture.find(".akin-export-sheet")).isEmpty();
  }

  private List<String> sidecars() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.endsWith(".xmp"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void button(String text) throws InterruptedException {
    Await.until(text, () -> FxThread.call(() -> named(text)).isPresent());
    FxThread.run(() -> named(text).orElseThrow().fire());
  }

  private Optional<ButtonBase> named(String text) {
    return fixture.scene().getRoot().lookupAll(".button").stream()
        .filter(WindowFixture::isShown)
        .map(ButtonBase.class::cast)
        .filter(button -> text.equals(button.getText()))
        .findFirst();
  }

  private void toGrid() {
    FxThread.run(() -> node(".akin-grid").requestFocus());
    press(KeyCode.HOME);
  }

  /// Returns the photos of the timeline, the first one first.
  private List<ContentId> contents() {
    var timeline = fixture.library().photos().timeline();
    return IntStream.range(0, timeline.size()).mapToObj(timeline::content).toList();
  }

  private ContentId content(int index) {
    return contents().get(index);
  }

  private List<PhotoId> photos(List<ContentId> contents) {
    BitSet ids = new BitSet();
    contents.forEach(one -> ids.set((int) one.value()));
    return fixture.library().marks().photos(ids);
  }

  private EffectiveMarks marks(ContentId content) {
    return fixture
        .library()
        .marks()
        .effective(List.of(content))
        .getOrDefault(content, EffectiveMarks.NONE);
  }

  private void type(String words) {
    FxThread.run(
        () -> {
          TextInputControl field = (TextInputControl) node(".akin-search-field");
          field.requestFocus();
          field.setText(words);
        });
  }

  private void input(String field, String text) {
    FxThread.run(
        () -> {
          TextInputControl control = (TextInputControl) node(field);
          control.requestFocus();
          control.setText(text);
        });
  }

  private String value(String field) {
    return FxThread.call(() -> ((TextInputControl) node(field)).getText());
  }

  private String query() {
    return value(".akin-search-field");
  }

  private String spoken() {
    return FxThread.call(() -> node(".akin-keyword-field").getAccessibleText());
  }

  private String viewer() {
    return FxThread.call(() -> node(".akin-viewer").getAccessibleText());
  }

  private List<String> labels(String within) {
    return FxThread.call(
        () ->
            Optional.ofNullable(node(within)).stream()
                .flatMap(
                    box ->
                        Stream.concat(
                            box.lookupAll(".label").stream(), box.lookupAll(".button").stream()))
                .filter(Labeled.class::isInstance)
                .map(label -> ((Labeled) label).getText())
                .toList());
  }

  private int tiles() {
    return FxThread.call(
        () -> {
          Node grid = node(".akin-grid");
          return grid == null
              ? 0
              : (int) grid.queryAccessibleAttribute(AccessibleAttribute.ITEM_COUNT);
        });
  }

  /// Returns the accessible text of the focused tile.
  private String focused() {
    FxThread.settle();
    return FxThread.call(
        () -> {
          fixture.scene().getRoot().layout();
          return node(".akin-grid").queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM)
                  instanceof Node cell
              ? String.valueOf(cell.getAccessibleText())
              : "";
        });
  }

  private String text(String style) {
    return fixture.find(style).map(node -> ((Labeled) node).getText()).orElse("");
  }

  private Node node(String style) {
    return fixture.scene().getRoot().lookup(style);
  }

  private static void press(KeyCode key, KeyCode... held) {
    RobotKeys.press(key, held);
  }
}
