package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.desktop.task.Tasks;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cache of thumbnails that are read and decoded in the background, evicted least recently used
/// first. Each scroll step replaces all requests, so thumbnails that are no longer needed are not
/// decoded. Methods must be called on the JavaFX thread.
public final class ThumbnailCache {
  private static final Logger log = LoggerFactory.getLogger(ThumbnailCache.class);

  /// Number of thumbnails given to the background threads. More than there are threads, so that
  /// none waits for the JavaFX thread.
  private static final int AT_ONCE = 8;

  private static final int BYTES_PER_PIXEL = 4;

  /// Long sides to decode. An image is decoded slightly larger than shown; downscaling more looks
  /// rough.
  private static final int[] SIDES = {128, 192, 256, 384, 512};

  /// A request for a thumbnail.
  ///
  /// @param content the content
  /// @param side long side on the screen, in pixels
  record Request(ContentId content, double side) {}

  /// A cache entry.
  ///
  /// @param image the image; null if the content has no thumbnail
  /// @param side decoded long side
  private record Entry(@Nullable Image image, int side) {
    long bytes() {
      return image == null ? 64 : (long) (image.getWidth() * image.getHeight() * BYTES_PER_PIXEL);
    }
  }

  private record SingleRequest(ContentId content, int side, Consumer<Optional<Image>> taker) {}

  private final Function<ContentId, Optional<byte[]>> source;
  private final Tasks tasks;
  private final long limit;
  private final LinkedHashMap<ContentId, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private final Deque<SingleRequest> singleRequests = new ArrayDeque<>();
  private final Set<ContentId> loading = new HashSet<>();
  private Deque<Request> requests = new ArrayDeque<>();
  private Consumer<ContentId> ready = _ -> {};
  private long bytes;
  private int running;

  /// @param source returns the encoded thumbnail of a content; called in the background
  /// @param tasks reads and decodes in the background
  /// @param limit size of the cache, in bytes of decoded images
  public ThumbnailCache(Function<ContentId, Optional<byte[]>> source, Tasks tasks, long limit) {
    this.source = source;
    this.tasks = tasks;
    this.limit = limit;
  }

  /// Sets the listener for completed requests.
  void onReady(Consumer<ContentId> listener) {
    ready = listener;
  }

  /// Returns the cached image in any size, or null.
  public @Nullable Image cached(ContentId content) {
    Entry known = entries.get(content);
    return known == null ? null : known.image();
  }

  /// Returns whether the content is known to have no thumbnail.
  boolean isAbsent(ContentId content) {
    Entry known = entries.get(content);
    return known != null && known.image() == null;
  }

  /// Replaces all requests, most urgent first.
  void request(List<Request> wanted) {
    Deque<Request> next = new ArrayDeque<>();
    for (Request selection : wanted) {
      Entry known = entries.get(selection.content());
      boolean enough =
          known != null && (known.image() == null || known.side() >= side(selection.side()));
      if (!enough && !loading.contains(selection.content())) {
        next.add(selection);
      }
    }
    requests = next;
    startNext();
  }

  /// Returns a view that shows a thumbnail once it is loaded, fitted into a box.
  ///
  /// @param pixels long side of the image in pixels
  public ImageView view(ContentId content, double width, double height, int pixels) {
    ImageView view = new ImageView();
    view.setFitWidth(width);
    view.setFitHeight(height);
    view.setPreserveRatio(true);
    view.setSmooth(true);
    load(content, pixels, found -> found.ifPresent(view::setImage));
    return view;
  }

  /// Loads one image with priority over the requests of the grid; empty if the content has no
  /// thumbnail.
  ///
  /// @param side long side on the screen, in pixels
  public void load(ContentId content, double side, Consumer<Optional<Image>> taker) {
    Entry known = entries.get(content);
    int wanted = side(side);
    if (known != null && (known.image() == null || known.side() >= wanted)) {
      taker.accept(Optional.ofNullable(known.image()));
      return;
    }
    singleRequests.add(new SingleRequest(content, wanted, taker));
    startNext();
  }

  /// Clears the cache, so that changed photos are loaded again.
  public void clear() {
    entries.clear();
    bytes = 0;
  }

  /// Returns the size of the cached images in bytes.
  long bytes() {
    return bytes;
  }

  private static int side(double shown) {
    for (int side : SIDES) {
      if (side >= shown * 0.9) {
        return side;
      }
    }
    return SIDES[SIDES.length - 1];
  }

  private void startNext() {
    while (running < AT_ONCE) {
      SingleRequest single = singleRequests.poll();
      ContentId content;
      int side;
      if (single != null) {
        content = single.content();
        side = single.side();
      } else {
        Request selection = requests.poll();
        if (selection == null) {
          return;
        }
        content = selection.content();
        side = side(selection.side());
      }
      running++;
      loading.add(content);
      tasks.run(
          () -> decoded(content, side),
          image -> store(content, side, image, single),
          thrown -> {
            log.warn("Reading a thumbnail failed", thrown);
            store(content, side, Optional.empty(), single);
            tasks.reportUnexpected(thrown);
          });
    }
  }

  private Optional<Image> decoded(ContentId content, int side) {
    return source
        .apply(content)
        .map(jpeg -> new Image(new ByteArrayInputStream(jpeg), side, side, true, true))
        .filter(image -> !image.isError());
  }

  private void store(
      ContentId content, int side, Optional<Image> image, @Nullable SingleRequest single) {
    running--;
    loading.remove(content);
    Entry now = new Entry(image.orElse(null), side);
    Entry before = entries.put(content, now);
    bytes += now.bytes() - (before == null ? 0 : before.bytes());
    trim();
    if (single != null) {
      single.taker().accept(image);
    }
    ready.accept(content);
    startNext();
  }

  private void trim() {
    List<ContentId> eldest = new ArrayList<>();
    long over = bytes - limit;
    for (Map.Entry<ContentId, Entry> entry : entries.sequencedEntrySet()) {
      if (over <= 0) {
        break;
      }
      over -= entry.getValue().bytes();
      eldest.add(entry.getKey());
    }
    for (ContentId content : eldest) {
      Entry old = entries.remove(content);
      if (old != null) {
        bytes -= old.bytes();
      }
    }
  }
}
