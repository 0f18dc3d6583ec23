package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.PhotoList;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;

/// The state of the grid: photos, layout, scroll offset, focus and selection. Needs no toolkit.
/// JavaFX thread only.
public final class PhotoGridModel {
  /// Minimum row height, in pixels.
  public static final double SMALLEST = 90;

  /// Maximum row height, in pixels.
  public static final double LARGEST = 380;

  private static final double USUAL = 190;

  /// Maximum number of photos side by side.
  public static final int MOST_COMPARED = 4;

  private final Consumer<ContentId> onOpen;
  private final Consumer<List<ContentId>> onUseAsQuery;
  private final ShownPhotos photos = new ShownPhotos();
  private final GridViewport viewport = new GridViewport(USUAL);
  private final GridFocusModel focusModel = new GridFocusModel(photos, viewport);
  private final DoubleProperty rowHeight = new SimpleDoubleProperty(USUAL);
  private final ReadOnlyObjectWrapper<List<ContentId>> compared =
      new ReadOnlyObjectWrapper<>(List.of());
  private double timelineOffset;
  private List<ContentId> timelineSelection = List.of();

  private BiConsumer<List<ContentId>, Direction> onFeedback = (_, _) -> {};

  /// Whether the next photos keep the offset and the place of the focus.
  private boolean keepsPlace;

  /// @param onOpen opens a photo in the viewer
  /// @param onUseAsQuery searches with photos
  public PhotoGridModel(Consumer<ContentId> onOpen, Consumer<List<ContentId>> onUseAsQuery) {
    this.onOpen = onOpen;
    this.onUseAsQuery = onUseAsQuery;
    rowHeight.subscribe((_, now) -> viewport.rowHeight(now.doubleValue()));
    photos
        .foldingProperty()
        .subscribe(
            _ -> {
              photos.closeStacks();
              put(photos.base());
            });
  }

  /// Returns the shown photos.
  public ReadOnlyObjectProperty<GridItems> itemsProperty() {
    return photos.itemsProperty();
  }

  /// Returns the layout.
  ReadOnlyObjectProperty<JustifiedLayout> layoutProperty() {
    return viewport.layoutProperty();
  }

  /// Returns the focused photo; empty initially.
  public ReadOnlyObjectProperty<Optional<ContentId>> focusProperty() {
    return focusModel.focusProperty();
  }

  /// Returns the scroll offset.
  ReadOnlyDoubleProperty offsetProperty() {
    return viewport.offsetProperty();
  }

  /// Returns the preferred row height, between [#SMALLEST] and [#LARGEST].
  public DoubleProperty rowHeightProperty() {
    return rowHeight;
  }

  /// Returns whether each stack is one tile.
  public BooleanProperty foldingProperty() {
    return photos.foldingProperty();
  }

  /// Returns the photos that are shown side by side; empty for none.
  public ReadOnlyObjectProperty<List<ContentId>> comparedProperty() {
    return compared.getReadOnlyProperty();
  }

  /// Shows photos side by side: the selected ones, otherwise the first of the stack of the focused
  /// photo. Nothing happens unless there are several.
  public void compare() {
    List<ContentId> several = chosen();
    if (several.size() == 1) {
      several = photos.ofStack(several.getFirst());
    }
    if (several.size() > 1) {
      compared.set(List.copyOf(several.subList(0, Math.min(MOST_COMPARED, several.size()))));
    }
  }

  /// Ends the comparison.
  public void endComparison() {
    compared.set(List.of());
  }

  /// Returns the photos of the library.
  public Timeline timeline() {
    return photos.timeline();
  }

  /// Returns the selection; it contains only shown photos unless it is kept.
  public Selection selection() {
    return focusModel.selection();
  }

  /// Returns the focus and the selection, as keys and the mouse change them.
  public GridFocusModel focusModel() {
    return focusModel;
  }

  /// Shows the timeline with the offset and the selection it had before the search.
  public void showTimeline(Timeline all) {
    boolean back = !(photos.base() instanceof GridItems.All);
    update(all);
    if (back) {
      photos.closeStacks();
      put(GridItems.of(all));
      if (!selection().keptProperty().get()) {
        selection()
            .set(timelineSelection.stream().filter(content -> all.indexOf(content) >= 0).toList());
      }
      scrollTo(timelineOffset);
    }
  }

  /// Updates the timeline after photos were added or removed, keeping the visible photos in place.
  public void update(Timeline all) {
    putContinued(photos.update(all));
  }

  /// Clears the selection, unless it is kept, because the next photos to show answer another query.
  public void beginSearch() {
    if (!(photos.base() instanceof GridItems.All)) {
      selection().endSearch();
    }
  }

  /// Shows results from the top. If they only add or remove some photos, as during indexing, the
  /// visible photos keep their place.
  public void showResults(List<SearchResult> hits) {
    showFound(GridItems.of(hits, timeline()));
  }

  /// Shows those photos of the timeline that a query lists, like [#showResults].
  public void showList(PhotoList list) {
    showFound(GridItems.of(timeline(), list));
  }

  /// Keeps the offset and the place of the focus when the next results are shown, because the user
  /// goes on marking them.
  public void keepPlace() {
    keepsPlace = true;
  }

  /// Sets what receives photos that are marked as right or wrong.
  public void setOnFeedback(BiConsumer<List<ContentId>, Direction> action) {
    onFeedback = action;
  }

