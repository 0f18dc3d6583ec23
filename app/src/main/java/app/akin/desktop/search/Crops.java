package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPicture;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.io.ByteArrayInputStream;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.image.Image;

/// Opens a picture of the question large, to crop and weigh it. JavaFX thread only.
public final class Crops {
  private final SearchModel model;
  private final Function<QueryPicture, byte[]> previews;
  private final Language language;
  private final Notices notices;
  private final Consumer<Node> lay;
  private final Runnable lift;
  private final Executor background;
  private final Executor ui;

  /// @param previews the bytes of a picture large enough to draw on
  /// @param lay puts a node over the window
  /// @param lift takes it away
  /// @param background where pictures are made
  /// @param ui the JavaFX thread
  public Crops(
      SearchModel model,
      Function<QueryPicture, byte[]> previews,
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

  /// Opens a part of the question.
  public void open(QueryPart.Picture part) {
    boolean several = model.queryProperty().get().pictures().size() > 1;
    CropView view =
        new CropView(
            part,
            several,
            language,
            next -> put(part.picture(), next),
            () -> current(part.picture(), model::remove),
            lift);
    lay.accept(view.view());
    background.execute(
        () -> {
          try {
            byte[] jpeg = previews.apply(part.picture());
            ui.execute(() -> view.show(jpeg));
          } catch (AkinException e) {
            ui.execute(
                () -> {
                  lift.run();
                  notices.fail(e);
                });
          }
        });
  }

  /// Hands over a picture of a question as large as it is opened; never where it cannot be used.
  public void image(QueryPicture picture, Consumer<Image> taker) {
    background.execute(
        () -> {
          try {
            Image image = new Image(new ByteArrayInputStream(previews.apply(picture)));
            ui.execute(() -> taker.accept(image));
          } catch (AkinException e) {
            // The search says what is wrong with it.
            return;
          }
        });
  }

  private void put(QueryPicture picture, QueryPart.Picture next) {
    current(picture, now -> model.replace(now, next));
  }

  /// The picture's part as it stands in the question now, if it does.
  private void current(QueryPicture picture, Consumer<QueryPart.Picture> action) {
    model.queryProperty().get().pictures().stream()
        .filter(part -> part.picture().equals(picture))
        .findFirst()
        .ifPresent(action);
  }
}
