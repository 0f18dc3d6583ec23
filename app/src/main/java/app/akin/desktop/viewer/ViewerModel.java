package app.akin.desktop.viewer;

import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoDetails;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchResult;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Images;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.image.Image;

/// The state of the viewer. The next and previous photos are decoded ahead; photos that were
/// skipped are not decoded. JavaFX thread only.
public final class ViewerModel {
  /// Maximum long side to decode, also when zoomed in.
  private static final int LONGEST = 12_000;

  /// Granularity of decoded sizes, so that small size changes of the window don't decode again.
  private static final int STEP = 512;

  /// Number of cached images: the current one and two on each side.
  private static final int KEPT = 5;

  private final PhotoSource source;
  private final Tasks tasks;
  private final Consumer<ContentId> onClosed;

  private final ReadOnlyObjectWrapper<Optional<ContentId>> current =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<LoadedPhoto> photo =
      new ReadOnlyObjectWrapper<>(new LoadedPhoto.Loading());
  private final ReadOnlyObjectWrapper<Optional<PhotoDetails>> details =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper first = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper last = new ReadOnlyBooleanWrapper();
  private final BooleanProperty facts = new SimpleBooleanProperty();
  private final BooleanProperty comparing = new SimpleBooleanProperty();
  private final IntegerProperty slideSeconds = new SimpleIntegerProperty(5);
  private final ObjectProperty<Optional<Image>> reference =
      new SimpleObjectProperty<>(Optional.empty());

