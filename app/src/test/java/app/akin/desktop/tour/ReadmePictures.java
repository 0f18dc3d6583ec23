package app.akin.desktop.tour;

import app.akin.desktop.FxThread;
import app.akin.desktop.Section;
import app.akin.desktop.WindowFixture;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TextField;

/// Renders the window over real photos for the README: all photos, a query with image and text, the
/// models; light and dark.
///
/// Arguments: folder for the library, folder of photos, query image, query text, output folder.
/// Requires a display of 1280 by 800.
public final class ReadmePictures {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;
  private static final long SETTLED_MILLIS = 6_000;

  private ReadmePictures() {}

  /// Renders the pictures.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path base = Path.of(arguments[0]);
    Path folder = Path.of(arguments[4]);
    WindowFixture.index(base, Path.of(arguments[1]));
    try (WindowFixture fixture = new WindowFixture(base, WIDTH, HEIGHT)) {
      draw(fixture, folder, "photos");
      fixture.take(new DroppedContent.Files(List.of(Path.of(arguments[2]))));
      Thread.sleep(SETTLED_MILLIS);
      fixture
          .find(".akin-search-field")
          .ifPresent(field -> FxThread.run(() -> ((TextField) field).setText(arguments[3])));
      draw(fixture, folder, "search");
      fixture.open(Section.MODELS);
      draw(fixture, folder, "models");
    }
    System.exit(0);
  }

  private static void draw(WindowFixture fixture, Path folder, String name)
      throws IOException, InterruptedException {
    for (Theme.Choice theme : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
      FxThread.run(() -> fixture.settings().update(before -> before.withTheme(theme)));
      Thread.sleep(SETTLED_MILLIS);
      RenderedImage picture = FxThread.call(() -> RenderedImage.of(fixture.scene().snapshot(null)));
      picture.write(folder.resolve(name + "-" + theme + ".png"));
    }
  }
}
