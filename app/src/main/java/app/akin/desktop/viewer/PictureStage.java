package app.akin.desktop.viewer;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// One picture as large as fits, zoomed to the pointer and moved by hand. JavaFX thread only.
final class PictureStage extends Region {
  private static final double CLOSEST = 8;
  private static final double WHEEL = 1.0016;

  private final ImageView view = new ImageView();
  private final ReadOnlyDoubleWrapper zoom = new ReadOnlyDoubleWrapper(1);
  private double aspect = 1.5;
  private double pixels = 1;
  private double centreX;
  private double centreY;
  private double pressX;
  private double pressY;

  PictureStage() {
    getStyleClass().add("akin-stage");
    view.setManaged(false);
    view.setSmooth(true);
    view.setPreserveRatio(false);
    getChildren().add(view);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    addEventHandler(
        ZoomEvent.ZOOM, event -> zoom(event.getZoomFactor(), event.getX(), event.getY()));
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
  }

  /// How many times as large as fits it is shown; 1 is fitted.
  ReadOnlyDoubleProperty zoomProperty() {
    return zoom.getReadOnlyProperty();
  }

  /// Shows another picture, fitted.
  ///
  /// @param image what there is of it; null for nothing
  /// @param shape columns by rows of the photo
  /// @param width columns of the photo, as far as known, else those of the image
  void show(@Nullable Image image, double shape, double width) {
    aspect = shape;
    zoom.set(1);
    centreX = 0.5;
    centreY = 0.5;
    replace(image, width);
  }

  /// The same picture with more pixels: nothing moves.
  void replace(@Nullable Image image, double width) {
    view.setImage(image);
    pixels = width;
    requestLayout();
  }

  /// Whether it is larger than fits.
  boolean isZoomed() {
    return zoom.get() > 1.001;
  }

  /// Fits it again.
  void fit() {
    zoom.set(1);
    requestLayout();
  }

  /// Shows a photo's pixel as one of the screen's, or fits it where it is so already.
  void actual(double x, double y) {
    if (isZoomed()) {
      fit();
    } else {
      zoom(Math.max(2, actualZoom()), x, y);
    }
  }

  private double actualZoom() {
    double scale = getScene() == null ? 1 : getScene().getWindow().getRenderScaleX();
    return pixels / scale / fittedWidth();
  }

  /// Makes it larger or smaller while what lies under a point stays there.
  void zoom(double factor, double x, double y) {
    double most = Math.max(4, CLOSEST * actualZoom());
    double before = zoom.get();
    double after = Math.clamp(before * factor, 1, most);
    double wide = fittedWidth();
    double high = fittedHeight();
    // The point of the picture under the pointer, as a part of the picture.
    double partX = centreX + (x - getWidth() / 2) / (wide * before);
    double partY = centreY + (y - getHeight() / 2) / (high * before);
    zoom.set(after);
    centreX = partX - (x - getWidth() / 2) / (wide * after);
    centreY = partY - (y - getHeight() / 2) / (high * after);
    requestLayout();
  }

  /// Moves it by screens' pixels.
  void pan(double x, double y) {
    centreX -= x / (fittedWidth() * zoom.get());
    centreY -= y / (fittedHeight() * zoom.get());
    requestLayout();
  }

  private double fittedWidth() {
    return Math.max(1, Math.min(getWidth(), getHeight() * aspect));
  }

  private double fittedHeight() {
    return fittedWidth() / aspect;
  }

  private void scrolled(ScrollEvent event) {
    if (event.isInertia()) {
      return;
    }
    zoom(Math.pow(WHEEL, event.getDeltaY()), event.getX(), event.getY());
    event.consume();
  }

  private void pressed(MouseEvent event) {
    pressX = event.getX();
    pressY = event.getY();
  }

  private void dragged(MouseEvent event) {
    if (isZoomed()) {
      pan(event.getX() - pressX, event.getY() - pressY);
      pressX = event.getX();
      pressY = event.getY();
      event.consume();
    }
  }

  private void clicked(MouseEvent event) {
    if (event.getClickCount() == 2) {
      actual(event.getX(), event.getY());
      event.consume();
    }
  }

  @Override
  protected void layoutChildren() {
    double width = fittedWidth() * zoom.get();
    double height = fittedHeight() * zoom.get();
    centreX = within(centreX, width, getWidth());
    centreY = within(centreY, height, getHeight());
    view.setFitWidth(width);
    view.setFitHeight(height);
    view.relocate(
        Math.rint(getWidth() / 2 - centreX * width), Math.rint(getHeight() / 2 - centreY * height));
  }

  /// The middle of what is seen, kept so that no edge of the picture leaves the screen's edge.
  private static double within(double centre, double size, double room) {
    double half = room / 2 / size;
    return half >= 0.5 ? 0.5 : Math.clamp(centre, half, 1 - half);
  }
}
