package app.akin.desktop.tour;

import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.search.Crop;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import app.akin.core.search.SearchResult;
import app.akin.desktop.FxThread;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Theme;
import app.akin.desktop.viewer.PhotoSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javafx.application.ColorScheme;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

/// Renders grid, inspector and viewer over a library of real photos, for review.
///
/// Arguments: folder of the library, output folder, index of the query photo in the timeline, query
/// text, and optionally names of screens.
public final class RealPhotos {
  private RealPhotos() {}

  /// Renders the pictures.
  public static void main(String[] arguments) throws IOException {
    Path library = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    List<String> wanted = List.of(arguments).subList(4, arguments.length);
    AppPaths places =
        AppPaths.of(
            OperatingSystem.LINUX, Path.of(System.getProperty("user.home")), Map.of(), library);
    try (PhotoLibrary open = PhotoLibrary.openIsolated(places, Clock.systemUTC())) {
      var timeline = open.photos().timeline();
      var reference = timeline.content(Integer.parseInt(arguments[2]));
      List<SearchResult> hits =
          open.search()
              .find(
                  new SearchRequest(
                      List.of(
                          new QueryPart.Image(new QueryImage.Photo(reference), Crop.WHOLE, 1),
                          new QueryPart.Text(arguments[3], 1),
                          new QueryPart.ExcludedText("people", 1)),
                      Filter.NONE,
                      Order.SCORE,
                      60,
                      ModelSelection.DEFAULT))
              .results();
      FxThread.start();
      Scenery scenery =
          Scenery.of(timeline, hits, open.photos()::thumbnail, PhotoSource.of(open.photos()));
      for (Screen screen : scenery.screens()) {
        if (!wanted.isEmpty() && !wanted.contains(screen.name())) {
          continue;
        }
        for (ScreenVariant look : ScreenVariant.all()) {
          RenderedImage picture = FxThread.call(() -> draw(screen, look));
          picture.write(folder.resolve(screen.name() + "-" + look.name() + ".png"));
        }
      }
    }
    System.exit(0);
  }

  private static RenderedImage draw(Screen screen, ScreenVariant look) {
    Scene scene =
        new Scene(screen.drawn().apply(new Language(look.locale())), look.width(), look.height());
    try (Theme _ =
        new Theme(
            scene,
            new SimpleObjectProperty<>(ColorScheme.LIGHT),
            look.dark() ? Theme.Choice.DARK : Theme.Choice.LIGHT,
            look.text())) {
      // The first layout requests images at their size; the second shows them.
      scene.snapshot(null);
      return RenderedImage.of(scene.snapshot(null));
    }
  }
}
