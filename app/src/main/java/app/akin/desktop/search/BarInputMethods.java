package app.akin.desktop.search;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.TextField;
import javafx.scene.input.InputMethodRequests;

/// Answers input methods for nodes whose text goes to the search bar: candidates appear below the
/// bar. JavaFX thread only.
///
/// @param field the text field of the bar
record BarInputMethods(TextField field) implements InputMethodRequests {
  @Override
  public Point2D getTextLocation(int offset) {
    Bounds bounds = field.localToScreen(field.getBoundsInLocal());
    return bounds == null ? Point2D.ZERO : new Point2D(bounds.getMinX(), bounds.getMaxY());
  }

  @Override
  public int getLocationOffset(int x, int y) {
    return 0;
  }

  @Override
  public void cancelLatestCommittedText() {
    // The committed text has left the node.
  }

  @Override
  public String getSelectedText() {
    return "";
  }
}