  private final Map<ContentId, LoadedPhoto> kept =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, LoadedPhoto> eldest) {
          return size() > KEPT;
        }
      };

  /// Details of recently shown photos and their neighbours.
  private final Map<ContentId, PhotoDetails> keptDetails =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, PhotoDetails> eldest) {
          return size() > 2 * KEPT;
        }
      };

  /// The photos to decode; checked in the background before decoding.
  private final Set<ContentId> wanted = ConcurrentHashMap.newKeySet();

  private final Set<ContentId> loading = new HashSet<>();
  private final ReadOnlyObjectWrapper<Optional<ShownStack>> stack =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<ContentId>> compared =
      new ReadOnlyObjectWrapper<>(List.of());
  private GridItems items = GridItems.NONE;
  private Timeline timeline = Timeline.EMPTY;
  private int side = 3 * STEP;
  private boolean closely;

  private BiConsumer<List<ContentId>, Direction> onFeedback = (_, _) -> {};

  /// @param source provides images and details
  /// @param tasks loads in the background
  /// @param onClosed receives the last shown photo when the viewer closes
  public ViewerModel(PhotoSource source, Tasks tasks, Consumer<ContentId> onClosed) {
    this.source = source;
    this.tasks = tasks;
    this.onClosed = onClosed;
  }

  /// Returns the shown photo; empty while the viewer is closed.
  public ReadOnlyObjectProperty<Optional<ContentId>> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /// Returns its image.
  public ReadOnlyObjectProperty<LoadedPhoto> photoProperty() {
    return photo.getReadOnlyProperty();
  }

  /// Returns its details; empty while loading.
  public ReadOnlyObjectProperty<Optional<PhotoDetails>> detailsProperty() {
    return details.getReadOnlyProperty();
  }

  /// Returns its stack; empty if it is in none.
  ReadOnlyObjectProperty<Optional<ShownStack>> stackProperty() {
    return stack.getReadOnlyProperty();
  }

  /// Returns whether it is the first photo.
  public ReadOnlyBooleanProperty firstProperty() {
    return first.getReadOnlyProperty();
  }

  /// Returns whether it is the last photo.
  public ReadOnlyBooleanProperty lastProperty() {
    return last.getReadOnlyProperty();
  }

  /// Returns whether the info panel is open.
  public BooleanProperty factsProperty() {
    return facts;
  }

  /// Returns whether the query image is shown for comparison.
  public BooleanProperty comparingProperty() {
    return comparing;
  }

  /// Returns the query image; empty if the query has none. Set by the owner of the query.
  public ObjectProperty<Optional<Image>> referenceProperty() {
    return reference;
  }

  /// Returns for how long a slideshow shows each photo, in seconds.
  public IntegerProperty slideSecondsProperty() {
    return slideSeconds;
  }

  /// Returns its search result.
  public Optional<SearchResult> result() {
    // A photo of a stack whose tile shows another one has no result of its own.
    int index = current.get().map(items::indexOf).orElse(-1);
    return index < 0 ? Optional.empty() : items.result(index);
  }

  /// Returns its position from 1, or 0 if it is no longer among the photos.
  public int position() {
    return index() + 1;
  }

  /// Returns the number of photos.
  public int count() {
    return items.size();
  }

  /// Returns the aspect ratio of the shown photo.
  double aspect() {
    int place = current.get().map(timeline::indexOf).orElse(-1);
    if (place >= 0) {
      return timeline.aspect(place);
    }
    int index = index();
    return index < 0 ? 1.5 : items.aspect(index);
  }

  /// Returns the width of the shown photo in pixels, or 0 while it is unknown.
  double width() {
    if (photo.get() instanceof LoadedPhoto.Loaded here) {
      return here.width();
    }
    return details.get().map(found -> (double) found.facts().width()).orElse(0.0);
  }

  /// Shows a photo.
  ///
  /// @param all the photos to browse
  public void open(GridItems all, ContentId content) {
    items = all;
    show(content);
  }

  /// Updates the photos to browse, keeping the current one, unless they lack it.
  ///
  /// @param library the photos of the library, with their stacks
  public void update(GridItems all, Timeline library) {
    timeline = library;
    // A photo that was removed keeps its neighbours until another one is shown.
    if (current.get().filter(content -> all.tile(content) >= 0).isPresent()) {
      items = all;
      ends();
    }
    findStack();
  }

  private void findStack() {
    stack.set(current.get().flatMap(content -> ShownStack.of(timeline, content)));
  }

  /// Shows the next or previous photo of the stack, if any.
  void stepInStack(int by) {
    stack.get().flatMap(all -> all.step(by)).ifPresent(this::show);
  }

  /// Returns the photos to show side by side; empty for none.
  public ReadOnlyObjectProperty<List<ContentId>> comparedProperty() {
    return compared.getReadOnlyProperty();
  }

  /// Shows the photo and its neighbours in the stack side by side.
  void compareStack() {
    stack.get().ifPresent(all -> compared.set(all.around(PhotoGridModel.MOST_COMPARED)));
  }

  /// Shows another photo, such as one of the stack.
  void showInStack(ContentId content) {
    show(content);
  }

  /// Returns the next or previous tile; empty beyond the ends.
  Optional<ContentId> neighbour(int by) {
    int to = index() + by;
    return index() >= 0 && to >= 0 && to < items.size()
        ? Optional.of(items.content(to))
        : Optional.empty();
  }

  /// Returns the first or last tile; empty if there are none.
  Optional<ContentId> end(boolean isFirst) {
    return items.size() == 0
        ? Optional.empty()
        : Optional.of(items.content(isFirst ? 0 : items.size() - 1));
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

  /// Sets what receives photos that are marked as right or wrong.
  public void setOnFeedback(BiConsumer<List<ContentId>, Direction> action) {
    onFeedback = action;
  }

  /// Marks the photo as a right or wrong result. A wrong one leaves the results, so the next photo
  /// is shown, or the previous one if it is the last.
  void mark(Direction direction) {
    Optional<ContentId> marked = current.get();
    if (direction == Direction.LESS) {
      neighbour(1).or(() -> neighbour(-1)).ifPresent(this::show);
    }
    marked.ifPresent(one -> onFeedback.accept(List.of(one), direction));
  }

  /// Shows the next photo, if any.
  public void next() {
    step(1);
  }

  /// Shows the previous photo, if any.
  public void previous() {
    step(-1);
  }

  private void step(int by) {
    if (current.get().isPresent()) {
      neighbour(by).ifPresent(this::show);
    }
  }

  /// Closes the viewer.
  public void close() {
    Optional<ContentId> shown = current.get();
    current.set(Optional.empty());
    stack.set(Optional.empty());
    compared.set(List.of());
    wanted.clear();
    kept.clear();
    keptDetails.clear();
    comparing.set(false);
    photo.set(new LoadedPhoto.Loading());
    details.set(Optional.empty());
    shown.ifPresent(onClosed);
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

  private int index() {
    return current.get().map(items::tile).orElse(-1);
  }

  private void show(ContentId content) {
    boolean same = current.get().filter(content::equals).isPresent();
    closely = false;
    if (!same) {
      details.set(Optional.ofNullable(keptDetails.get(content)));
    }
    LoadedPhoto known = kept.get(content);
    photo.set(known == null ? new LoadedPhoto.Loading() : known);
    current.set(Optional.of(content));
    ends();
    findStack();
    wanted.clear();
    wanted.add(content);
    for (int by : new int[] {1, -1}) {
      neighbour(by).ifPresent(wanted::add);
      stack.get().flatMap(all -> all.step(by)).ifPresent(wanted::add);
    }
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

  private void ends() {
    int index = index();
    first.set(index <= 0);
    last.set(index < 0 || index >= items.size() - 1);
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
    boolean shown = current.get().filter(content::equals).isPresent();
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
          if (current.get().filter(content::equals).isPresent()) {
            details.set(found);
          }
        });
  }
}
