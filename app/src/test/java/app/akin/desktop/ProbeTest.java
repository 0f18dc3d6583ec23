package app.akin.desktop;

import app.akin.core.kit.*;
import java.nio.file.*;
import javafx.scene.*;
import javafx.scene.control.*;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.javafx.FontIcon;

final class ProbeTest {
  @TempDir static Path base;

  @Test
  void probe() throws Exception {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < 3; i++)
      Files.write(
          folder.resolve("IMG_2007010" + (i + 1) + "_101010.jpg"), ImageKit.photo(i, 320, 240));
    WindowFixture.index(base, folder);
    try (WindowFixture fixture = new WindowFixture(base, 1280, 800)) {
      Await.until("photos", () -> fixture.find(".akin-photo").isPresent());
      Robot r = FxThread.call(Robot::new);
      for (KeyCode k :
          new KeyCode[] {
            KeyCode.J,
            KeyCode.P,
            KeyCode.E,
            KeyCode.G,
            KeyCode.SPACE,
            KeyCode.DIGIT2,
            KeyCode.DIGIT0,
            KeyCode.DIGIT0,
            KeyCode.DIGIT7,
            KeyCode.SPACE
          }) {
        FxThread.run(
            () -> {
              r.keyPress(k);
              r.keyRelease(k);
            });
        FxThread.settle();
      }
      Thread.sleep(1500);
      FxThread.run(
          () ->
              fixture
                  .scene()
                  .getRoot()
                  .lookupAll(".akin-fact-chip")
                  .forEach(
                      n -> {
                        Button b = (Button) n;
                        FontIcon g = (FontIcon) b.getGraphic();
                        System.out.println(
                            "PROBE "
                                + b.getLayoutX()
                                + " "
                                + b.getWidth()
                                + "x"
                                + b.getHeight()
                                + " g="
                                + g.isVisible()
                                + " "
                                + g.getBoundsInParent()
                                + " size "
                                + g.getIconSize()
                                + " fill "
                                + g.getFill()
                                + " text "
                                + g.getText()
                                + " font "
                                + g.getFont()
                                + " opacity "
                                + b.getOpacity()
                                + " parent "
                                + g.getParent()
                                + " managed "
                                + b.isManaged());
                      }));
    }
  }
}
