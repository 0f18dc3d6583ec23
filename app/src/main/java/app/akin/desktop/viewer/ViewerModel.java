package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchResult;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.task.Tasks;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/// The state of the viewer. The next and previous photos are decoded ahead. JavaFX thread only.
public final class ViewerModel {
  private final Consumer<ContentId> onClosed;

  private final ReadOnlyObjectWrapper<Optional<ContentId>> current =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final PhotoLoader loader;
  private final ReadOnlyBooleanWrapper first = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper last = new ReadOnlyBooleanWrapper();
  private final BooleanProperty facts = new SimpleBooleanProperty();
  private final BooleanProperty comparing = new SimpleBooleanProperty();
  private final IntegerProperty slideSeconds = new SimpleIntegerProperty(5);
  private final ObjectProperty<Optional<Image>> reference =
      new SimpleObjectProperty<>(Optional.empty());

  private final ReadOnlyObjectWrapper<Optional<ShownStack>> stack =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<ContentId>> compared =
      new ReadOnlyObjectWrapper<>(List.of());
  private GridItems items = GridItems.NONE;
  private Timeline timeline = Timeline.EMPTY;
  private BiConsumer<List<ContentId>, Direction> onFeedback = (_, _) -> {};

  /// @param source provides images and details
  /// @param tasks loads in the background
  /// @param onClosed receives the last shown photo when the viewer closes
  public ViewerModel(PhotoSource source, Tasks tasks, Consumer<ContentId> onClosed) {
    loader = new PhotoLoader(source, tasks, current.getReadOnlyProperty());
    this.onClosed = onClosed;
  }

  /// Returns the shown photo; empty while the viewer is closed.
  public ReadOnlyObjectProperty<Optional<ContentId>> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /// Returns its image.
  public ReadOnlyObjectProperty<LoadedPhoto> photoProperty() {
    return loader.photoProperty();
  }

  /// Returns its details; empty while loading.
  public ReadOnlyObjectProperty<Optional<PhotoDetails>> detailsProperty() {
    return loader.detailsProperty();
  }

  /// Returns what loads the image and the details.
  PhotoLoader loader() {
    return loader;
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
    comparing.set(false);
    loader.clear();
    shown.ifPresent(onClosed);
  }

  private int index() {
    return current.get().map(items::tile).orElse(-1);
  }

  private void show(ContentId content) {
    loader.prepare(content);
    current.set(Optional.of(content));
    ends();
    findStack();
    Set<ContentId> near = new HashSet<>();
    for (int by : new int[] {1, -1}) {
      neighbour(by).ifPresent(near::add);
      stack.get().flatMap(all -> all.step(by)).ifPresent(near::add);
    }
    loader.load(content, near);
  }

  private void ends() {
    int index = index();
    first.set(index <= 0);
    last.set(index < 0 || index >= items.size() - 1);
  }
}