  /// Marks the chosen photos as right or wrong results.
  public void mark(Direction direction) {
    List<ContentId> chosen = chosen();
    if (!chosen.isEmpty()) {
      onFeedback.accept(chosen, direction);
    }
  }

  private void showFound(GridItems next) {
    GridItems before = photos.base();
    boolean fromTimeline = before instanceof GridItems.All;
    if (fromTimeline) {
      timelineOffset = viewport.offsetProperty().get();
    }
    if (keepsPlace) {
      keepsPlace = false;
      putInPlace(next);
      return;
    }
    if (fromTimeline) {
      timelineSelection = selection().contents();
      selection().endSearch();
    }
    if (new ItemsChange(before, next).continues()) {
      putContinued(next);
    } else {
      photos.closeStacks();
      put(next);
      scrollTo(0);
    }
  }

  /// Shows photos most of which were shown before. If the focused one is gone, the next one that is
  /// left is focused, otherwise the previous one.
  private void putContinued(GridItems all) {
    int from = focusModel.index();
    GridItems before = photos.items();
    put(all);
    if (from >= 0 && focusProperty().get().isEmpty()) {
      ItemsChange change = new ItemsChange(before, photos.items());
      change.next(from).or(() -> change.previous(from)).ifPresent(focusModel::set);
    }
  }

  /// Shows photos at the same offset. If the focused photo is not among them, the next one that is
  /// takes the focus, otherwise the one in its place.
  private void putInPlace(GridItems next) {
    double offset = viewport.offsetProperty().get();
    int from = focusModel.index();
    GridItems before = photos.items();
    put(next);
    scrollTo(offset);
    GridItems now = photos.items();
    if (from >= 0 && focusProperty().get().isEmpty() && now.size() > 0) {
      focusModel.set(
          new ItemsChange(before, now)
              .next(from)
              .orElseGet(() -> now.content(Math.min(from, now.size() - 1))));
    }
  }

  private void put(GridItems all) {
    photos.show(all);
    focusModel.updateSelection();
    viewport.show(photos.items());
    focusModel.updateFocus();
  }

  /// Opens the stack of a photo: all its photos are shown in its place.
  public void openStack(ContentId content) {
    if (photos.openStack(content)) {
      putStacks();
    }
  }

  /// Opens the stack of a photo, or closes it, and focuses the photo.
  public void toggleStack(ContentId content) {
    focusModel.set(content);
    if (stackOf(content).filter(GridItems.Stack::isOpen).isPresent()) {
      closeStack(content);
    } else {
      openStack(content);
    }
  }

  /// Closes the stack of a photo.
  public void closeStack(ContentId content) {
    if (photos.closeStack(content)) {
      putStacks();
    }
  }

  /// Closes the stack of the focused photo, otherwise the one that was opened last.
  ///
  /// @return whether a stack was open
  public boolean closeStack() {
    boolean wasOpen = photos.closeStackOrLast(focusProperty().get());
    if (wasOpen) {
      putStacks();
    }
    return wasOpen;
  }

  /// Shows the photos after a stack was opened or closed.
  private void putStacks() {
    put(photos.base());
    focusProperty().get().ifPresent(viewport::reveal);
  }

  /// Returns the stack of a shown photo; empty if it is in none or all photos are shown.
  Optional<GridItems.Stack> stackOf(ContentId content) {
    return photos.stackOf(content);
  }

  /// Sets the size of the viewport. A focused photo that was in view stays in view, as when a bar
  /// appears below the grid.
  ///
  /// @param toWidth width available to photos
  /// @param toHeight height of the viewport
  public void resize(double toWidth, double toHeight) {
    Optional<ContentId> seen = focusProperty().get().filter(viewport::contains);
    viewport.resize(toWidth, toHeight);
    seen.filter(content -> !viewport.contains(content)).ifPresent(viewport::reveal);
  }

  /// Returns the maximum scroll offset.
  double furthest() {
    return viewport.furthest();
  }

  /// Scrolls to an offset, clamped to the content.
  void scrollTo(double to) {
    viewport.scrollTo(to);
  }

  /// Focuses a photo, or the tile of its stack, and scrolls it into view. The selection follows
  /// unless it has several photos.
  public void focus(ContentId photo) {
    focusModel.focus(photo);
  }

  /// Focuses the first photo unless one is focused.
  public void focusFirst() {
    focusModel.focusFirst();
  }

  /// Returns the target of actions: the selection, otherwise the focused photo.
  public List<ContentId> chosen() {
    return focusModel.chosen();
  }

  /// Returns the target of actions on whole stacks: as [#chosen], with all photos of closed stacks.
  List<ContentId> chosenStacks() {
    Set<ContentId> all = new LinkedHashSet<>();
    for (ContentId content : chosen()) {
      all.add(content);
      if (stackOf(content).filter(stack -> !stack.isOpen()).isPresent()) {
        all.addAll(photos.ofStack(content));
      }
    }
    return List.copyOf(all);
  }

  /// Opens a photo in the viewer.
  public void open(ContentId content) {
    onOpen.accept(content);
  }

  /// Searches with a photo, or with all selected photos if it is one of several.
  public void useAsQuery(ContentId content) {
    onUseAsQuery.accept(selection().contains(content) ? selection().contents() : List.of(content));
  }

  /// Searches with the selected photos, otherwise with the focused one.
  public void useChosenAsQuery() {
    List<ContentId> contents = chosen();
    if (!contents.isEmpty()) {
      onUseAsQuery.accept(contents);
    }
  }
}
