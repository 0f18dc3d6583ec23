package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.search.PhotoList;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import org.jspecify.annotations.Nullable;

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

  /// Focus movements by keys.
  public enum Move {
    /// Previous photo.
    LEFT,
    /// Next photo.
    RIGHT,
    /// One row up.
    UP,
    /// One row down.
    DOWN,
    /// One page up.
    PAGE_UP,
    /// One page down.
    PAGE_DOWN,
    /// First photo.
    HOME,
    /// Last photo.
    END
  }

  private final Consumer<ContentId> onOpen;
  private final Consumer<List<ContentId>> onUseAsQuery;
  private final Selection selection = new Selection();
  private final ReadOnlyObjectWrapper<GridItems> items =
      new ReadOnlyObjectWrapper<>(GridItems.NONE);
  private final ReadOnlyObjectWrapper<Optional<ContentId>> focus =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final GridViewport viewport = new GridViewport(USUAL);
  private final DoubleProperty rowHeight = new SimpleDoubleProperty(USUAL);
  private final BooleanProperty folding = new SimpleBooleanProperty(true);

  /// The IDs of the open stacks, in the order in which they were opened.
  private final Set<Long> open = new LinkedHashSet<>();

  /// The photos without stacks.
  private GridItems base = GridItems.NONE;

  private final ReadOnlyObjectWrapper<List<ContentId>> compared =
      new ReadOnlyObjectWrapper<>(List.of());
  private Timeline timeline = Timeline.EMPTY;
  private @Nullable ContentId rangeStart;
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
    selection.keptProperty().subscribe(_ -> selection.keep(this::canBeSelected));
    rowHeight.subscribe((_, now) -> viewport.rowHeight(now.doubleValue()));
    folding.subscribe(
        _ -> {
          open.clear();
          put(base);
        });
  }

  /// Returns the shown photos.
  public ReadOnlyObjectProperty<GridItems> itemsProperty() {
    return items.getReadOnlyProperty();
  }

  /// Returns the layout.
  ReadOnlyObjectProperty<JustifiedLayout> layoutProperty() {
    return viewport.layoutProperty();
  }

  /// Returns the focused photo; empty initially.
  public ReadOnlyObjectProperty<Optional<ContentId>> focusProperty() {
    return focus.getReadOnlyProperty();
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
    return folding;
  }

  /// Returns the photos that are shown side by side; empty for none.
  public ReadOnlyObjectProperty<List<ContentId>> comparedProperty() {
    return compared.getReadOnlyProperty();
  }

  /// Shows photos side by side: the selected ones, otherwise the first of the stack of the focused
  /// photo. Nothing happens unless there are several.
  public void compare() {
    List<ContentId> photos = chosen();
    if (photos.size() == 1) {
      photos = ofStack(photos.getFirst());
    }
    if (photos.size() > 1) {
      compared.set(List.copyOf(photos.subList(0, Math.min(MOST_COMPARED, photos.size()))));
    }
  }

  /// Ends the comparison.
  public void endComparison() {
    compared.set(List.of());
  }

  private List<ContentId> ofStack(ContentId content) {
    int index = timeline.indexOf(content);
    int stack = index < 0 ? -1 : timeline.stacks().at(index);
    return stack < 0
        ? List.of()
        : Arrays.stream(timeline.stacks().members(stack)).mapToObj(timeline::content).toList();
  }

  /// Returns the photos of the library.
  public Timeline timeline() {
    return timeline;
  }

  /// Returns the selection; it contains only shown photos unless it is kept.
  public Selection selection() {
    return selection;
  }

  /// Shows the timeline with the offset and the selection it had before the search.
  public void showTimeline(Timeline all) {
    boolean back = !(base instanceof GridItems.All);
    update(all);
    if (back) {
      open.clear();
      put(GridItems.of(all));
      if (!selection.keptProperty().get()) {
        selection.set(
            timelineSelection.stream().filter(content -> all.indexOf(content) >= 0).toList());
      }
      scrollTo(timelineOffset);
    }
  }

  /// Updates the timeline after photos were added or removed, keeping the visible photos in place.
  public void update(Timeline all) {
    timeline = all;
    putContinued(
        switch (base) {
          case FoldedItems folded -> folded.base();
          case GridItems.All _ -> GridItems.of(all);
          case FilteredTimeline filtered -> GridItems.of(all, filtered.list());
          case GridItems.Results found -> GridItems.of(found.results(), all);
        });
  }

  /// Clears the selection, unless it is kept, because the next photos to show answer another query.
  public void beginSearch() {
    if (!(base instanceof GridItems.All)) {
      selection.endSearch();
    }
  }

  /// Shows results from the top. If they only add or remove some photos, as during indexing, the
  /// visible photos keep their place.
  public void showResults(List<SearchResult> hits) {
    showFound(GridItems.of(hits, timeline));
  }

  /// Shows those photos of the timeline that a query lists, like [#showResults].
  public void showList(PhotoList list) {
    showFound(GridItems.of(timeline, list));
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
    List<ContentId> photos = chosen();
    if (!photos.isEmpty()) {
      onFeedback.accept(photos, direction);
    }
  }

  private void showFound(GridItems next) {
    if (keepsPlace) {
      keepsPlace = false;
      if (base instanceof GridItems.All) {
        timelineOffset = viewport.offsetProperty().get();
      }
      putInPlace(next);
      return;
    }
    GridItems before = base;
    if (before instanceof GridItems.All) {
      timelineOffset = viewport.offsetProperty().get();
      timelineSelection = selection.contents();
      selection.endSearch();
    }
    boolean stays =
        switch (before) {
          case GridItems.All _, FoldedItems _ -> false;
          case GridItems.Results _ -> next instanceof GridItems.Results && continues(before, next);
          case FilteredTimeline filtered ->
              next instanceof FilteredTimeline more
                  && 2 * filtered.list().common(more.list()) >= filtered.size();
        };
    if (stays) {
      putContinued(next);
    } else {
      open.clear();
      put(next);
      scrollTo(0);
    }
  }

  /// Shows photos most of which were shown before. If the focused one is gone, the next one that is
  /// left is focused.
  private void putContinued(GridItems all) {
    Optional<ContentId> focused = focus.get();
    GridItems before = items.get();
    int from = focused.map(before::indexOf).orElse(-1);
    put(all);
    if (from >= 0 && focus.get().isEmpty()) {
      neighbor(before, from)
          .ifPresent(
              content -> {
                rangeStart = content;
                focus.set(Optional.of(content));
              });
    }
  }

  /// Returns the next tile of earlier photos that is still shown, otherwise the previous one.
  private Optional<ContentId> neighbor(GridItems before, int from) {
    GridItems now = items.get();
    for (int i = from + 1; i < before.size(); i++) {
      if (now.indexOf(before.content(i)) >= 0) {
        return Optional.of(before.content(i));
      }
    }
    for (int i = from - 1; i >= 0; i--) {
      if (now.indexOf(before.content(i)) >= 0) {
        return Optional.of(before.content(i));
      }
    }
    return Optional.empty();
  }

  /// Returns whether most photos remain, in the same order.
  private static boolean continues(GridItems before, GridItems after) {
    int last = -1;
    int common = 0;
    for (int i = 0; i < before.size(); i++) {
      int now = after.indexOf(before.content(i));
      if (now >= 0 && now <= last) {
        return false;
      }
      if (now >= 0) {
        last = now;
        common++;
      }
    }
    return 2 * common >= before.size();
  }

  /// Shows photos at the same offset. If the focused photo is not among them, the next one that is
  /// takes the focus, otherwise the one in its place.
  private void putInPlace(GridItems next) {
    double offset = viewport.offsetProperty().get();
    GridItems shown = items.get();
    int place = focus.get().map(shown::indexOf).orElse(-1);
    List<ContentId> after = new ArrayList<>();
    for (int i = Math.max(0, place); place >= 0 && i < shown.size(); i++) {
      after.add(shown.content(i));
    }
    put(next);
    scrollTo(offset);
    GridItems now = items.get();
    if (place >= 0 && focus.get().isEmpty() && now.size() > 0) {
      ContentId to =
          after.stream()
              .filter(content -> now.indexOf(content) >= 0)
              .findFirst()
              .orElseGet(() -> now.content(Math.min(place, now.size() - 1)));
      rangeStart = to;
      focus.set(Optional.of(to));
    }
  }

  private void put(GridItems all) {
    base = all;
    GridItems next =
        folding.get() && timeline.stacks().count() > 0 ? new FoldedItems(all, timeline, open) : all;
    items.set(next);
    selection.keep(this::canBeSelected);
    viewport.show(next);
    if (focus.get().filter(content -> next.indexOf(content) < 0).isPresent()) {
      // The focus moves from a photo that is folded to the tile of its stack.
      focus.set(focus.get().map(next::tile).filter(tile -> tile >= 0).map(next::content));
    }
  }

  private boolean canBeSelected(ContentId content) {
    return items.get().indexOf(content) >= 0
        || (selection.keptProperty().get() && timeline.indexOf(content) >= 0);
  }

  /// Returns the number of selected photos that are not shown.
  public int hiddenSelected() {
    GridItems shown = items.get();
    return Math.toIntExact(
        selection.contents().stream().filter(content -> shown.indexOf(content) < 0).count());
  }

  /// Opens the stack of a photo: all its photos are shown in its place.
  public void openStack(ContentId content) {
    stackOf(content)
        .filter(stack -> !stack.isOpen())
        .ifPresent(
            stack -> {
              open.add(stack.id());
              put(base);
              focus.get().ifPresent(this::reveal);
            });
  }

  /// Opens the stack of a photo, or closes it, and focuses the photo.
  public void toggleStack(ContentId content) {
    rangeStart = content;
    focus.set(Optional.of(content));
    if (stackOf(content).filter(GridItems.Stack::isOpen).isPresent()) {
      closeStack(content);
    } else {
      openStack(content);
    }
  }

  /// Closes the stack of a photo.
  public void closeStack(ContentId content) {
    stackOf(content).filter(GridItems.Stack::isOpen).ifPresent(stack -> close(stack.id()));
  }

  /// Closes the stack of the focused photo, otherwise the one that was opened last.
  ///
  /// @return whether a stack was open
  public boolean closeStack() {
    open.removeIf(id -> timeline.stacks().find(id) < 0);
    if (open.isEmpty()) {
      return false;
    }
    close(
        focus
            .get()
            .flatMap(this::stackOf)
            .filter(GridItems.Stack::isOpen)
            .map(GridItems.Stack::id)
            .orElseGet(() -> List.copyOf(open).getLast()));
    return true;
  }

  private void close(long stack) {
    open.remove(stack);
    put(base);
    focus.get().ifPresent(this::reveal);
  }

  /// Returns the stack of a shown photo; empty if it is in none or all photos are shown.
  Optional<GridItems.Stack> stackOf(ContentId content) {
    int tile = items.get().tile(content);
    return tile < 0 ? Optional.empty() : items.get().stack(tile);
  }

  /// Sets the size of the viewport. A focused photo that was in view stays in view, as when a bar
  /// appears below the grid.
  ///
  /// @param toWidth width available to photos
  /// @param toHeight height of the viewport
  public void resize(double toWidth, double toHeight) {
    Optional<ContentId> seen = focus.get().filter(viewport::contains);
    viewport.resize(toWidth, toHeight);
    seen.filter(content -> !viewport.contains(content)).ifPresent(viewport::reveal);
  }

  /// Returns the maximum scroll offset.
  double furthest() {
    return viewport.furthest();
  }

  /// Returns the height of the viewport.
  double seen() {
    return viewport.height();
  }

  /// Scrolls to an offset, clamped to the content.
  void scrollTo(double to) {
    viewport.scrollTo(to);
  }

  /// Scrolls a photo into view with a margin.
  public void reveal(ContentId content) {
    viewport.reveal(content);
  }

  /// Moves the focus.
  ///
  /// @param extend whether to select the range from the anchor to the new focus
  public void move(Move move, boolean extend) {
    GridItems all = items.get();
    if (all.size() == 0) {
      return;
    }
    int from = focus.get().map(all::indexOf).orElse(-1);
    int to = from < 0 ? viewport.first() : viewport.target(move, from);
    if (extend) {
      if (rangeStart == null || all.indexOf(rangeStart) < 0) {
        rangeStart = all.content(Math.max(0, from));
      }
      selectRange(to, false);
    } else {
      rangeStart = all.content(to);
    }
    focus.set(Optional.of(all.content(to)));
    reveal(all.content(to));
  }

  /// Focuses and selects a pressed photo. A selection that is kept gains and loses photos, as if
  /// each was toggled.
  ///
  /// @param toggle whether to toggle only this photo
  /// @param extend whether to select the range from the anchor
  public void press(int index, boolean toggle, boolean extend) {
    ContentId content = items.get().content(index);
    if (extend && rangeStart != null && items.get().indexOf(rangeStart) >= 0) {
      selectRange(index, toggle || selection.keptProperty().get());
    } else {
      rangeStart = content;
      if (toggle || selection.keptProperty().get()) {
        selection.toggle(content);
      } else {
        selection.set(List.of(content));
      }
    }
    focus.set(Optional.of(content));
  }

  private void selectRange(int to, boolean keep) {
    int from = rangeStart == null ? to : Math.max(0, items.get().indexOf(rangeStart));
    List<ContentId> range = new ArrayList<>();
    for (int i = Math.min(from, to); i <= Math.max(from, to); i++) {
      range.add(items.get().content(i));
    }
    if (keep) {
      selection.add(range);
    } else {
      selection.set(range);
    }
  }

  /// Selects the photos in a rectangle, in addition to the previous selection.
  ///
  /// @param before the previous selection
  void band(double left, double top, double right, double bottom, Set<ContentId> before) {
    Set<ContentId> touched = new LinkedHashSet<>(before);
    layoutProperty()
        .get()
        .within(left, top, right, bottom, index -> touched.add(items.get().content(index)));
    if (touched.size() != selection.sizeProperty().get()
        || !touched.equals(new HashSet<>(selection.contents()))) {
      selection.set(touched);
    }
  }

  /// Selects all shown photos.
  public void selectAll() {
    List<ContentId> all = new ArrayList<>(items.get().size());
    for (int i = 0; i < items.get().size(); i++) {
      all.add(items.get().content(i));
    }
    selection.set(all);
  }

  /// Toggles the selection of the focused photo.
  public void toggleFocused() {
    focus
        .get()
        .ifPresent(
            content -> {
              rangeStart = content;
              selection.toggle(content);
            });
  }

  /// Focuses a photo, or the tile of its stack, and scrolls it into view. The selection follows
  /// unless it has several photos.
  public void focus(ContentId photo) {
    int tile = items.get().tile(photo);
    if (tile >= 0) {
      ContentId content = items.get().content(tile);
      if (selection.sizeProperty().get() == 1 && !selection.keptProperty().get()) {
        selection.set(List.of(content));
      }
      rangeStart = content;
      focus.set(Optional.of(content));
      reveal(content);
    }
  }

  /// Focuses the first photo unless one is focused.
  public void focusFirst() {
    if (items.get().size() > 0
        && focus.get().filter(content -> items.get().indexOf(content) >= 0).isEmpty()) {
      focus(items.get().content(0));
    }
  }

  /// Returns the target of actions: the selection, otherwise the focused photo.
  public List<ContentId> chosen() {
    List<ContentId> contents = selection.contents();
    return contents.isEmpty() ? focus.get().map(List::of).orElse(List.of()) : contents;
  }

  /// Returns the target of keys that mark photos: as [#chosen], but the focused photo if only
  /// another one is selected, as after a click and an arrow key.
  List<ContentId> markable() {
    List<ContentId> chosen = chosen();
    return chosen.size() == 1 ? focus.get().map(List::of).orElse(chosen) : chosen;
  }

  /// Returns the target of actions on whole stacks: as [#chosen], with all photos of closed stacks.
  List<ContentId> chosenStacks() {
    Set<ContentId> photos = new LinkedHashSet<>();
    for (ContentId content : chosen()) {
      photos.add(content);
      if (stackOf(content).filter(stack -> !stack.isOpen()).isPresent()) {
        photos.addAll(ofStack(content));
      }
    }
    return List.copyOf(photos);
  }

  /// Opens a photo in the viewer.
  public void open(ContentId content) {
    onOpen.accept(content);
  }

  /// Searches with a photo, or with all selected photos if it is one of several.
  public void useAsQuery(ContentId content) {
    onUseAsQuery.accept(
        selection.contains(content) ? List.copyOf(selection.contents()) : List.of(content));
  }

  /// Searches with the selected photos, otherwise with the focused one.
  public void useChosenAsQuery() {
    List<ContentId> contents = chosen();
    if (!contents.isEmpty()) {
      onUseAsQuery.accept(contents);
    }
  }
}
