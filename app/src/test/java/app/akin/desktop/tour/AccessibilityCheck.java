package app.akin.desktop.tour;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;

/// Checks a laid-out scene for people who use a screen reader, a keyboard, or large text.
final class AccessibilityCheck {
  /// Roles that say nothing about a control.
  private static final Set<AccessibleRole> VAGUE =
      Set.of(AccessibleRole.NODE, AccessibleRole.PARENT);

  private static final double TOLERANCE = 1.5;

  private final Scene scene;
  private final Set<Node> reached = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  private AccessibilityCheck(Scene scene) {
    this.scene = scene;
  }

  /// Returns the faults of a scene.
  static List<String> faults(Scene scene) {
    AccessibilityCheck check = new AccessibilityCheck(scene);
    check.traverse();
    check.look(scene.getRoot());
    return check.faults;
  }

  /// Moves the focus through the scene by Tab.
  private void traverse() {
    Node root = scene.getRoot();
    root.requestFocus();
    root.requestFocusTraversal(TraversalDirection.NEXT);
    Node owner = scene.getFocusOwner();
    while (owner != null && reached.add(owner)) {
      owner.requestFocusTraversal(TraversalDirection.NEXT);
      owner = scene.getFocusOwner();
    }
  }

  private void look(Node node) {
    // Content under an overlay receives neither mouse nor keyboard events.
    if (!node.isVisible() || (node instanceof Parent && node.isMouseTransparent())) {
      return;
    }
    boolean used = isUsed(node);
    if (used && !node.isDisabled() && !isReached(node)) {
      faults.add("not reached by the keyboard: " + node);
    }
    if (used || reached.contains(node)) {
      lookAtName(node);
    }
    if (node instanceof Labeled labeled) {
      lookAtText(labeled);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(this::look);
    }
  }

  /// Returns whether the keyboard operates a control: by Tab, by the arrow keys in a group of
  /// buttons, or by a key of the chip on which it lies, Delete.
  private boolean isReached(Node node) {
    return reached.contains(node)
        || node.getStyleClass().contains("akin-chip-close")
        || (node instanceof ToggleButton button
            && button.getToggleGroup() != null
            && button.getToggleGroup().getToggles().stream().anyMatch(reached::contains));
  }

  /// Returns whether a control is used by pressing, typing or moving it.
  private static boolean isUsed(Node node) {
    return ((node instanceof ButtonBase || node instanceof TextInputControl)
            && !isPartOfControl(node))
        || node instanceof Slider
        || node instanceof ChoiceBox
        || node instanceof ComboBoxBase
        || (node instanceof TitledPane pane && pane.isCollapsible());
  }

  /// Returns whether a node belongs to the skin of a control, which is used as a whole.
  private static boolean isPartOfControl(Node node) {
    for (Node at = node.getParent(); at != null; at = at.getParent()) {
      if (at instanceof Control control
          && !(control instanceof ScrollPane)
          && !(control instanceof TitledPane)) {
        return true;
      }
    }
    return false;
  }

  private void lookAtName(Node node) {
    if (node.getAccessibleRole() == null || VAGUE.contains(node.getAccessibleRole())) {
      faults.add("no accessible role: " + node);
    }
    // The content of a scroll pane has names of its own.
    if (!(node instanceof ScrollPane || node instanceof ScrollBar) && name(node).isBlank()) {
      faults.add("no accessible name: " + node);
    }
  }

  private static String name(Node node) {
    String spoken = node.getAccessibleText();
    if (spoken != null && !spoken.isBlank()) {
      return spoken;
    }
    String text = node instanceof Labeled labeled ? labeled.getText() : "";
    return text == null ? "" : text;
  }

  private void lookAtText(Labeled labeled) {
    String text = labeled.getText();
    if (text == null || text.isBlank() || labeled.getTextOverrun() != OverrunStyle.ELLIPSIS) {
      // Names and paths of any length have another style and are cut on purpose.
      return;
    }
    for (Node child : labeled.getChildrenUnmodifiable()) {
      // An icon is a text, too.
      if (child instanceof Text shown && shown.getStyleClass().contains("text")) {
        if (!shown.getText().equals(text)) {
          faults.add("cut: " + text + " → " + shown.getText());
        } else if (labeled.getHeight() + TOLERANCE < shown.getLayoutBounds().getHeight()) {
          faults.add("cut in height: " + text);
        }
      }
    }
  }
}
