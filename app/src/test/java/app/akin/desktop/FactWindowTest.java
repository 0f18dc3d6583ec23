package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests lines of facts in the whole window, over a library with dates in file names.
final class FactWindowTest {
  @TempDir private Path base;

  @Test
  void factsAloneListTheirPhotosAndConflictsAreExplained() throws Exception {
    Path folder = Files.createDirectories(base.resolve("photos/holiday"));
    Files.write(folder.resolve("IMG_20190714_101010.jpg"), ImageKit.photo(1, 320, 240));
    Files.write(folder.resolve("IMG_20190820_101010.jpg"), ImageKit.photo(2, 320, 240));
    Files.write(folder.resolve("IMG_20210714_101010.jpg"), ImageKit.photo(3, 320, 240));
    Files.write(folder.resolve("scan.jpg"), ImageKit.photo(4, 320, 240));
    WindowFixture.index(base, base.resolve("photos"));
    try (WindowFixture window = new WindowFixture(base, 900, 700)) {
      Await.until("photos", () -> window.find(".akin-photo").isPresent());

      write(window, "july 2019 ");
      Await.until("the list", () -> heading(window).equals("1 photo, newest first"));
      Node icon = window.find(".akin-fact-chip .ikonli-font-icon").orElseThrow();
      // Applying the style sheet again must not change the size.
      for (int i = 0; i < 20; i++) {
        FxThread.run(
            () -> {
              window.scene().getRoot().getStyleClass().add("again");
              window.scene().getRoot().applyCss();
              window.scene().getRoot().getStyleClass().remove("again");
              window.scene().getRoot().applyCss();
            });
      }
      assertThat(FxThread.call(() -> icon.getLayoutBounds().getWidth())).isBetween(9.0, 14.0);

      write(window, "2019 ");
      Await.until("the year", () -> heading(window).equals("2 photos, newest first"));
      Await.until("the line about the scan", () -> shows(window, "1 photo has only a file date."));

      write(window, "IMG_2021 ");
      Await.until("the file", () -> heading(window).equals("1 photo, newest first"));

      write(window, "date:1950 ");
      Await.until("the years", () -> shows(window, "Your photos are from 2019 to 2021."));
      Button without = (Button) window.find(".akin-state .button").orElseThrow();
      FxThread.run(without::fire);
      assertThat(words(window)).isBlank();
    }
  }

  private static void write(WindowFixture window, String line) {
    TextField field = (TextField) window.find(".akin-search-field").orElseThrow();
    FxThread.run(() -> field.setText(line));
  }

  private static String words(WindowFixture window) {
    TextField field = (TextField) window.find(".akin-search-field").orElseThrow();
    return FxThread.call(field::getText);
  }

  private static String heading(WindowFixture window) {
    return window
        .find(".akin-results-count")
        .map(label -> FxThread.call(() -> ((Label) label).getText()))
        .orElse("");
  }

  private static boolean shows(WindowFixture window, String text) {
    return FxThread.call(
        () ->
            window.scene().getRoot().lookupAll(".label").stream()
                .filter(Node::isVisible)
                .anyMatch(node -> node instanceof Label label && text.equals(label.getText())));
  }
}
