package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.desktop.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that the window holds its content at the minimum size and on small screens.
final class WindowLayoutTest {

  /// Decorations take some of the minimum size.
  private static final double WIDTH = Settings.MIN_WIDTH - 16;

  private static final double HEIGHT = Settings.MIN_HEIGHT - 40;

  @TempDir static Path base;
  private static WindowFixture fixture;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < 12; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 320, 240));
    }
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, (int) WIDTH, (int) HEIGHT);
    Await.until("the layout", () -> fixture.find(".akin-photo").isPresent());
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void minimumSizeHoldsEverything(String tag) throws InterruptedException {
    Locale locale = Locale.forLanguageTag(tag);
    FxThread.run(() -> fixture.settings().update(before -> before.withLanguage(locale)));
    List<String> faults = new ArrayList<>();
    for (boolean details : new boolean[] {false, true}) {
      FxThread.run(() -> details().setSelected(details));
      for (Section section : Section.values()) {
        fixture.open(section);
        FxThread.settle();
        faults.addAll(FxThread.call(() -> faults(WIDTH, HEIGHT)));
      }
    }
    fixture.open(Section.PHOTOS);
    assertThat(faults).isEmpty();
    assertThat(FxThread.call(() -> ((Region) node(".akin-search-field")).getWidth()))
        .isGreaterThan(300);
  }

  @Test
  void detailsLieOverTheGridOfANarrowWindow() {
    FxThread.run(() -> details().setSelected(false));
    double alone = FxThread.call(() -> width(WIDTH));
    FxThread.run(() -> details().setSelected(true));
    assertThat(FxThread.call(() -> width(WIDTH))).isEqualTo(alone);
    Bounds panel = FxThread.call(() -> inScene(node(".akin-inspector")));
    assertThat(panel.getMaxX()).isBetween(WIDTH - 1, WIDTH + 1);
    assertThat(panel.getWidth()).isBetween(299.0, 301.0);
    assertThat(FxThread.call(() -> width(1_000))).isLessThan(1_000 - 300);
    FxThread.run(() -> details().setSelected(false));
    assertThat(FxThread.call(() -> width(1_000))).isGreaterThan(1_000 - 150);
    assertThat(fixture.find(".akin-inspector")).isEmpty();
    FxThread.run(() -> width(WIDTH));
  }

  @Test
  void theSizeIsLimitedToTheScreens() {
    Rectangle2D large = new Rectangle2D(0, 0, 1920, 1040);
    // 1366 by 768 at 200 %.
    Rectangle2D small = new Rectangle2D(1920, 0, 683, 364);
    assertThat(WindowSize.minimum(List.of(large))).isEqualTo(new Dimension2D(800, 600));
    assertThat(WindowSize.minimum(List.of(large, small)))
        .as("with its title bar")
        .isEqualTo(new Dimension2D(683, 324));
    Settings settings = Settings.defaults(Locale.ENGLISH);
    assertThat(WindowSize.initial(settings, large)).isEqualTo(new Dimension2D(1280, 820));
    Dimension2D limited = WindowSize.initial(settings, small);
    assertThat(limited.getWidth()).isEqualTo(683);
    assertThat(limited.getHeight()).isLessThan(364);
  }

  @Test
  void aSmallScreenHoldsTheFrame() throws InterruptedException {
    FxThread.run(() -> details().setSelected(true));
    List<String> faults = FxThread.call(() -> faults(683, 340));
    FxThread.run(
        () -> {
          details().setSelected(false);
          width(WIDTH);
        });
    assertThat(faults).isEmpty();
  }

  /// Returns the width of the grid in a window of a given width.
  private static double width(double window) {
    lay(window, HEIGHT);
    return ((Region) node(".akin-grid")).getWidth();
  }

  private static void lay(double width, double height) {
    fixture.stage().setWidth(width);
    fixture.stage().setHeight(height);
    Parent root = fixture.scene().getRoot();
    root.resize(width, height);
    root.applyCss();
    root.layout();
    root.layout();
  }

  /// Returns the controls that are cut or lie beyond the edge of the window.
  private static List<String> faults(double width, double height) {
    lay(width, height);
    List<String> faults = new ArrayList<>();
    look(fixture.scene().getRoot(), width, height, false, faults);
    return faults;
  }

  private static void look(
      Node node, double width, double height, boolean scrolled, List<String> faults) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Control control) {
      Bounds bounds = inScene(control);
      boolean beyond = bounds.getMinX() < -1 || bounds.getMaxX() > width + 1;
      boolean below = !scrolled && (bounds.getMinY() < -1 || bounds.getMaxY() > height + 1);
      boolean cut =
          control instanceof ButtonBase button
              && button.getText() != null
              && !button.isWrapText()
              && control.isFocusTraversable()
              && control.getWidth() + 1.5 < control.prefWidth(-1);
      if (beyond || below || cut) {
        faults.add(control + " " + bounds);
      }
    }
    if (node instanceof Parent parent) {
      boolean within =
          scrolled || node instanceof ScrollPane || node.getStyleClass().contains("akin-grid");
      parent.getChildrenUnmodifiable().forEach(child -> look(child, width, height, within, faults));
    }
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  private static ToggleButton details() {
    return (ToggleButton) node(".akin-facts-button");
  }

  private static Node node(String style) {
    return fixture.scene().getRoot().lookup(style);
  }
}
