package app.akin.desktop.grid;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
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
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Thumbnails, read and decoded off the JavaFX thread and kept while there is room; those looked at
/// longest ago go first. What is wanted is said anew at every step of a scroll: what is no longer
/// wanted by then is not decoded. Its methods are for the JavaFX thread.
public final class ThumbnailCache {
  private static final Logger log = LoggerFactory.getLogger(ThumbnailCache.class);

  private static final int AT_ONCE = 2;
  private static final int BYTES_PER_PIXEL = 4;

  /// Decoded long sides. A picture is decoded a little larger than it is shown: more looks rough.
  private static final int[] SIDES = {128, 192, 256, 384, 512};

  /// A picture that is wanted.
  ///
  /// @param content what it shows
  /// @param side the pixels of the longer side it is shown at
  record Wish(ContentId content, double side) {}

  /// What is kept of a content.
  ///
  /// @param image the picture; null where there is none
  /// @param side the long side it was decoded for
  private record Kept(@Nullable Image image, int side) {
    long bytes() {
      return image == null ? 64 : (long) (image.getWidth() * image.getHeight() * BYTES_PER_PIXEL);
    }
  }

  private record Single(ContentId content, int side, Consumer<Optional<Image>> taker) {}

  private final Function<ContentId, Optional<byte[]>> source;
  private final Executor background;
  private final Executor ui;
  private final long limit;
  private final LinkedHashMap<ContentId, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
  private final Deque<Single> singles = new ArrayDeque<>();
  private final Set<ContentId> loading = new HashSet<>();
  private Deque<Wish> wishes = new ArrayDeque<>();
  private Consumer<ContentId> ready = _ -> {};
  private long bytes;
  private int running;

  /// @param source a content's encoded thumbnail; called in the background
  /// @param background where thumbnails are read and decoded
  /// @param ui the JavaFX thread
  /// @param limit how many bytes of decoded pictures are kept
  public ThumbnailCache(
      Function<ContentId, Optional<byte[]>> source, Executor background, Executor ui, long limit) {
    this.source = source;
    this.background = background;
    this.ui = ui;
    this.limit = limit;
  }

  /// Who is told that a wish was fulfilled: the one grid.
  void onReady(Consumer<ContentId> listener) {
    ready = listener;
  }

  /// What is there of a content, in whatever size; null for nothing yet.
  public @Nullable Image peek(ContentId content) {
    Kept known = kept.get(content);
    return known == null ? null : known.image();
  }

  /// Whether a content is known to have no thumbnail.
  boolean isAbsent(ContentId content) {
    Kept known = kept.get(content);
    return known != null && known.image() == null;
  }

  /// Says what is wanted now, the most urgent first; what was wanted before is not any more.
  void want(List<Wish> wanted) {
    Deque<Wish> next = new ArrayDeque<>();
    for (Wish wish : wanted) {
      Kept known = kept.get(wish.content());
      boolean enough =
          known != null && (known.image() == null || known.side() >= side(wish.side()));
      if (!enough && !loading.contains(wish.content())) {
        next.add(wish);
      }
    }
    wishes = next;
    pump();
  }

  /// Hands over one picture as soon as it is there, before any wish of the grid; empty where a
  /// content has none.
  ///
  /// @param side the pixels of the longer side it is shown at
  public void load(ContentId content, double side, Consumer<Optional<Image>> taker) {
    Kept known = kept.get(content);
    int wanted = side(side);
    if (known != null && (known.image() == null || known.side() >= wanted)) {
      taker.accept(Optional.ofNullable(known.image()));
      return;
    }
    singles.add(new Single(content, wanted, taker));
    pump();
  }

  /// Forgets every picture, so that those of photos that were read anew are seen.
  public void clear() {
    kept.clear();
    bytes = 0;
  }

  /// The bytes of what is kept.
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

  private void pump() {
    while (running < AT_ONCE) {
      Single single = singles.poll();
      ContentId content;
      int side;
      if (single != null) {
        content = single.content();
        side = single.side();
      } else {
        Wish wish = wishes.poll();
        if (wish == null) {
          return;
        }
        content = wish.content();
        side = side(wish.side());
      }
      running++;
      loading.add(content);
      background.execute(
          () -> {
            Optional<Image> image = decoded(content, side);
            ui.execute(() -> take(content, side, image, single));
          });
    }
  }

  private Optional<Image> decoded(ContentId content, int side) {
    try {
      return source
          .apply(content)
          .map(jpeg -> new Image(new ByteArrayInputStream(jpeg), side, side, true, true))
          .filter(image -> !image.isError());
    } catch (AkinException e) {
      log.warn("a thumbnail cannot be read", e);
      return Optional.empty();
    }
  }

  private void take(ContentId content, int side, Optional<Image> image, @Nullable Single single) {
    running--;
    loading.remove(content);
    Kept now = new Kept(image.orElse(null), side);
    Kept before = kept.put(content, now);
    bytes += now.bytes() - (before == null ? 0 : before.bytes());
    trim();
    if (single != null) {
      single.taker().accept(image);
    }
    ready.accept(content);
    pump();
  }

  private void trim() {
    List<ContentId> eldest = new ArrayList<>();
    long over = bytes - limit;
    for (Map.Entry<ContentId, Kept> entry : kept.sequencedEntrySet()) {
      if (over <= 0) {
        break;
      }
      over -= entry.getValue().bytes();
      eldest.add(entry.getKey());
    }
    for (ContentId content : eldest) {
      Kept old = kept.remove(content);
      if (old != null) {
        bytes -= old.bytes();
      }
    }
  }
}
