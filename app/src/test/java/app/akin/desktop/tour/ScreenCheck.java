package app.akin.desktop.tour;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;

/// Checks every screen: accessible names, untruncated buttons, no content beyond the edge.
final class ScreenCheck {
  private static final double TOLERANCE = 1.5;

  private final Scene scene;
  private final List<String> faults = new ArrayList<>();

  private ScreenCheck(Scene scene) {
    this.scene = scene;
  }

  /// Returns the faults of a laid-out scene.
  static List<String> faults(Scene scene) {
    ScreenCheck check = new ScreenCheck(scene);
    check.look(scene.getRoot());
    return check.faults;
  }

  private void look(Node node) {
    if (!node.isVisible()) {
      return;
    }
    if (node instanceof Control control) {
      look(control);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(this::look);
    }
  }

  private void look(Control control) {
    boolean reached = control.isFocusTraversable() && !(control instanceof ScrollBar);
    if (reached && !(control instanceof ScrollPane) && words(control).isBlank()) {
      faults.add("says nothing to who listens: " + control);
    }
    if (control instanceof ButtonBase button
        && button.getText() != null
        && !button.getText().isBlank()
        && !button.isWrapText()
        && button.getWidth() + TOLERANCE < button.prefWidth(-1)) {
      faults.add("is cut: " + button.getText());
    }
    if (control instanceof Labeled labeled
        && labeled.isWrapText()
        && labeled.getHeight() + TOLERANCE < labeled.prefHeight(labeled.getWidth())) {
      faults.add("loses lines: " + labeled.getText());
    }
    Bounds bounds = control.localToScene(control.getLayoutBounds());
    if (bounds.getWidth() > 0
        && (bounds.getMinX() < -TOLERANCE || bounds.getMaxX() > scene.getWidth() + TOLERANCE)
        && !(control.getParent() instanceof ScrollPane)) {
      faults.add("lies beyond the edge: " + control + " " + bounds);
    }
  }

  private static String words(Control control) {
    String spoken = control.getAccessibleText();
    if (spoken != null && !spoken.isBlank()) {
      return spoken;
    }
    return control instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : "";
  }
}
