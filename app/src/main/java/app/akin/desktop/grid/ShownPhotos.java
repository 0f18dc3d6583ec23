package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// The photos that the grid shows: those of the timeline or of a query, of which each stack is one
/// tile unless it is open. JavaFX thread only.
final class ShownPhotos {
  private final ReadOnlyObjectWrapper<GridItems> items =
      new ReadOnlyObjectWrapper<>(GridItems.NONE);
  private final BooleanProperty folding = new SimpleBooleanProperty(true);

  /// The IDs of the open stacks, in the order in which they were opened.
  private final Set<Long> open = new LinkedHashSet<>();

  /// The photos without stacks.
  private GridItems base = GridItems.NONE;

  private Timeline timeline = Timeline.EMPTY;

  /// Returns the shown photos.
  ReadOnlyObjectProperty<GridItems> itemsProperty() {
    return items.getReadOnlyProperty();
  }

  /// Returns the shown photos.
  GridItems items() {
    return items.get();
  }

  /// Returns whether each stack is one tile.
  BooleanProperty foldingProperty() {
    return folding;
  }

  /// Returns the photos without stacks.
  GridItems base() {
    return base;
  }

  /// Returns the photos of the library.
  Timeline timeline() {
    return timeline;
  }

  /// Shows photos.
  ///
  /// @param all the photos without stacks
  void show(GridItems all) {
    base = all;
    items.set(
        folding.get() && timeline.stacks().count() > 0
            ? new FoldedItems(all, timeline, open)
            : all);
  }

  /// Replaces the photos of the library.
  ///
  /// @return the photos to show
  GridItems update(Timeline all) {
    timeline = all;
    return switch (base) {
      case FoldedItems folded -> folded.base();
      case GridItems.All _ -> GridItems.of(all);
      case FilteredTimeline filtered -> GridItems.of(all, filtered.list());
      case GridItems.Results found -> GridItems.of(found.results(), all);
    };
  }

  /// Returns all photos of the stack of a photo; empty if it is in none.
  List<ContentId> ofStack(ContentId content) {
    int index = timeline.indexOf(content);
    int stack = index < 0 ? -1 : timeline.stacks().at(index);
    return stack < 0
        ? List.of()
        : Arrays.stream(timeline.stacks().members(stack)).mapToObj(timeline::content).toList();
  }

  /// Returns the stack of a shown photo; empty if it is in none or all photos are shown.
  Optional<GridItems.Stack> stackOf(ContentId content) {
    int tile = items.get().tile(content);
    return tile < 0 ? Optional.empty() : items.get().stack(tile);
  }

  /// Marks the stack of a photo as open, for [#show].
  ///
  /// @return whether it was closed
  boolean openStack(ContentId content) {
    Optional<GridItems.Stack> closed = stackOf(content).filter(stack -> !stack.isOpen());
    closed.ifPresent(stack -> open.add(stack.id()));
    return closed.isPresent();
  }

  /// Marks the stack of a photo as closed, for [#show].
  ///
  /// @return whether it was open
  boolean closeStack(ContentId content) {
    Optional<GridItems.Stack> opened = openStackOf(content);
    opened.ifPresent(stack -> open.remove(stack.id()));
    return opened.isPresent();
  }

  /// Marks the stack of a photo, otherwise the one that was opened last, as closed, for [#show].
  ///
  /// @return whether a stack was open
  boolean closeStackOrLast(Optional<ContentId> content) {
    open.removeIf(id -> timeline.stacks().find(id) < 0);
    if (open.isEmpty()) {
      return false;
    }
    open.remove(
        content
            .flatMap(this::openStackOf)
            .map(GridItems.Stack::id)
            .orElseGet(() -> List.copyOf(open).getLast()));
    return true;
  }

  /// Marks all stacks as closed, for [#show].
  void closeStacks() {
    open.clear();
  }

  private Optional<GridItems.Stack> openStackOf(ContentId content) {
    return stackOf(content).filter(GridItems.Stack::isOpen);
  }
}
