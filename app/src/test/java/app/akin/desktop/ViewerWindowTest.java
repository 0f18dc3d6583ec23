package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.desktop.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the viewer in the whole window, with key events to the node that has the focus.
final class ViewerWindowTest {
  private static final int PHOTOS = 40;
  private static final String ICON = "small.jpg";

  @TempDir static Path base;
  private static WindowFixture fixture;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 1_600, 1_200));
    }
    // The newest photo is the first of the timeline.
    Path small = Files.write(folder.resolve(ICON), ImageKit.photo(99, 200, 150));
    Files.setLastModifiedTime(
        small,
        java.nio.file.attribute.FileTime.from(java.time.Instant.parse("2100-01-01T00:00:00Z")));
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, 900, 700);
    Await.until("photos", () -> text(".akin-grid-count").contains("41"));
    // The bar of the first scan changes the height of the grid.
    Await.until("the first scan", () -> find(".akin-indexing").isPresent());
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @AfterEach
  void leave() {
    FxThread.run(() -> fixture.stage().setFullScreen(false));
    while (find(".akin-viewer").isPresent()) {
      press(KeyCode.ESCAPE);
    }
  }

  private static void openFirst() throws InterruptedException {
    FxThread.run(() -> node(".akin-grid").requestFocus());
    press(KeyCode.HOME);
    press(KeyCode.ENTER);
    Await.until("the first photo", () -> text(".akin-viewer-name").equals(ICON));
  }

  @Test
  void focusIsOnThePhotoSeenLast() throws InterruptedException {
    openFirst();
    for (int i = 0; i < 25; i++) {
      press(KeyCode.RIGHT);
    }
    Await.until("the last photo", () -> !text(".akin-viewer-name").isEmpty());
    press(KeyCode.ESCAPE);
    FxThread.settle();
    FxThread.run(() -> fixture.scene().getRoot().layout());
    Node grid = node(".akin-grid");
    assertThat(FxThread.call(() -> fixture.scene().getFocusOwner())).isEqualTo(grid);
    Node cell =
        FxThread.call(() -> (Node) grid.queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM));
    assertThat(cell).isNotNull();
    Node ring = FxThread.call(() -> cell.lookup(".akin-photo-ring"));
    assertThat(ring.isVisible()).isTrue();
    Bounds tile = FxThread.call(() -> cell.localToScene(cell.getLayoutBounds()));
    Bounds room = FxThread.call(() -> grid.localToScene(grid.getLayoutBounds()));
    assertThat(room.contains(tile)).as("%s in %s", tile, room).isTrue();
    // The viewer continues there.
    press(KeyCode.ENTER);
    Await.until("its position", () -> texts(".akin-viewer-bar").contains("26 of 41"));
  }

  @Test
  void smallPhotoIsShownAtItsOwnSize() throws InterruptedException {
    openFirst();
    Await.until("100 %", () -> factor().equals("100%"));
    assertThat(width()).isCloseTo(200, within(0.5));
    press(KeyCode.PLUS);
    Await.until("125 %", () -> factor().equals("125%"));
    press(KeyCode.DIGIT0, KeyCode.CONTROL);
    Await.until("100 %", () -> factor().equals("100%"));
    press(KeyCode.RIGHT);
    Await.until("a fitted photo", () -> !factor().isEmpty() && width() > 400);
    double fitted = Double.parseDouble(factor().replace("%", ""));
    assertThat(fitted).isBetween(20.0, 99.0);
    press(KeyCode.DIGIT1, KeyCode.CONTROL);
    Await.until("100 %", () -> factor().equals("100%"));
    assertThat(width()).isCloseTo(1_600, within(0.5));
    press(KeyCode.DIGIT1, KeyCode.CONTROL);
    assertThat(factor()).isEqualTo("100%");
  }

  @Test
  void factsOfASmallPhotoOmitMegapixels() throws InterruptedException {
    openFirst();
    press(KeyCode.I);
    Await.until("the width", () -> texts(".akin-viewer").contains("200 × 150"));
    assertThat(texts(".akin-viewer")).noneMatch(text -> text.contains("MP"));
    press(KeyCode.RIGHT);
    Await.until(
        "megapixels", () -> texts(".akin-viewer").stream().anyMatch(t -> t.contains("1.9 MP")));
    press(KeyCode.I);
  }

  @Test
  void surroundIsNeutralAndDarkInBothThemes() throws InterruptedException {
    openFirst();
    for (Theme.Choice theme : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
      FxThread.run(() -> fixture.settings().update(before -> before.withTheme(theme)));
      FxThread.settle();
      WritableImage picture = FxThread.call(() -> node(".akin-viewer").snapshot(null, null));
      Color corner = picture.getPixelReader().getColor(8, (int) picture.getHeight() - 8);
      assertThat(corner.getBrightness()).as("%s", theme).isBetween(0.08, 0.2);
      assertThat(corner.getSaturation()).as("%s", theme).isLessThan(0.02);
    }
  }

  @Test
  void everyActionIsNamedAndInTheMenu() throws InterruptedException {
    openFirst();
    MenuButton menu = (MenuButton) node(".akin-viewer-menu");
    List<String> items =
        menu.getItems().stream().map(MenuItem::getText).filter(text -> text != null).toList();
    int named = 0;
    Set<Node> buttons =
        new HashSet<>(FxThread.call(() -> node(".akin-viewer").lookupAll(".button")));
    buttons.addAll(FxThread.call(() -> node(".akin-viewer").lookupAll(".toggle-button")));
    for (Node each : buttons) {
      if (each instanceof ButtonBase button && !button.equals(menu)) {
        assertThat(button.getTooltip()).as("%s", button).isNotNull();
        assertThat(items).contains(button.getTooltip().getText());
        named++;
      }
    }
    assertThat(named).isGreaterThanOrEqualTo(12);
    assertThat(items).contains("Actual size (Ctrl+1)", "Full screen (F11)");
  }

  @Test
  void escapeLeavesFullScreenBeforeTheViewer() throws InterruptedException {
    openFirst();
    press(KeyCode.F11);
    Await.until("full screen", () -> FxThread.call(() -> fixture.stage().isFullScreen()));
    press(KeyCode.ESCAPE);
    Await.until("a window", () -> !FxThread.call(() -> fixture.stage().isFullScreen()));
    assertThat(find(".akin-viewer")).isPresent();
    press(KeyCode.ESCAPE);
    assertThat(find(".akin-viewer")).isEmpty();
  }

  private static double width() {
    return FxThread.call(
        () ->
            node(".akin-stage").lookupAll("ImageView").stream()
                .map(ImageView.class::cast)
                .findFirst()
                .orElseThrow()
                .getFitWidth());
  }

  private static String factor() {
    return text(".akin-viewer-factor");
  }

  private static String text(String style) {
    return find(style).map(node -> ((Labeled) node).getText()).orElse("");
  }

  private static List<String> texts(String style) {
    return FxThread.call(
        () ->
            node(style).lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(node -> ((Label) node).getText())
                .toList());
  }

  private static Node node(String style) {
    return fixture.scene().getRoot().lookup(style);
  }

  private static Optional<Node> find(String style) {
    return fixture.find(style);
  }

  private static String position() {
    return FxThread.call(
        () ->
            fixture.scene().getRoot().lookupAll(".akin-viewer").stream()
                .map(Node::getAccessibleText)
                .findFirst()
                .orElse(""));
  }

  @Test
  void aSlideshowStepsPausesAndLeavesFullScreen() throws InterruptedException {
    FxThread.run(
        () -> {
          fixture.settings().update(before -> before.withSlideSeconds(1));
          node(".akin-grid").requestFocus();
        });
    press(KeyCode.HOME);
    press(KeyCode.F5);
    Await.until("the slideshow", () -> find(".akin-slideshow-bar").isPresent());
    assertThat(fixture.stage().isFullScreen()).isTrue();
    assertThat(find(".akin-viewer-bar")).isEmpty();
    Await.until("the second photo", () -> position().endsWith("2 of 41"));
    press(KeyCode.SPACE);
    String paused = position();
    press(KeyCode.LEFT);
    press(KeyCode.LEFT);
    // The last photo is before the first one.
    press(KeyCode.LEFT);
    Await.until("an earlier photo", () -> !position().equals(paused));
    press(KeyCode.ESCAPE);
    FxThread.settle();
    assertThat(fixture.stage().isFullScreen()).isFalse();
    assertThat(find(".akin-slideshow-bar")).isEmpty();
    assertThat(find(".akin-viewer-bar")).isPresent();
    press(KeyCode.ESCAPE);
    assertThat(find(".akin-viewer")).isEmpty();
  }

  @Test
  void aSlideshowShowsOnlySelectedPhotos() throws InterruptedException {
    FxThread.run(
        () -> {
          fixture.settings().update(before -> before.withSlideSeconds(60));
          node(".akin-grid").requestFocus();
        });
    press(KeyCode.HOME);
    press(KeyCode.RIGHT, KeyCode.SHIFT);
    press(KeyCode.RIGHT, KeyCode.SHIFT);
    press(KeyCode.F5);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 7; i++) {
      String now = position();
      seen.add(now.substring(now.lastIndexOf(' ', now.indexOf(" of ") - 1) + 1));
      press(KeyCode.RIGHT);
    }
    assertThat(seen).containsExactlyInAnyOrder("1 of 41", "2 of 41", "3 of 41");
  }

  @Test
  void aSelectionIsOpenedInAProgramByKeys() throws InterruptedException {
    Path program = Path.of("/opt/tools/retouch");
    FxThread.run(
        () -> {
          fixture.settings().update(before -> before.withProgram(program));
          node(".akin-grid").requestFocus();
        });
    press(KeyCode.HOME);
    press(KeyCode.RIGHT, KeyCode.SHIFT);
    press(KeyCode.E, KeyCode.SHIFT, KeyCode.CONTROL);
    FxThread.run(
        () -> {
          ContextMenu popup =
              Window.getWindows().stream()
                  .filter(ContextMenu.class::isInstance)
                  .map(ContextMenu.class::cast)
                  .findFirst()
                  .orElseThrow();
          assertThat(popup.getItems().getFirst().getText()).isEqualTo("retouch");
          popup.getItems().getFirst().fire();
          popup.hide();
        });
    Await.until("the program", () -> !fixture.started().isEmpty());
    assertThat(fixture.started().getLast())
        .hasSize(3)
        .startsWith(program.toString())
        .contains(base.resolve("photos").resolve(ICON).toString());
    press(KeyCode.ESCAPE);
  }

  private static void press(KeyCode key, KeyCode... held) {
    new WindowDriver(fixture).press(key, held);
  }
}
