package app.akin.desktop.facet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Lays out facets in one row. Buttons that do not fit are left out, those of the most frequent
/// values last; if not even the menus fit, one menu stands for all. JavaFX thread only.
final class FacetRow extends Region {
  private static final double GAP = 4;

  /// Space between fields.
  private static final double FIELD_GAP = 12;

  private List<Part> parts = List.of();
  private List<Node> single = List.of();

  /// The facets of a field.
  ///
  /// @param menu the menu of all values
  /// @param buttons the most frequent values, most frequent first
  record Part(Region menu, List<? extends Region> buttons) {}

  FacetRow() {
    setAccessibleRole(AccessibleRole.TOOL_BAR);
    setMinWidth(0);
  }

  /// Sets the content.
  ///
  /// @param menu stands for all menus if they do not fit
  /// @param last stands at the end
  void show(List<Part> newParts, Region menu, Region last) {
    parts = newParts;
    single = List.of(menu, last);
    List<Node> children = new ArrayList<>();
    for (Part part : parts) {
      children.add(part.menu());
      children.addAll(part.buttons());
    }
    children.addAll(single);
    getChildren().setAll(children);
    requestLayout();
  }

  @Override
  protected double computePrefHeight(double width) {
    double height = 0;
    for (Node child : getChildren()) {
      height = Math.max(height, child.prefHeight(-1));
    }
    return height + getInsets().getTop() + getInsets().getBottom();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    if (single.isEmpty()) {
      return;
    }
    double room = getWidth() - getInsets().getLeft() - getInsets().getRight();
    Node last = single.getLast();
    Set<Node> shown = new HashSet<>(fitting(room - last.prefWidth(-1) - FIELD_GAP));
    shown.add(last);
    double x = getInsets().getLeft();
    Node before = null;
    for (Node child : getChildren()) {
      child.setVisible(shown.contains(child));
      if (child.isVisible()) {
        x += before == null ? 0 : gap(child);
        double width = child.prefWidth(-1);
        double height = child.prefHeight(-1);
        double content = getHeight() - getInsets().getTop() - getInsets().getBottom();
        child.resizeRelocate(
            snapPositionX(x),
            snapPositionY(getInsets().getTop() + (content - height) / 2),
            snapSizeX(width),
            snapSizeY(height));
        x += width;
        before = child;
      }
    }
  }

  /// Returns the nodes that fit: the menus, then the buttons of the first values, and so on.
  private List<Node> fitting(double room) {
    List<Node> shown = new ArrayList<>();
    double left = room;
    for (Part part : parts) {
      shown.add(part.menu());
      left -= part.menu().prefWidth(-1) + FIELD_GAP;
    }
    if (left < 0) {
      return List.of(single.getFirst());
    }
    for (int rank = 0; ; rank++) {
      boolean added = false;
      for (Part part : parts) {
        if (rank < part.buttons().size()) {
          Region button = part.buttons().get(rank);
          left -= button.prefWidth(-1) + GAP;
          if (left < 0) {
            return shown;
          }
          shown.add(button);
          added = true;
        }
      }
      if (!added) {
        return shown;
      }
    }
  }

  private double gap(Node child) {
    return parts.stream().anyMatch(part -> part.buttons().contains(child)) ? GAP : FIELD_GAP;
  }
}
