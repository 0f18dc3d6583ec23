package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.desktop.search.DroppedContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the search history in the whole window, with keys of the robot.
final class SearchHistoryWindowTest {
  @TempDir private Path base;

  @Test
  void backReachesTheSearchesOfTheLastSessionUntilTheyAreCleared() throws Exception {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < 3; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 320, 240));
    }
    WindowFixture.index(base, folder);
    try (WindowFixture first = new WindowFixture(base, 900, 700)) {
      Await.until("photos", () -> first.find(".akin-photo").isPresent());
      first.take(new DroppedContent.Picture(ImageKit.photo(50, 320, 240)));
      Await.until("the picture", () -> first.find(".akin-picture-chip").isPresent());
      press(KeyCode.N);
      assertThat(words(first)).isEqualTo("n");
      press(KeyCode.ESCAPE);
      press(KeyCode.ESCAPE);
      assertThat(first.find(".akin-picture-chip")).isEmpty();
    }
    try (WindowFixture second = new WindowFixture(base, 900, 700)) {
      Await.until("photos", () -> second.find(".akin-photo").isPresent());
      Await.until("the earlier searches", () -> !back(second).isDisabled());
      press(KeyCode.LEFT, KeyCode.ALT);
      assertThat(second.find(".akin-picture-chip")).isPresent();
      press(KeyCode.LEFT, KeyCode.ALT);
      assertThat(words(second)).isEqualTo("n");
      Await.until("what they find", () -> second.find(".akin-results-bar").isPresent());

      clear(second);

      Await.until("a notice", () -> second.find(".akin-notice").isPresent());
      assertThat(back(second).isDisabled()).isTrue();
      assertThat(words(second)).isEqualTo("n");
    }
    try (WindowFixture third = new WindowFixture(base, 900, 700)) {
      Await.until("the settings again", () -> third.find(".akin-page").isPresent());
      assertThat(base.resolve("library/searches.properties")).doesNotExist();
      assertThat(base.resolve("library/searches")).doesNotExist();
      assertThat(back(third).isDisabled()).isTrue();
    }
  }

  /// Presses the button on the settings page.
  private static void clear(WindowFixture window) throws InterruptedException {
    window.open(Section.SETTINGS);
    Await.until("the settings", () -> button(window, "Clear search history") != null);
    Button clear = button(window, "Clear search history");
    FxThread.run(clear::fire);
  }

  private static Button button(WindowFixture window, String name) {
    return FxThread.call(
        () ->
            window.scene().getRoot().lookupAll(".button").stream()
                .filter(node -> name.equals(node.getAccessibleText()))
                .map(Button.class::cast)
                .findFirst()
                .orElse(null));
  }

  private static Button back(WindowFixture window) {
    return button(window, "Back (Alt+Left)");
  }

  private static String words(WindowFixture window) {
    Node field = window.find(".akin-search-field").orElseThrow();
    return FxThread.call(((TextField) field)::getText);
  }

  private static void press(KeyCode key, KeyCode... modifiers) {
    FxThread.run(
        () -> {
          Robot robot = new Robot();
          List.of(modifiers).forEach(robot::keyPress);
          robot.keyType(key);
          List.of(modifiers).forEach(robot::keyRelease);
        });
    FxThread.settle();
  }
}
