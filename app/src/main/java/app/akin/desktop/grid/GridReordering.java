package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/// Moves photos within the order of the grid by drag and drop, and shows where they would be put.
/// JavaFX thread only.
final class GridReordering {
  private static final double MARK_WIDTH = 4;

  private final PhotoGridModel model;
  private final GridSurface surface;
  private final BooleanSupplier allowed;
  private final Runnable onOver;
  private final BiConsumer<List<ContentId>, Optional<ContentId>> move;

  GridReordering(
      PhotoGridModel model,
      GridSurface surface,
      BooleanSupplier allowed,
      Runnable onOver,
      BiConsumer<List<ContentId>, Optional<ContentId>> move) {
    this.model = model;
    this.surface = surface;
    this.allowed = allowed;
    this.onOver = onOver;
    this.move = move;
  }

  void install() {
    surface.addEventHandler(DragEvent.DRAG_OVER, this::over);
    surface.addEventHandler(DragEvent.DRAG_EXITED, _ -> surface.noBand());
    surface.addEventHandler(DragEvent.DRAG_DROPPED, this::dropped);
  }

  /// Returns whether photos of the grid are dragged whose order may be changed.
  private boolean accepts(DragEvent event) {
    return surface.equals(event.getGestureSource()) && allowed.getAsBoolean();
  }

  private void over(DragEvent event) {
    if (!accepts(event)) {
      return;
    }
    onOver.run();
    event.acceptTransferModes(TransferMode.COPY);
    event.consume();
    int index = surface.indexAt(event.getX(), event.getY());
    if (index < 0) {
      surface.noBand();
      return;
    }
    model
        .layoutProperty()
        .get()
        .place(
            index,
            (_, x, y, width, height) -> {
              double left = isAfter(index, event.getX()) ? x + width : x - MARK_WIDTH;
              surface.band(
                  GridSurface.INSET + left, y - model.offsetProperty().get(), MARK_WIDTH, height);
            });
  }

  private void dropped(DragEvent event) {
    if (!accepts(event)) {
      return;
    }
    surface.noBand();
    int index = surface.indexAt(event.getX(), event.getY());
    if (index >= 0) {
      int next = isAfter(index, event.getX()) ? index + 1 : index;
      GridItems items = model.itemsProperty().get();
      move.accept(
          model.chosen(),
          next < items.size() ? Optional.of(items.content(next)) : Optional.empty());
    }
    event.setDropCompleted(index >= 0);
    event.consume();
  }

  /// Returns whether a point is in the right half of a photo.
  private boolean isAfter(int index, double x) {
    boolean[] after = new boolean[1];
    model
        .layoutProperty()
        .get()
        .place(
            index, (_, left, _, width, _) -> after[0] = x - GridSurface.INSET > left + width / 2);
    return after[0];
  }
}
