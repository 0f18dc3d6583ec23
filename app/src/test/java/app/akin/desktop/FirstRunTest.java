package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.library.AppPaths;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.update.Updates;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.instance.Instance;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the real program from the first start to a composed search: accept the offered folder,
/// pass a photo as `akin open` does, type text. The starter model must find the darkened variant.
class FirstRunTest {
  private static final int SCENES = 16;
  private static final int LOOKS = 50;
  private static final long PATIENCE_SECONDS = 90;

  @TempDir Path base;

  @Test
  void fromNothingToAComposedSearch() throws Exception {
    Path pictures = Files.createDirectories(base.resolve("Pictures"));
    for (int i = 0; i < SCENES; i++) {
      BufferedImage day = ImageKit.picture(200 + i, 320, 240);
      write(pictures, "day" + i + ".jpg", day);
      if (i % 4 == 0) {
        write(pictures, "night" + i + ".jpg", ImageKit.darkened(day));
      }
    }
    FxThread.start();
    DesktopApp app = new DesktopApp(start());
    CompletableFuture<Boolean> running = CompletableFuture.supplyAsync(app::run);
    try {
      await("the first run's button", () -> find(".akin-start").isPresent());
      await("the offered folder", () -> !is(".akin-start", Node::isDisabled));
      FxThread.run(() -> ((Button) find(".akin-start").orElseThrow()).fire());
      await("every photo in the grid", () -> label(".akin-grid-count").contains("20"));

      assertThat(Instance.handOver(places().library(), List.of(pictures.resolve("day4.jpg"))))
          .isTrue();
      await("the picture in the question", () -> find(".akin-picture-chip").isPresent());
      await("what the picture finds", () -> !label(".akin-results-count").isEmpty());
      type("make it night");
      String found = first();
      for (int looks = 1; looks < LOOKS && !found.equals("night4.jpg"); looks++) {
        // The text may not have arrived yet.
        TimeUnit.MILLISECONDS.sleep(200);
        found = first();
      }
      assertThat(found).isEqualTo("night4.jpg");
    } finally {
      app.close();
      assertThat(running.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Instance.handOver(places().library(), List.of())).isFalse();
  }

  private static void write(Path folder, String name, BufferedImage image) throws IOException {
    Files.write(folder.resolve(name), ImageKit.jpeg(image, 0.9f));
  }

  private AppPaths places() {
    return WindowFixture.places(base);
  }

  private DesktopApp.Start start() {
    return new DesktopApp.Start(
        places(),
        ModelSelection.DEFAULT,
        List.of(),
        Clock.systemUTC(),
        Locale.ENGLISH,
        NetEnvironment.of(Map.of(), base),
        "Akin",
        new ExternalPrograms(OperatingSystem.LINUX, _ -> true),
        new Updates(places().settings(), Map.of(), Clock.systemUTC()));
  }

  /// Opens the first photo with the keyboard, returns its name in the viewer, and closes the
  /// viewer.
  private static String first() throws InterruptedException {
    FxThread.run(() -> press(".akin-grid", KeyCode.HOME));
    FxThread.run(() -> press(".akin-grid", KeyCode.ENTER));
    await("a photo's name", () -> !label(".akin-viewer-name").isEmpty());
    String name = FxThread.call(() -> label(".akin-viewer-name"));
    FxThread.run(() -> press(".akin-viewer", KeyCode.ESCAPE));
    return name;
  }

  private static void press(String style, KeyCode key) {
    find(style)
        .ifPresent(
            node -> {
              node.requestFocus();
              for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                Event.fireEvent(node, new KeyEvent(type, "", "", key, false, false, false, false));
              }
            });
  }

  private static void type(String words) {
    FxThread.run(
        () -> {
          TextField field = (TextField) find(".akin-search-field").orElseThrow();
          field.requestFocus();
          words
              .chars()
              .mapToObj(character -> String.valueOf((char) character))
              .forEach(
                  key ->
                      Event.fireEvent(
                          field,
                          new KeyEvent(
                              KeyEvent.KEY_TYPED,
                              key,
                              key,
                              KeyCode.UNDEFINED,
                              false,
                              false,
                              false,
                              false)));
        });
  }

  private static Optional<Scene> scene() {
    return javafx.stage.Window.getWindows().stream()
        .filter(window -> window.getScene() != null && window.isShowing())
        .map(javafx.stage.Window::getScene)
        .filter(scene -> scene.getRoot().lookup(".akin-shell") != null)
        .findFirst();
  }

  private static boolean isShown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Node> find(String style) {
    return scene()
        .flatMap(
            scene ->
                scene.getRoot().lookupAll(style).stream()
                    .filter(FirstRunTest::isShown)
                    .findFirst());
  }

  private static boolean is(String style, Predicate<Node> question) {
    return find(style).filter(question).isPresent();
  }

  private static String label(String style) {
    return find(style).map(node -> ((Label) node).getText()).orElse("");
  }

  /// Waits for a condition evaluated on the JavaFX thread.
  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!FxThread.call(condition::getAsBoolean)) {
      assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
