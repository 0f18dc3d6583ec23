package app.akin.desktop;

import static app.akin.desktop.RobotKeys.press;
import static app.akin.desktop.RobotKeys.type;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.desktop.settings.Settings.Option;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the text of photos in the whole window with keys of the robot: it is read in the
/// background, found beside the results, marked and shown in the viewer.
final class TextWindowTest {
  @TempDir private Path base;

  @Test
  void textIsReadFoundAndMarked() throws Exception {
    Path photos = Files.createDirectories(base.resolve("photos"));
    for (int i = 0; i < 3; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    writeSign(photos.resolve("sign.png"));
    WindowFixture.index(base, photos);
    try (WindowFixture window = new WindowFixture(base, 1000, 700)) {
      assertThat(window.library().texts().counts().read()).as("it is turned off").isZero();
      FxThread.run(() -> window.settings().update(before -> before.with(Option.TEXT, true)));
      Await.until("the end of reading", () -> window.library().texts().counts().unread() == 0);

      press(KeyCode.F, KeyCode.SHORTCUT);
      type("invoice");
      Await.until("the group", () -> window.shows(".akin-text-group"));
      assertThat(labels(window)).contains("Text in pictures: 1");
      window.tabTo(".akin-text-photo");
      press(KeyCode.SPACE);
      Await.until("the mark", () -> window.shows(".akin-text-mark"));
      press(KeyCode.I);
      Await.until("the text", () -> window.shows(".akin-read-text"));
      assertThat(text(window)).isEqualTo("Invoice 2023");
      press(KeyCode.ESCAPE);

      window.tabTo(".akin-text-group .hyperlink");
      press(KeyCode.SPACE);
      Await.until("the exact text", () -> line(window).equals("ocr:invoice"));
      press(KeyCode.LEFT, KeyCode.ALT);
      Await.until("the words", () -> line(window).equals("invoice"));
    }
  }

  private static void writeSign(Path file) throws IOException {
    BufferedImage image = new BufferedImage(640, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 640, 240);
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 36));
    graphics.drawString("Invoice 2023", 60, 140);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private static String line(WindowFixture window) {
    return FxThread.call(
        () -> ((TextField) window.scene().getRoot().lookup(".akin-search-field")).getText());
  }

  private static String text(WindowFixture window) {
    return FxThread.call(
        () -> ((TextArea) window.scene().getRoot().lookup(".akin-read-text")).getText());
  }

  private static List<String> labels(WindowFixture window) {
    return FxThread.call(
        () ->
            window.scene().getRoot().lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(node -> ((Label) node).getText())
                .toList());
  }
}
