package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Stacks;
import app.akin.desktop.settings.Settings.Option;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests stacks in the whole window over a real library, with key and mouse events to the scene.
final class StackWindowTest {
  private static final int OTHERS = 5;

  @TempDir static Path base;
  private static Path folder;
  private static WindowFixture fixture;
  private static WindowDriver window;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 1; i <= OTHERS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 640, 480));
    }
    BufferedImage whole = ImageKit.picture(77, 1_200, 900);
    Files.write(folder.resolve("whole.jpg"), ImageKit.jpeg(whole, 0.9f));
    Files.write(folder.resolve("half.jpg"), ImageKit.jpeg(scaled(whole, 0.5), 0.8f));
    Files.write(folder.resolve("small.jpg"), ImageKit.jpeg(scaled(whole, 0.4), 0.6f));
    WindowFixture.index(base, folder);
    try (PhotoLibrary library =
        PhotoLibrary.openIsolated(WindowFixture.places(base), Clock.systemUTC())) {
      assertThat(library.stacks().find(_ -> true)).isTrue();
      assertThat(library.stacks().list()).hasSize(1);
    }
    fixture = new WindowFixture(base, 1_000, 700);
    window = new WindowDriver(fixture);
    Await.until("photos", () -> !text(".akin-grid-count").isEmpty());
    Await.until("the first scan", () -> find(".akin-indexing").isPresent());
  }

  private static BufferedImage scaled(BufferedImage image, double factor) {
    AffineTransformOp scale =
        new AffineTransformOp(
            AffineTransform.getScaleInstance(factor, factor),
            new RenderingHints(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC));
    BufferedImage target =
        new BufferedImage(
            (int) (image.getWidth() * factor),
            (int) (image.getHeight() * factor),
            BufferedImage.TYPE_INT_RGB);
    return scale.filter(image, target);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @AfterEach
  void leave() {
    for (int i = 0; i < 4; i++) {
      window.press(KeyCode.ESCAPE);
    }
  }

  /// Focuses the tile of the stack.
  private static void toStack() throws InterruptedException {
    window.toFirstPhoto();
    for (int i = 0; i < window.tiles() && !window.focusedPhoto().contains("Stack"); i++) {
      window.press(KeyCode.RIGHT);
    }
    assertThat(window.focusedPhoto()).contains("Stack of 3 photos");
  }

  @Test
  void stackIsOneTileThatKeysOpenAndClose() throws InterruptedException {
    assertThat(text(".akin-grid-count")).isEqualTo("8 photos, 3 of them in 1 stack");
    assertThat(window.tiles()).isEqualTo(OTHERS + 1);
    toStack();
    window.press(KeyCode.DOWN, KeyCode.ALT);
    assertThat(window.tiles()).isEqualTo(OTHERS + 3);
    assertThat(window.focusedPhoto()).contains("of 3 in an open stack");
    window.press(KeyCode.UP, KeyCode.ALT);
    assertThat(window.tiles()).isEqualTo(OTHERS + 1);
    window.press(KeyCode.DOWN, KeyCode.ALT);
    window.press(KeyCode.ESCAPE);
    assertThat(window.tiles()).isEqualTo(OTHERS + 1);
    assertThat(window.focusedPhoto()).contains("Stack of 3 photos");
  }

  @Test
  void clickOnTheBadgeOpensAndClosesTheStack() throws InterruptedException {
    toStack();
    click(".akin-photo-stack");
    assertThat(window.tiles()).isEqualTo(OTHERS + 3);
    assertThat(FxThread.call(() -> labels(".akin-photo-stack")))
        .containsExactlyInAnyOrder("1\u2009/\u20093", "2\u2009/\u20093", "3\u2009/\u20093");
    click(".akin-photo-stack");
    assertThat(window.tiles()).isEqualTo(OTHERS + 1);
  }

  @Test
  void keyShowsAllPhotosAndTheChoiceIsStored() throws InterruptedException {
    window.press(KeyCode.E, KeyCode.CONTROL);
    assertThat(window.tiles()).isEqualTo(OTHERS + 3);
    assertThat(text(".akin-grid-count")).isEqualTo("8 photos");
    assertThat(fixture.settings().settings().get().has(Option.STACKS)).isFalse();
    window.press(KeyCode.E, KeyCode.CONTROL);
    assertThat(window.tiles()).isEqualTo(OTHERS + 1);
    assertThat(fixture.settings().settings().get().has(Option.STACKS)).isTrue();
  }

  @Test
  void resultsShowOnePhotoOfEachStack() throws InterruptedException {
    window.type(".akin-search-field", "a red flower");
    Await.until("results", () -> text(".akin-grid-count").equals("3 photos in 1 stack"));
    assertThat(window.tiles()).isEqualTo(OTHERS + 1);
    window.press(KeyCode.E, KeyCode.CONTROL);
    Await.until("all results", () -> window.tiles() == OTHERS + 3);
    window.press(KeyCode.E, KeyCode.CONTROL);
    Await.until("folded results", () -> window.tiles() == OTHERS + 1);
    toStack();
    window.press(KeyCode.DOWN, KeyCode.ALT);
    assertThat(window.tiles()).isEqualTo(OTHERS + 3);
    window.type(".akin-search-field", "");
    Await.until("the timeline", () -> text(".akin-grid-count").startsWith("8 photos"));
    assertThat(window.tiles()).isEqualTo(OTHERS + 1);
  }

  @Test
  void viewerWalksThroughTheStackAndChangesIt() throws InterruptedException {
    toStack();
    window.press(KeyCode.ENTER);
    Await.until("the filmstrip", () -> find(".akin-filmstrip").isPresent());
    Await.until("the cover", () -> text(".akin-viewer-name").equals("whole.jpg"));
    window.press(KeyCode.UP);
    window.press(KeyCode.UP);
    Await.until("the first", () -> strip().startsWith("Stack: 1 of 3"));
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      String at = "Stack: " + i + " of 3";
      Await.until(at, () -> strip().startsWith(at));
      Await.until("a name", () -> !text(".akin-viewer-name").isEmpty());
      names.add(text(".akin-viewer-name"));
      window.press(KeyCode.DOWN);
    }
    assertThat(names).containsExactlyInAnyOrder("whole.jpg", "half.jpg", "small.jpg");
    for (int i = 2; i > names.indexOf("small.jpg"); i--) {
      window.press(KeyCode.UP);
    }
    Await.until("the smallest", () -> text(".akin-viewer-name").equals("small.jpg"));
    window.press(KeyCode.M);
    Await.until("another cover", () -> cover().equals("small.jpg"));
    Await.until(
        "the mark of the cover",
        () -> FxThread.call(() -> selected().getAccessibleText().endsWith("its cover")));
    window.press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("the cover before", () -> cover().equals("whole.jpg"));

    window.press(KeyCode.G, KeyCode.CONTROL, KeyCode.SHIFT);
    Await.until("no filmstrip", () -> find(".akin-filmstrip").isEmpty());
    window.press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("the filmstrip again", () -> strip().endsWith("of 3"));
    // The viewer closes on the tile of the stack.
    window.press(KeyCode.ESCAPE);
    Await.until("the grid", () -> find(".akin-viewer").isEmpty());
    assertThat(window.focusedPhoto()).contains("Stack of 3 photos");
  }

  @Test
  void selectedPhotosAreJoinedAndTheNoticeUndoesIt() throws InterruptedException {
    window.toFirstPhoto();
    for (int chosen = 0; chosen < 2; window.press(KeyCode.RIGHT)) {
      if (!window.focusedPhoto().contains("Stack")) {
        window.press(KeyCode.SPACE, KeyCode.CONTROL);
        chosen++;
      }
    }
    window.press(KeyCode.G, KeyCode.CONTROL);
    Await.until("two stacks", () -> text(".akin-grid-count").contains("5 of them in 2 stacks"));
    assertThat(FxThread.call(() -> fixture.library().stacks().list())).hasSize(2);
    window.press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("one stack", () -> text(".akin-grid-count").contains("3 of them in 1 stack"));
    // Decisions made before the start are not undone.
    window.press(KeyCode.Z, KeyCode.CONTROL);
    FxThread.settle();
    assertThat(fixture.library().stacks().list()).hasSize(1);
  }

  @Test
  void photosOfAStackAreZoomedTogether() throws InterruptedException {
    toStack();
    window.press(KeyCode.K, KeyCode.CONTROL);
    Await.until("the comparison", () -> widths().size() == 3);
    Await.until("all images", () -> names().containsAll(Set.of("whole.jpg", "half.jpg")));
    FxThread.settle();
    List<Double> fitted = widths();
    window.press(KeyCode.PLUS);
    window.press(KeyCode.PLUS);
    List<Double> zoomed = widths();
    for (int i = 0; i < 3; i++) {
      assertThat(zoomed.get(i) / fitted.get(i)).isCloseTo(1.25 * 1.25, within(0.001));
    }
    window.press(KeyCode.ESCAPE);
    assertThat(find(".akin-compared")).isEmpty();
    // The viewer compares the photos of the stack, too.
    window.press(KeyCode.ENTER);
    Await.until("the filmstrip", () -> find(".akin-filmstrip").isPresent());
    window.press(KeyCode.K, KeyCode.CONTROL);
    Await.until("the comparison again", () -> widths().size() == 3);
  }

  @Test
  void similarPhotosAreListedWithTheirReasonAndSelectedByKeys() throws InterruptedException {
    fixture.open(Section.SIMILAR);
    Await.until("a row", () -> similar().contains("besides whole.jpg"));
    assertThat(similar()).contains("Same photo, smaller (2)");
    Node list = node(".akin-similar-list");
    FxThread.run(list::requestFocus);
    window.press(KeyCode.HOME);
    window.press(KeyCode.SPACE);
    Await.until("a selection", () -> labelled().stream().anyMatch(t -> t.startsWith("2 photos")));
    window.press(KeyCode.SPACE);
    Await.until("none", () -> labelled().stream().anyMatch(t -> t.startsWith("1 stack;")));
    window.press(KeyCode.ENTER);
    Await.until("the viewer", () -> text(".akin-viewer-name").equals("whole.jpg"));
    Await.until("its stack", () -> strip().endsWith("of 3"));
  }

  private static String similar() {
    return FxThread.call(
        () ->
            fixture.scene().getRoot().lookupAll(".akin-similar-list .list-cell").stream()
                .map(cell -> String.valueOf(cell.getAccessibleText()))
                .filter(text -> !text.equals("null"))
                .findFirst()
                .orElse(""));
  }

  private static List<String> labelled() {
    return FxThread.call(
        () ->
            node(".akin-similar-head").lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(label -> ((Label) label).getText())
                .toList());
  }

  /// Returns the names of the compared photos.
  private static List<String> names() {
    return FxThread.call(
        () ->
            node(".akin-compared").lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(label -> ((Label) label).getText())
                .toList());
  }

  /// Returns the widths of the compared images.
  private static List<Double> widths() {
    return FxThread.call(
        () -> {
          fixture.scene().getRoot().layout();
          return fixture.scene().getRoot().lookupAll(".akin-compared .akin-stage").stream()
              .flatMap(stage -> stage.lookupAll("ImageView").stream())
              .map(image -> ((ImageView) image).getFitWidth())
              .toList();
        });
  }

  private static String cover() {
    Stacks.Stack stack = fixture.library().stacks().list().getFirst();
    return String.valueOf(stack.members().get(stack.cover()).path().getFileName());
  }

  private static ToggleButton selected() {
    return node(".akin-filmstrip").lookupAll(".akin-filmstrip-photo").stream()
        .map(ToggleButton.class::cast)
        .filter(ToggleButton::isSelected)
        .findFirst()
        .orElseThrow();
  }

  private static String strip() {
    return FxThread.call(
        () ->
            Optional.ofNullable(node(".akin-filmstrip")).filter(Node::isVisible).stream()
                .flatMap(strip -> strip.lookupAll(".label").stream())
                .filter(Label.class::isInstance)
                .map(label -> ((Label) label).getText())
                .filter(text -> text.startsWith("Stack"))
                .findFirst()
                .orElse(""));
  }

  private static List<String> labels(String style) {
    fixture.scene().getRoot().layout();
    return fixture.scene().getRoot().lookupAll(style).stream()
        .filter(node -> node.isVisible() && node.getParent().getParent().isVisible())
        .map(node -> ((Label) node).getText())
        .toList();
  }

  private static void click(String style) {
    FxThread.run(
        () -> {
          fixture.scene().getRoot().layout();
          Node badge =
              fixture.scene().getRoot().lookupAll(style).stream()
                  .filter(node -> node.isVisible() && node.getParent().getParent().isVisible())
                  .findFirst()
                  .orElseThrow();
          Node grid = node(".akin-grid");
          Bounds at = badge.localToScene(badge.getLayoutBounds());
          for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED)) {
            Event.fireEvent(
                grid,
                new MouseEvent(
                    type,
                    at.getCenterX(),
                    at.getCenterY(),
                    0,
                    0,
                    MouseButton.PRIMARY,
                    1,
                    false,
                    false,
                    false,
                    false,
                    type == MouseEvent.MOUSE_PRESSED,
                    false,
                    false,
                    false,
                    false,
                    true,
                    null));
          }
        });
  }

  private static String text(String style) {
    return find(style).map(node -> ((Labeled) node).getText()).orElse("");
  }

  private static Node node(String style) {
    return fixture.scene().getRoot().lookup(style);
  }

  private static Optional<Node> find(String style) {
    return fixture.find(style);
  }
}
