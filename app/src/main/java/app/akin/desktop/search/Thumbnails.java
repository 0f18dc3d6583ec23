package app.akin.desktop.search;

import app.akin.core.search.QueryPicture;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;

/// The small pictures of chips, made off the JavaFX thread and remembered while they are likely to
/// be shown again. [#load] is thread-safe, [#show] for the JavaFX thread.
public final class Thumbnails {
  private static final int MOST = 32;

  /// The long side of what is kept: a chip, twice for fine screens.
  private static final double SIDE = 128;

  private final Function<QueryPicture, byte[]> source;
  private final Executor background;
  private final Executor ui;
  private final Map<QueryPicture, Image> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<QueryPicture, Image> eldest) {
              return size() > MOST;
            }
          });

  /// @param source the bytes of a small picture; throws an `AkinException` where there is none
  /// @param background where they are made
  /// @param ui the JavaFX thread
  public Thumbnails(Function<QueryPicture, byte[]> source, Executor background, Executor ui) {
    this.source = source;
    this.background = background;
    this.ui = ui;
  }

  /// A picture's thumbnail, made here and now; not on the JavaFX thread.
  ///
  /// @throws app.akin.core.photo.AkinException where the picture cannot be used
  Image load(QueryPicture picture) {
    Image known = kept.get(picture);
    if (known != null) {
      return known;
    }
    Image made = new Image(new ByteArrayInputStream(source.apply(picture)), SIDE, SIDE, true, true);
    kept.put(picture, made);
    return made;
  }

  /// Hands a picture's thumbnail over as soon as it is there, at once where it is; never where the
  /// picture cannot be used.
  void show(QueryPicture picture, Consumer<Image> view) {
    Image known = kept.get(picture);
    if (known != null) {
      view.accept(known);
      return;
    }
    background.execute(
        () -> {
          try {
            Image made = load(picture);
            ui.execute(() -> view.accept(made));
          } catch (app.akin.core.photo.AkinException e) {
            // The search says what is wrong with it; the chip keeps its placeholder.
            return;
          }
        });
  }
}
