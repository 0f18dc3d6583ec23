package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.ImageKit;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.update.Updates;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.theme.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Plays the path of a newcomer on a real display with the keyboard and mouse of `xdotool`: no
/// library, a folder, a pasted photo, words, a result as the next query image, a crop, an excluded
/// text, and back. Writes a screenshot of each step to the folder `-Dakin.display.shots`. Uses the
/// photos of `-Dakin.display.photos`, otherwise synthetic ones.
final class NewcomerDisplayTest {
  private static final int SCENES = 45;
  private static final long TIMEOUT_SECONDS = 60;
  private static final String CHIP = ".akin-picture-chip";
  private static final String RESULTS = ".akin-results-bar";

  @TempDir Path base;
  private Path shots = Path.of("unset");
  private int step;

  @ParameterizedTest
  @CsvSource({"en,LIGHT,1280,820", "zh-CN,DARK,1280,820", "en,DARK,800,600", "zh-CN,LIGHT,800,600"})
  void fromNothingToAnExcludedTextAndBack(
      String language, Theme.Choice theme, int width, int height) throws Exception {
    assumeTrue(Boolean.getBoolean("akin.display"), "needs a display: see .ci/window");
    shots =
        Path.of(System.getProperty("akin.display.shots", "target/display"))
            .resolve(language + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width);
    List<Path> photos = photos(base.resolve("Pictures"));
    Files.createDirectories(base.resolve("library"));
    Files.writeString(
        base.resolve("library/window.properties"),
        "language=%s\ntheme=%s\nwidth=%d\nheight=%d\n".formatted(language, theme, width, height),
        StandardCharsets.UTF_8);
    FxThread.start();
    DesktopApp app = new DesktopApp(start());
    CompletableFuture<Boolean> running = CompletableFuture.supplyAsync(app::run);
    try {
      play(photos);
    } finally {
      app.close();
      assertThat(running.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void play(List<Path> photos) throws IOException, InterruptedException {
    Display.until("the window", () -> find(".akin-search-field").isPresent());
    Display.focus("^Akin$");
    Display.until(
        "the offered folder",
        () -> find(".akin-start").filter(node -> !node.isDisabled()).isPresent());
    Display.type("a dog");
    Display.until("words typed before there is a folder", () -> text().equals("a dog"));
    shoot("no library");

    click(".akin-start");
    Display.until("results of the first photos", () -> find(RESULTS).isPresent());
    assertThat(text()).isEqualTo("a dog");
    Display.until("all photos", () -> find(".akin-thin-progress").isEmpty());
    shoot("folder added and words answered");
    Display.key("Escape");
    Display.until("the timeline", () -> find(RESULTS).isEmpty() && text().isEmpty());

    photo(0);
    Path list =
        Files.writeString(base.resolve("list"), photos.get(4).toUri().toASCIIString() + "\r\n");
    Display.copy(list, "text/uri-list");
    Display.key("ctrl+v");
    Display.until("the pasted photo", () -> chips() == 1);
    Display.until("what it finds", () -> find(RESULTS).isPresent());
    assertThat(isBarFocused()).isTrue();
    shoot("photo pasted with the focus in the grid");

    Display.type("at night");
    Display.until("the words", () -> text().equals("at night"));
    Thread.sleep(1500);
    shoot("words typed");

    Display.key("Down");
    Display.until("the focus in the results", () -> !isBarFocused());
    Display.key("Right");
    Display.key("ctrl+Return");
    Display.until("the result alone", () -> chips() == 1 && text().isEmpty());
    Display.until("the caret in the bar", this::isBarFocused);
    shoot("result as the next query image");

    click(CHIP);
    Display.until("the crop view", () -> find(".akin-crop").isPresent());
    Thread.sleep(1500);
    Bounds surface = bounds(".akin-crop");
    drag(surface);
    shoot("crop");
    Display.key("Return");
    Display.until("the photos", () -> find(".akin-crop").isEmpty());
    Display.until("the caret in the bar after the crop", this::isBarFocused);
    Thread.sleep(1000);
    shoot("cropped");

    Display.type("snow -people");
    Display.until("the excluded text as typed", () -> text().equals("snow -people"));
    Display.key("Return");
    Display.until("the excluded text", () -> find(".akin-not-chip").isPresent());
    assertThat(text()).isEqualTo("snow");
    Thread.sleep(1500);
    shoot("excluded text");

    Display.key("alt+Left");
    Display.until("no excluded text", () -> find(".akin-not-chip").isEmpty());
    assertThat(chips()).isEqualTo(1);
    assertThat(text()).isEmpty();
    shoot("back");
    for (int i = 0; i < 20 && !text().equals("at night"); i++) {
      Display.key("alt+Left");
      Thread.sleep(300);
    }
    assertThat(text()).isEqualTo("at night");
    assertThat(chips()).isEqualTo(1);
    Thread.sleep(1000);
    shoot("back to the first photo and its words");
  }

  private static List<Path> photos(Path folder) throws IOException {
    Files.createDirectories(folder);
    String given = System.getProperty("akin.display.photos", "");
    if (given.isEmpty()) {
      for (int i = 0; i < SCENES; i++) {
        BufferedImage day = ImageKit.picture(200 + i, 480, 320);
        Files.write(folder.resolve("day" + i + ".jpg"), ImageKit.jpeg(day, 0.9f));
        if (i % 4 == 0) {
          Files.write(
              folder.resolve("night" + i + ".jpg"), ImageKit.jpeg(ImageKit.darkened(day), 0.9f));
        }
      }
    } else {
      try (Stream<Path> files = Files.list(Path.of(given))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().limit(SCENES).toList()) {
          Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private DesktopApp.Start start() {
    return new DesktopApp.Start(
        WindowFixture.places(base),
        ModelSelection.DEFAULT,
        List.of(),
        Clock.systemUTC(),
        Locale.ENGLISH,
        NetEnvironment.of(Map.of(), base),
        "Akin",
        new ExternalPrograms(OperatingSystem.LINUX, _ -> true),
        new Updates(WindowFixture.places(base).settings(), Map.of(), Clock.systemUTC()));
  }

  /// Clicks a photo of the grid, which focuses it.
  private static void photo(int index) throws IOException, InterruptedException {
    Display.until("photos", () -> find(".akin-photo").isPresent());
    Bounds grid = bounds(".akin-grid");
    List<Bounds> seen =
        FxThread.call(
            () ->
                scene().orElseThrow().getRoot().lookupAll(".akin-photo").stream()
                    .filter(Node::isVisible)
                    .map(node -> node.localToScreen(node.getLayoutBounds()))
                    .filter(grid::contains)
                    .toList());
    Display.click(seen.get(index).getCenterX(), seen.get(index).getCenterY());
    Display.until(
        "the focus in the grid", () -> find(".akin-grid").filter(Node::isFocused).isPresent());
  }

  /// Draws a box over the middle of an area.
  private static void drag(Bounds area) throws IOException, InterruptedException {
    Display.press(area.getCenterX() - area.getWidth() / 5, area.getCenterY() - 40);
    Display.move(area.getCenterX(), area.getCenterY());
    Display.move(area.getCenterX() + area.getWidth() / 5, area.getCenterY() + 60);
    Display.release();
  }

  private static void click(String selector) throws IOException, InterruptedException {
    Bounds place = bounds(selector);
    Display.click(place.getCenterX(), place.getCenterY());
  }

  private static Bounds bounds(String selector) throws InterruptedException {
    Display.until(selector, () -> find(selector).isPresent());
    Node node = find(selector).orElseThrow();
    return FxThread.call(() -> node.localToScreen(node.getLayoutBounds()));
  }

  /// Writes what the display shows of the window.
  private void shoot(String name) throws IOException, InterruptedException {
    Thread.sleep(700);
    step++;
    Path file = shots.resolve("%02d %s.png".formatted(step, name));
    WritableImage image =
        FxThread.call(
            () -> {
              Window window = scene().orElseThrow().getWindow();
              return new Robot()
                  .getScreenCapture(
                      null,
                      new Rectangle2D(
                          window.getX(), window.getY(), window.getWidth(), window.getHeight()));
            });
    Display.write(image, file);
  }

  private static Optional<Scene> scene() {
    return Window.getWindows().stream()
        .filter(Window::isShowing)
        .map(Window::getScene)
        .filter(scene -> scene != null && scene.getRoot().lookup(".akin-shell") != null)
        .findFirst();
  }

  /// Returns a node that is visible with all its ancestors.
  private static Optional<Node> find(String selector) {
    return FxThread.call(
        () ->
            scene()
                .flatMap(
                    scene ->
                        scene.getRoot().lookupAll(selector).stream()
                            .filter(NewcomerDisplayTest::isShown)
                            .findFirst()));
  }

  private static boolean isShown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static int chips() {
    return FxThread.call(
        () -> scene().map(scene -> scene.getRoot().lookupAll(CHIP).size()).orElse(0));
  }

  private static Optional<TextField> field() {
    return find(".akin-search-field").map(TextField.class::cast);
  }

  private static String text() {
    TextField field = field().orElseThrow();
    return FxThread.call(field::getText);
  }

  private boolean isBarFocused() {
    TextField field = field().orElseThrow();
    return FxThread.call(field::isFocused);
  }
}
