package app.akin.desktop.search;

import javafx.scene.Node;
import javafx.scene.layout.FlowPane;

/// A row that wraps only if its content is wider, unlike a [FlowPane] with its fixed preferred
/// width. A node that is wider than the row shrinks. JavaFX thread only.
final class WrappingRow extends FlowPane {
  WrappingRow(double horizontalGap, double verticalGap) {
    super(horizontalGap, verticalGap);
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
