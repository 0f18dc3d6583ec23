package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The focused photo of the grid and the selection, as keys and the mouse change them. Needs no
/// toolkit. JavaFX thread only.
public final class GridFocusModel {
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

  private final ShownPhotos photos;
  private final GridViewport viewport;
  private final Selection selection = new Selection();
  private final ReadOnlyObjectWrapper<Optional<ContentId>> focus =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// The photo at which a range of selected photos starts.
  private @Nullable ContentId rangeStart;

  /// @param photos the shown photos
  /// @param viewport scrolls to the focused photo
  GridFocusModel(ShownPhotos photos, GridViewport viewport) {
    this.photos = photos;
    this.viewport = viewport;
    selection.keptProperty().subscribe(_ -> updateSelection());
  }

  /// Returns the focused photo; empty initially.
  ReadOnlyObjectProperty<Optional<ContentId>> focusProperty() {
    return focus.getReadOnlyProperty();
  }

  /// Returns the selection; it contains only shown photos unless it is kept.
  Selection selection() {
    return selection;
  }

  /// Returns the index of the focused photo, or -1.
  int index() {
    return focus.get().map(photos.items()::indexOf).orElse(-1);
  }

  /// Focuses a photo, at which a range of selected photos starts.
  void set(ContentId content) {
    rangeStart = content;
    focus.set(Optional.of(content));
  }

  /// Removes photos from the selection that are not shown any more, unless it is kept and the
  /// library has them.
  void updateSelection() {
    selection.keep(this::canBeSelected);
  }

  /// Moves the focus from a photo that is not shown any more to the tile of its stack; without one,
  /// no photo is focused.
  void updateFocus() {
    GridItems items = photos.items();
    if (focus.get().filter(content -> items.indexOf(content) < 0).isPresent()) {
      focus.set(focus.get().map(items::tile).filter(tile -> tile >= 0).map(items::content));
    }
  }

  private boolean canBeSelected(ContentId content) {
    return photos.items().indexOf(content) >= 0
        || (selection.keptProperty().get() && photos.timeline().indexOf(content) >= 0);
  }

  /// Returns the number of selected photos that are not shown.
  int hiddenSelected() {
    GridItems shown = photos.items();
    return Math.toIntExact(
        selection.contents().stream().filter(content -> shown.indexOf(content) < 0).count());
  }

  /// Moves the focus.
  ///
  /// @param extend whether to select the range from the anchor to the new focus
  void move(Move move, boolean extend) {
    GridItems all = photos.items();
    if (all.size() == 0) {
      return;
    }
    int from = index();
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
    viewport.reveal(all.content(to));
  }

  /// Focuses and selects a pressed photo. A selection that is kept gains and loses photos, as if
  /// each was toggled.
  ///
  /// @param toggle whether to toggle only this photo
  /// @param extend whether to select the range from the anchor
  public void press(int index, boolean toggle, boolean extend) {
    ContentId content = photos.items().content(index);
    if (extend && rangeStart != null && photos.items().indexOf(rangeStart) >= 0) {
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
    int from = rangeStart == null ? to : Math.max(0, photos.items().indexOf(rangeStart));
    List<ContentId> range = new ArrayList<>();
    for (int i = Math.min(from, to); i <= Math.max(from, to); i++) {
      range.add(photos.items().content(i));
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
    viewport
        .layoutProperty()
        .get()
        .within(left, top, right, bottom, index -> touched.add(photos.items().content(index)));
    if (touched.size() != selection.sizeProperty().get()
        || !touched.equals(new HashSet<>(selection.contents()))) {
      selection.set(touched);
    }
  }

  /// Selects all shown photos.
  void selectAll() {
    List<ContentId> all = new ArrayList<>(photos.items().size());
    for (int i = 0; i < photos.items().size(); i++) {
      all.add(photos.items().content(i));
    }
    selection.set(all);
  }

  /// Toggles the selection of the focused photo.
  void toggleFocused() {
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
  void focus(ContentId photo) {
    int tile = photos.items().tile(photo);
    if (tile >= 0) {
      ContentId content = photos.items().content(tile);
      if (selection.sizeProperty().get() == 1 && !selection.keptProperty().get()) {
        selection.set(List.of(content));
      }
      set(content);
      viewport.reveal(content);
    }
  }

  /// Focuses the first photo unless one is focused.
  void focusFirst() {
    if (photos.items().size() > 0
        && focus.get().filter(content -> photos.items().indexOf(content) >= 0).isEmpty()) {
      focus(photos.items().content(0));
    }
  }

  /// Returns the target of actions: the selection, otherwise the focused photo.
  List<ContentId> chosen() {
    List<ContentId> contents = selection.contents();
    return contents.isEmpty() ? focus.get().map(List::of).orElse(List.of()) : contents;
  }

  /// Returns the target of keys that mark photos: as [#chosen], but the focused photo if only
  /// another one is selected, as after a click and an arrow key.
  List<ContentId> markable() {
    List<ContentId> chosen = chosen();
    return chosen.size() == 1 ? focus.get().map(List::of).orElse(chosen) : chosen;
  }
}
