package app.akin.desktop.search;

import javafx.event.EventHandler;
import javafx.event.EventTarget;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The column of the search bar, and a popover below one of its nodes that covers what follows. A
/// click outside closes the popover. JavaFX thread only.
final class BarPane extends VBox {
  private static final double GAP = 6;

  /// Height of the popover without a scene.
  private static final double USUAL_HEIGHT = 480;

  private final EventHandler<MouseEvent> outside = this::pressed;
  private @Nullable Region popover;
  private @Nullable Node anchor;
  private @Nullable Scene filtered;
  private boolean wide;

  BarPane(double spacing) {
    super(spacing);
  }

  /// Shows a popover below a node, instead of the one before.
  ///
  /// @param wide whether it is as wide as the node
  void show(Region content, Node below, boolean wide) {
    hide();
    popover = content;
    anchor = below;
    this.wide = wide;
    content.setManaged(false);
    getChildren().add(content);
    filtered = getScene();
    if (filtered != null) {
      filtered.addEventFilter(MouseEvent.MOUSE_PRESSED, outside);
    }
    requestLayout();
  }

  /// Closes the popover.
  void hide() {
    if (filtered != null) {
      filtered.removeEventFilter(MouseEvent.MOUSE_PRESSED, outside);
      filtered = null;
    }
    if (popover != null) {
      getChildren().remove(popover);
      popover = null;
      anchor = null;
    }
  }

  /// Returns whether this popover is shown.
  boolean shows(Node content) {
    return content.equals(popover);
  }

  /// Returns whether a popover is shown.
  boolean isOpen() {
    return popover != null;
  }

  private void pressed(MouseEvent event) {
    if (!isWithin(event.getTarget(), popover) && !isWithin(event.getTarget(), anchor)) {
      hide();
    }
  }

  private static boolean isWithin(EventTarget target, @Nullable Node outer) {
    for (Node at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
      if (at.equals(outer)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    Region content = popover;
    Node below = anchor;
    if (content == null || below == null) {
      return;
    }
    Bounds place = sceneToLocal(below.localToScene(below.getLayoutBounds()));
    double left = snappedLeftInset();
    double room = getWidth() - left - snappedRightInset();
    double width = Math.min(room, wide ? place.getWidth() : Math.ceil(content.prefWidth(-1)));
    double x = Math.clamp(place.getMinX(), left, Math.max(left, left + room - width));
    double y = place.getMaxY() + GAP;
    Scene scene = getScene();
    double available =
        scene == null ? USUAL_HEIGHT : scene.getHeight() - localToScene(0, y).getY() - 2 * GAP;
    double height = Math.min(Math.ceil(content.prefHeight(width)), Math.max(0, available));
    content.resizeRelocate(snapPositionX(x), snapPositionY(y), width, height);
  }
}
