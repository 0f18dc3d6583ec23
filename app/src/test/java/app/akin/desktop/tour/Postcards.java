package app.akin.desktop.tour;

import app.akin.desktop.FxThread;
import app.akin.desktop.WindowFixture;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;

/// A command that draws the whole window over real photos, for the README: all photos, a picture
/// with words, the models, each light and dark.
///
/// Arguments: a folder for the library, the folder of photos, the photo to ask with, the words, and
/// the folder for the pictures. It needs a display of 1280 by 800.
public final class Postcards {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;
  private static final long SETTLED_MILLIS = 6_000;

  private Postcards() {}

  /// Draws them.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path base = Path.of(arguments[0]);
    Path folder = Path.of(arguments[4]);
    WindowFixture.index(base, Path.of(arguments[1]));
    try (WindowFixture room = new WindowFixture(base, WIDTH, HEIGHT)) {
      draw(room, folder, "photos");
      room.take(new DroppedContent.Files(List.of(Path.of(arguments[2]))));
      Thread.sleep(SETTLED_MILLIS);
      room.find(".akin-search-field")
          .ifPresent(field -> FxThread.run(() -> ((TextField) field).setText(arguments[3])));
      draw(room, folder, "search");
      Optional<Node> places = room.find(".akin-rail");
      places.ifPresent(
          rail ->
              FxThread.run(
                  () ->
                      rail.lookupAll(".akin-rail-button").stream()
                          .skip(2)
                          .findFirst()
                          .ifPresent(button -> ((ToggleButton) button).fire())));
      draw(room, folder, "models");
    }
    System.exit(0);
  }

  private static void draw(WindowFixture room, Path folder, String name)
      throws IOException, InterruptedException {
    for (Theme.Choice theme : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
      FxThread.run(() -> room.settings().update(before -> before.withTheme(theme)));
      Thread.sleep(SETTLED_MILLIS);
      Picture picture = FxThread.call(() -> Picture.of(room.scene().snapshot(null)));
      picture.write(folder.resolve(name + "-" + theme + ".png"));
    }
  }
}
