package app.akin.desktop.search;

import javafx.scene.Node;
import javafx.scene.layout.FlowPane;

/// A row that wraps only if its content is wider, unlike a [FlowPane] with its fixed preferred
/// width. A node that is wider than the row shrinks. JavaFX thread only.
final class WrappingRow extends FlowPane {
  private static final double LIMIT = 220;

  WrappingRow(double horizontalGap, double verticalGap) {
    super(horizontalGap, verticalGap);
  }

  /// Returns the width of the widest child, up to a limit: it is not truncated while there is room.
  @Override
  protected double computeMinWidth(double height) {
    double widest = 0;
    for (Node child : getManagedChildren()) {
      widest = Math.max(widest, Math.min(LIMIT, Math.ceil(child.prefWidth(-1))));
    }
    return Math.max(super.computeMinWidth(height), widest);
  }

  @Override
  protected double computePrefWidth(double height) {
    double width = 0;
    for (Node child : getManagedChildren()) {
      width += (width > 0 ? getHgap() : 0) + Math.ceil(child.prefWidth(-1));
    }
    return snappedLeftInset() + width + snappedRightInset();
  }
}
