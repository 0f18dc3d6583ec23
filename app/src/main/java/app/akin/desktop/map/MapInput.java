package app.akin.desktop.map;

import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

/// Mouse, touch and keyboard of the map. JavaFX thread only.
///
/// Dragging moves the map. With Shift, or while an area is selected, it draws a rectangle; with the
/// middle button or Space it always moves. A click zooms into a circle, a double click zooms in.
final class MapInput {
  private static final double STEP = 80;
  private static final double CLICK = 4;

  /// Units of the wheel for a doubled zoom; a notch has 40.
  private static final double WHEEL = 160;

  private static final double KEY_ZOOM = Math.sqrt(2);
  private static final double CLICK_ZOOM = 2;
  private static final double CLUSTER_ZOOM = 4;

  private final PlacesMapModel model;
  private final MapSurface surface;
  private double startX;
  private double startY;
  private double lastX;
  private double lastY;
  private boolean moved;
  private boolean drawing;
  private boolean space;

  MapInput(PlacesMapModel model, MapSurface surface) {
    this.model = model;
    this.surface = surface;
    surface.setOnMousePressed(this::press);
    surface.setOnMouseDragged(this::drag);
    surface.setOnMouseReleased(this::release);
    surface.setOnScroll(this::scroll);
    surface.setOnZoom(this::zoom);
    surface.setOnKeyPressed(this::key);
    surface.setOnKeyReleased(
        event -> {
          if (event.getCode() == KeyCode.SPACE) {
            space = false;
            showCursor();
          }
        });
    model.selectingProperty().subscribe(_ -> showCursor());
  }

  private void showCursor() {
    surface.setCursor(
        model.selectingProperty().get() && !space ? Cursor.CROSSHAIR : Cursor.OPEN_HAND);
  }

  private void press(MouseEvent event) {
    surface.requestFocus();
    startX = event.getX();
    startY = event.getY();
    lastX = startX;
    lastY = startY;
    moved = false;
    drawing =
        event.getButton() == MouseButton.PRIMARY
            && !space
            && (event.isShiftDown() || model.selectingProperty().get());
  }

  private void drag(MouseEvent event) {
    moved |= Math.hypot(event.getX() - startX, event.getY() - startY) >= CLICK;
    if (!moved || event.getButton() == MouseButton.SECONDARY) {
      return;
    }
    if (drawing) {
      model.select(startX, startY, event.getX(), event.getY());
    } else {
      surface.setCursor(Cursor.CLOSED_HAND);
      model.move(lastX - event.getX(), lastY - event.getY());
    }
    lastX = event.getX();
    lastY = event.getY();
  }

  private void release(MouseEvent event) {
    showCursor();
    if (moved || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    double factor =
        surface.clusterAt(startX, startY).isPresent()
            ? CLUSTER_ZOOM
            : event.getClickCount() == 2 ? CLICK_ZOOM : 1;
    if (factor > 1) {
      model.zoom(factor, startX, startY);
    } else {
      model.clearSelection();
    }
  }

  private void scroll(ScrollEvent event) {
    // The momentum of a touchpad and wheels without lines report fractions of a notch.
    model.zoom(Math.pow(2, event.getDeltaY() / WHEEL), event.getX(), event.getY());
    event.consume();
  }

  private void zoom(ZoomEvent event) {
    model.zoom(event.getZoomFactor(), event.getX(), event.getY());
    event.consume();
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    boolean used = true;
    switch (event.getCode()) {
      case LEFT -> model.move(-STEP, 0);
      case RIGHT -> model.move(STEP, 0);
      case UP -> model.move(0, -STEP);
      case DOWN -> model.move(0, STEP);
      case PLUS, EQUALS, ADD -> model.zoom(KEY_ZOOM);
      case MINUS, SUBTRACT -> model.zoom(1 / KEY_ZOOM);
      case DIGIT0, NUMPAD0 -> model.showAll();
      case ENTER -> model.take();
      case SPACE -> {
        space = true;
        showCursor();
      }
      default -> used = false;
    }
    if (used) {
      event.consume();
    }
  }
}
