package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The visible part of the grid: layout, size and scroll offset. When the layout changes, the
/// visible photos keep their place. JavaFX thread only.
final class GridViewport {
  /// Space below a photo that is scrolled into view.
  private static final double BELOW = 24;

  /// A photo that keeps its position on the screen while the layout changes.
  ///
  /// @param content the photo
  /// @param distance distance of its row from the top of the viewport
  private record Anchor(ContentId content, double distance) {}

  private final ReadOnlyObjectWrapper<JustifiedLayout> layout;
  private final ReadOnlyDoubleWrapper offset = new ReadOnlyDoubleWrapper();
  private double rowHeight;
  private double width = 800;
  private double height = 600;

  /// @param rowHeight preferred height of a row
  GridViewport(double rowHeight) {
    this.rowHeight = rowHeight;
    layout = new ReadOnlyObjectWrapper<>(new JustifiedLayout(GridItems.NONE, width, rowHeight));
  }

  /// Returns the layout.
  ReadOnlyObjectProperty<JustifiedLayout> layoutProperty() {
    return layout.getReadOnlyProperty();
  }

  /// Returns the scroll offset.
  ReadOnlyDoubleProperty offsetProperty() {
    return offset.getReadOnlyProperty();
  }

  /// Returns the height of the viewport.
  double height() {
    return height;
  }

  /// Returns the maximum scroll offset.
  double furthest() {
    return Math.max(0, layout.get().height() - height);
  }

  /// Scrolls to an offset, clamped to the content.
  void scrollTo(double to) {
    offset.set(Math.clamp(to, 0, furthest()));
  }

  /// Sets the preferred height of a row.
  void rowHeight(double next) {
    rowHeight = next;
    show(layout.get().items());
  }

  /// Sets the size.
  ///
  /// @param toWidth width available to photos
  void resize(double toWidth, double toHeight) {
    height = toHeight;
    if (toWidth != width) {
      width = toWidth;
      show(layout.get().items());
    } else {
      scrollTo(offset.get());
    }
  }

  /// Lays out photos.
  void show(GridItems items) {
    Optional<Anchor> anchor = anchor();
    JustifiedLayout next = new JustifiedLayout(items, width, rowHeight);
    layout.set(next);
    scrollTo(
        anchor
            .filter(held -> items.indexOf(held.content()) >= 0)
            .map(held -> next.top(next.rowOf(items.indexOf(held.content()))) - held.distance())
            .orElse(offset.get()));
  }

  /// Returns the photo to keep in place: the first visible one, or none at the top, where new
  /// photos should appear.
  private Optional<Anchor> anchor() {
    JustifiedLayout now = layout.get();
    if (offset.get() < 1 || now.rows() == 0) {
      return Optional.empty();
    }
    int row = now.rowAt(offset.get());
    if (now.bottom(row) < offset.get() && row + 1 < now.rows()) {
      row++;
    }
    return Optional.of(
        new Anchor(now.items().content(now.start(row)), now.top(row) - offset.get()));
  }

  /// Returns whether a photo is fully in view.
  boolean contains(ContentId content) {
    JustifiedLayout now = layout.get();
    int index = now.items().indexOf(content);
    if (index < 0) {
      return false;
    }
    int row = now.rowOf(index);
    return now.top(row) >= offset.get() && now.bottom(row) <= offset.get() + height;
  }

  /// Scrolls a photo into view with a margin.
  void reveal(ContentId content) {
    JustifiedLayout now = layout.get();
    int index = now.items().indexOf(content);
    if (index < 0) {
      return;
    }
    int row = now.rowOf(index);
    double above = now.top(row) - JustifiedLayout.HEAD;
    double below = now.bottom(row) + BELOW;
    if (above < offset.get()) {
      scrollTo(above);
    } else if (below > offset.get() + height) {
      scrollTo(below - height);
    }
  }

  /// Returns the index of the first fully visible photo.
  int first() {
    JustifiedLayout now = layout.get();
    int row = now.rowAt(offset.get());
    return now.start(now.top(row) < offset.get() && row + 1 < now.rows() ? row + 1 : row);
  }

  /// Returns the index of the photo that a key moves to.
  int target(GridFocusModel.Move move, int from) {
    JustifiedLayout now = layout.get();
    int last = now.items().size() - 1;
    int row = now.rowOf(from);
    double middle = now.middle(from);
    return switch (move) {
      case LEFT -> Math.max(0, from - 1);
      case RIGHT -> Math.min(last, from + 1);
      case UP -> row == 0 ? from : now.nearest(row - 1, middle);
      case DOWN -> row == now.rows() - 1 ? from : now.nearest(row + 1, middle);
      case PAGE_UP -> now.nearest(Math.min(row, now.rowAt(now.top(row) - height)), middle);
      case PAGE_DOWN -> now.nearest(Math.max(row, now.rowAt(now.top(row) + height)), middle);
      case HOME -> 0;
      case END -> last;
    };
  }
}
