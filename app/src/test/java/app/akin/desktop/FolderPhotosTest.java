package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that a folder of the folders page opens its photos, in which searches stay until all
/// photos are shown again.
final class FolderPhotosTest {

  @TempDir Path base;

  @Test
  void folderOpensItsPhotosAndBackShowsAll() throws Exception {
    Path trip = Files.createDirectories(base.resolve("Trip"));
    Path home = Files.createDirectories(base.resolve("Home"));
    for (int i = 0; i < 7; i++) {
      Files.write((i < 3 ? trip : home).resolve("p" + i + ".jpg"), ImageKit.photo(i, 160, 120));
    }
    WindowFixture.index(base, trip);
    WindowFixture.index(base, home);
    try (WindowFixture fixture = new WindowFixture(base, 900, 700)) {
      Scene scene = fixture.scene();
      await("all photos", () -> label(scene, ".akin-grid-count").equals("7 photos"));
      fixture.open(Section.FOLDERS);
      await("the folders", () -> find(scene, ".akin-folder-open").isPresent());
      FxThread.run(() -> fire(scene, ".akin-folder-open", "Show the photos in Trip"));

      await("its photos", () -> label(scene, ".akin-grid-count").equals("3 photos"));
      assertThat(FxThread.call(() -> label(scene, ".akin-folder-bar .label")))
          .isEqualTo("Photos in Trip");
      type(scene, "night");
      await("results", () -> find(scene, ".akin-results-bar").isPresent());
      await("results of the folder only", () -> photos(scene) == 3);
      type(scene, "");
      await("its photos again", () -> label(scene, ".akin-grid-count").equals("3 photos"));

      FxThread.run(() -> fire(scene, ".akin-folder-bar .button", "Show all photos"));
      await("all photos again", () -> label(scene, ".akin-grid-count").equals("7 photos"));
      assertThat(FxThread.call(() -> find(scene, ".akin-folder-bar"))).isEmpty();
      FxThread.run(
          () -> {
            Robot robot = new Robot();
            robot.keyPress(KeyCode.ALT);
            robot.keyType(KeyCode.LEFT);
            robot.keyRelease(KeyCode.ALT);
          });
      await("back in the folder", () -> label(scene, ".akin-grid-count").equals("3 photos"));
    }
  }

  private static void type(Scene scene, String words) {
    FxThread.run(
        () -> ((TextField) find(scene, ".akin-search-field").orElseThrow()).setText(words));
  }

  private static long photos(Scene scene) {
    return scene.getRoot().lookupAll(".akin-photo").stream().filter(Node::isVisible).count();
  }

  private static void fire(Scene scene, String selector, String name) {
    scene.getRoot().lookupAll(selector).stream()
        .map(ButtonBase.class::cast)
        .filter(button -> name.equals(button.getText()) || name.equals(button.getAccessibleText()))
        .findFirst()
        .orElseThrow()
        .fire();
  }

  private static Optional<Node> find(Scene scene, String selector) {
    return scene.getRoot().lookupAll(selector).stream().filter(Node::isVisible).findFirst();
  }

  private static String label(Scene scene, String selector) {
    return find(scene, selector).map(node -> ((Label) node).getText()).orElse("");
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    Await.until(what, () -> FxThread.call(condition::getAsBoolean));
  }
}
