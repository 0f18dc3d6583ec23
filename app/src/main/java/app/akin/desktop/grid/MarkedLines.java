package app.akin.desktop.grid;

import app.akin.core.photo.TextLine;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.shape.Polygon;

/// Marks lines of text on an image. JavaFX thread only.
public final class MarkedLines extends Group {
  private List<TextLine> lines = List.of();

  /// Creates an overlay without marks.
  public MarkedLines() {
    setManaged(false);
    setMouseTransparent(true);
  }

  /// Marks other lines; [#place] must follow.
  public void mark(List<TextLine> others) {
    if (others.equals(lines)) {
      return;
    }
    lines = List.copyOf(others);
    getChildren().setAll(lines.stream().map(_ -> polygon()).toList());
  }

  private static Polygon polygon() {
    Polygon polygon = new Polygon();
    polygon.getStyleClass().add("akin-text-mark");
    return polygon;
  }

  /// Places the marks on the image.
  ///
  /// @param left left edge of the image in the parent
  /// @param top its top edge
  /// @param width its width
  /// @param height its height
  public void place(double left, double top, double width, double height) {
    for (int i = 0; i < lines.size(); i++) {
      List<Double> points =
          lines.get(i).corners().stream()
              .flatMap(
                  corner -> List.of(left + corner.x() * width, top + corner.y() * height).stream())
              .toList();
      ((Polygon) getChildren().get(i)).getPoints().setAll(points);
    }
  }
}
