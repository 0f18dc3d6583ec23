package app.akin.desktop.viewer;

import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Images;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Loads the image and the details of the shown photo, and those of photos that may follow. Photos
/// that were skipped are not decoded. JavaFX thread only.
final class PhotoLoader {
  /// Maximum long side to decode, also when zoomed in.
  private static final int LONGEST = 12_000;

  /// Granularity of decoded sizes, so that small size changes of the window don't decode again.
  private static final int STEP = 512;

  /// Number of cached images: the current one and two on each side.
  private static final int KEPT = 5;

  private final PhotoSource source;
  private final Tasks tasks;
  private final ReadOnlyObjectProperty<Optional<ContentId>> current;
  private final ReadOnlyObjectWrapper<LoadedPhoto> photo =
      new ReadOnlyObjectWrapper<>(new LoadedPhoto.Loading());
  private final ReadOnlyObjectWrapper<Optional<PhotoDetails>> details =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  private final Map<ContentId, LoadedPhoto> kept = recent(KEPT);

  /// Details of recently shown photos and their neighbours.
  private final Map<ContentId, PhotoDetails> keptDetails = recent(2 * KEPT);

  /// The photos to decode; checked in the background before decoding.
  private final Set<ContentId> wanted = ConcurrentHashMap.newKeySet();

  private final Set<ContentId> loading = new HashSet<>();
  private int side = 3 * STEP;
  private boolean closely;

  /// @param source provides images and details
  /// @param tasks loads in the background
  /// @param current the shown photo; empty while the viewer is closed
  PhotoLoader(
      PhotoSource source, Tasks tasks, ReadOnlyObjectProperty<Optional<ContentId>> current) {
    this.source = source;
    this.tasks = tasks;
    this.current = current;
  }

  /// Returns a map that keeps the values used last.
  private static <T> Map<ContentId, T> recent(int most) {
    return new LinkedHashMap<>(most, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<ContentId, T> eldest) {
        return size() > most;
      }
    };
  }

  /// Returns the image of the shown photo.
  ReadOnlyObjectProperty<LoadedPhoto> photoProperty() {
    return photo.getReadOnlyProperty();
  }

  /// Returns the details of the shown photo; empty while loading.
  ReadOnlyObjectProperty<Optional<PhotoDetails>> detailsProperty() {
    return details.getReadOnlyProperty();
  }

  /// Returns the width of the shown photo in pixels, or 0 while it is unknown.
  double width() {
    if (photo.get() instanceof LoadedPhoto.Loaded here) {
      return here.width();
    }
    return details.get().map(found -> (double) found.facts().width()).orElse(0.0);
  }

  /// Sets what is already loaded of a photo, before it becomes the shown one.
  void prepare(ContentId content) {
    closely = false;
    if (!isShown(content)) {
      details.set(Optional.ofNullable(keptDetails.get(content)));
    }
    LoadedPhoto known = kept.get(content);
    photo.set(known == null ? new LoadedPhoto.Loading() : known);
  }

  /// Loads what is missing of the shown photo, then of others. Photos requested before are not
  /// decoded any more.
  ///
  /// @param others the photos that may be shown next
  void load(ContentId content, Collection<ContentId> others) {
    wanted.clear();
    wanted.add(content);
    wanted.addAll(others);
    // Details are read first: they are fast, and a small photo is shown at its own size.
    lookUp(content);
    for (ContentId near : List.copyOf(wanted)) {
      if (!keptDetails.containsKey(near) && !near.equals(content)) {
        lookUp(near);
      }
    }
    load(content);
    for (ContentId near : List.copyOf(wanted)) {
      load(near);
    }
  }

  /// Decodes a photo that is shown next.
  void decode(ContentId content) {
    wanted.add(content);
    lookUp(content);
    load(content);
  }

  /// Returns whether a photo can be shown without waiting for it.
  boolean isDecoded(ContentId content) {
    return kept.containsKey(content);
  }

  /// Sets the number of pixels along the longer side of the viewport.
  void size(double pixels) {
    int next = STEP * (int) Math.clamp(Math.ceil(pixels / STEP), 1, 16);
    if (next > side) {
      kept.clear();
      side = next;
      current.get().ifPresent(this::load);
    }
    side = next;
  }

  /// Requests the full resolution, because the image is zoomed in.
  void closely() {
    if (!closely && photo.get() instanceof LoadedPhoto.Loaded here && !here.isWhole()) {
      closely = true;
      current.get().ifPresent(content -> read(content, LONGEST));
    }
  }

  /// Releases all images and details.
  void clear() {
    wanted.clear();
    kept.clear();
    keptDetails.clear();
    photo.set(new LoadedPhoto.Loading());
    details.set(Optional.empty());
  }

  private boolean isShown(ContentId content) {
    return current.get().filter(content::equals).isPresent();
  }

  private void load(ContentId content) {
    if (!kept.containsKey(content) && loading.add(content)) {
      read(content, side);
    }
  }

  private void read(ContentId content, int longSide) {
    tasks.run(
        () ->
            wanted.contains(content)
                ? Optional.of(photo(source.picture(content, longSide)))
                : Optional.<LoadedPhoto>empty(),
        read -> {
          loading.remove(content);
          read.ifPresent(photo -> take(content, photo, longSide));
        },
        thrown -> {
          loading.remove(content);
          tasks.report(thrown);
        });
  }

  private static LoadedPhoto photo(FullImage picture) {
    return switch (picture) {
      case FullImage.Loaded seen ->
          new LoadedPhoto.Loaded(Images.image(seen.raster()), seen.width(), seen.height());
      case FullImage.Unavailable(var file) -> new LoadedPhoto.Offline(file);
      case FullImage.Failed(var file, var kind) -> new LoadedPhoto.Unreadable(file, kind);
      case FullImage.Removed _ -> new LoadedPhoto.Removed();
    };
  }

  private void take(ContentId content, LoadedPhoto read, int longSide) {
    boolean shown = isShown(content);
    if (longSide <= side && wanted.contains(content)) {
      kept.put(content, read);
    }
    // A smaller image that arrives late must not replace the full one.
    boolean smaller =
        photo.get() instanceof LoadedPhoto.Loaded here
            && read instanceof LoadedPhoto.Loaded other
            && closely
            && other.image().getWidth() < here.image().getWidth();
    if (shown && !smaller) {
      photo.set(read);
    }
  }

  private void lookUp(ContentId content) {
    tasks.run(
        () -> source.details(content),
        found -> {
          found.ifPresent(one -> keptDetails.put(content, one));
          if (isShown(content)) {
            details.set(found);
          }
        });
  }
}
