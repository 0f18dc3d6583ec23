package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.io.ByteArrayInputStream;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.image.Image;

/// Opens the crop view of a query image. JavaFX thread only.
public final class CropController {
  private final SearchModel model;
  private final Function<QueryImage, byte[]> previews;
  private final Language language;
  private final Notices notices;
  private final Consumer<Node> lay;
  private final Runnable lift;
  private final Executor background;
  private final Executor ui;

  /// @param previews returns an encoded preview of a query image
  /// @param lay shows an overlay
  /// @param lift hides the overlay
  /// @param background executor for decoding
  /// @param ui the JavaFX thread
  public CropController(
      SearchModel model,
      Function<QueryImage, byte[]> previews,
      Language language,
      Notices notices,
      Consumer<Node> lay,
      Runnable lift,
      Executor background,
      Executor ui) {
    this.model = model;
    this.previews = previews;
    this.language = language;
    this.notices = notices;
    this.lay = lay;
    this.lift = lift;
    this.background = background;
    this.ui = ui;
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
    background.execute(
        () -> {
          try {
            byte[] jpeg = previews.apply(part.image());
            ui.execute(() -> view.show(jpeg));
          } catch (AkinException e) {
            ui.execute(
                () -> {
                  lift.run();
                  notices.showError(e);
                });
          }
        });
  }

  /// Loads the preview of a query image; the callback is not called if the image can't be used.
  public void image(QueryImage picture, Consumer<Image> callback) {
    background.execute(
        () -> {
          try {
            Image image = new Image(new ByteArrayInputStream(previews.apply(picture)));
            ui.execute(() -> callback.accept(image));
          } catch (AkinException e) {
            // The search reports the problem.
            return;
          }
        });
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
