package app.akin.desktop.search;

import app.akin.core.search.QueryImage;
import app.akin.desktop.task.Tasks;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;

/// Thumbnails of query images, decoded in the background and cached. [#load] is thread-safe,
/// [#show] must be called on the JavaFX thread.
public final class QueryThumbnails {
  private static final int MOST = 32;

  /// Long side of a thumbnail: twice the chip, for high-density screens.
  private static final double SIDE = 128;

  private final Function<QueryImage, byte[]> source;
  private final Tasks tasks;
  private final Map<QueryImage, Image> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<QueryImage, Image> eldest) {
              return size() > MOST;
            }
          });

  /// @param source returns an encoded thumbnail; throws `AkinException` if the image can't be used
  /// @param tasks decodes in the background
  public QueryThumbnails(Function<QueryImage, byte[]> source, Tasks tasks) {
    this.source = source;
    this.tasks = tasks;
  }

  /// Returns the thumbnail of an image. Must not be called on the JavaFX thread.
  ///
  /// @throws app.akin.core.photo.AkinException if the image can't be used
  Image load(QueryImage picture) {
    Image known = kept.get(picture);
    if (known != null) {
      return known;
    }
    Image made = new Image(new ByteArrayInputStream(source.apply(picture)), SIDE, SIDE, true, true);
    kept.put(picture, made);
    return made;
  }

  /// Passes the thumbnail to the callback, immediately if it is cached; never if the image can't be
  /// used.
  void show(QueryImage picture, Consumer<Image> view) {
    Image known = kept.get(picture);
    if (known != null) {
      view.accept(known);
      return;
    }
    // The search reports a problem of the image; the chip keeps its placeholder.
    tasks.run(() -> load(picture), view, tasks::reportUnexpected);
  }
}
