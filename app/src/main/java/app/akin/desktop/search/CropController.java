package app.akin.desktop.search;

import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Language;
import java.io.ByteArrayInputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.image.Image;

/// Opens the crop view of a query image. JavaFX thread only.
public final class CropController {
  private final SearchModel model;
  private final Function<QueryImage, byte[]> previews;
  private final Language language;
  private final Consumer<Node> lay;
  private final Runnable lift;
  private final Tasks tasks;

  /// @param previews returns an encoded preview of a query image
  /// @param lay shows an overlay
  /// @param lift hides the overlay
  /// @param tasks decodes in the background
  public CropController(
      SearchModel model,
      Function<QueryImage, byte[]> previews,
      Language language,
      Consumer<Node> lay,
      Runnable lift,
      Tasks tasks) {
    this.model = model;
    this.previews = previews;
    this.language = language;
    this.lay = lay;
    this.lift = lift;
    this.tasks = tasks;
  }

  /// Opens the crop view of a query image.
  public void open(QueryPart.Image part) {
    boolean several = model.queryProperty().get().pictures().size() > 1;
    CropView view =
        new CropView(
            part,
            several,
            language,
            next -> put(part.image(), next),
            () -> current(part.image(), model::remove),
            lift);
    lay.accept(view.view());
    tasks.run(
        () -> previews.apply(part.image()),
        view::show,
        thrown -> {
          lift.run();
          tasks.report(thrown);
        });
  }

  /// Loads the preview of a query image; the callback is not called if the image can't be used.
  public void image(QueryImage picture, Consumer<Image> callback) {
    // The search reports a problem of the image.
    tasks.run(
        () -> new Image(new ByteArrayInputStream(previews.apply(picture))),
        callback,
        tasks::reportUnexpected);
  }

  private void put(QueryImage picture, QueryPart.Image next) {
    current(picture, now -> model.replace(now, next));
  }

  /// Calls the action with the current query part of an image, if it is still in the query.
  private void current(QueryImage picture, Consumer<QueryPart.Image> action) {
    model.queryProperty().get().pictures().stream()
        .filter(part -> part.image().equals(picture))
        .findFirst()
        .ifPresent(action);
  }
}
