package app.akin.desktop.viewer;

import app.akin.core.photo.TextLine;
import app.akin.desktop.grid.MarkedLines;
import java.util.List;
import java.util.function.Consumer;
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

/// An image that is fitted, zoomed at the pointer and panned. Fitting never enlarges it beyond its
/// own size. JavaFX thread only.
final class ZoomableImage extends Region {
  private static final double CLOSEST = 8;
  private static final double WHEEL = 1.0016;

  private final ImageView view = new ImageView();
  private final MarkedLines marks = new MarkedLines();
  private final ReadOnlyDoubleWrapper zoom = new ReadOnlyDoubleWrapper(1);
  private final ReadOnlyDoubleWrapper scale = new ReadOnlyDoubleWrapper();
  private double aspect = 1.5;
  private double pixels;
  private double centreX;
  private double centreY;
  private Consumer<Position> onMoved = _ -> {};
  private double pressX;
  private double pressY;

  /// Which part of an image is seen, so that several images show the same part.
  ///
  /// @param zoom the zoom factor relative to the fitted size
  /// @param centreX the point of the image in the middle, as a fraction of its width
  /// @param centreY as a fraction of its height
  record Position(double zoom, double centreX, double centreY) {}

  ZoomableImage() {
    getStyleClass().add("akin-stage");
    view.setManaged(false);
    view.setSmooth(true);
    view.setPreserveRatio(false);
    getChildren().addAll(view, marks);
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

  /// Returns the zoom factor relative to the fitted size; 1 is fitted.
  ReadOnlyDoubleProperty zoomProperty() {
    return zoom.getReadOnlyProperty();
  }

  /// Returns the screen pixels per pixel of the photo; 0 while unknown.
  ReadOnlyDoubleProperty scaleProperty() {
    return scale.getReadOnlyProperty();
  }

  /// Sets the action that receives the position after the user changed it.
  void onMoved(Consumer<Position> action) {
    onMoved = action;
  }

  /// Moves the image to a position.
  void move(Position to) {
    zoom.set(to.zoom());
    centreX = to.centreX();
    centreY = to.centreY();
    requestLayout();
  }

  /// Marks lines of the text in the image.
  void mark(List<TextLine> lines) {
    marks.mark(lines);
    requestLayout();
  }

  /// Returns whether an image is shown.
  boolean hasImage() {
    return view.getImage() != null;
  }

  private void moved() {
    centreX = within(centreX, fittedWidth() * zoom.get(), getWidth());
    centreY = within(centreY, fittedHeight() * zoom.get(), getHeight());
    requestLayout();
    onMoved.accept(new Position(zoom.get(), centreX, centreY));
  }

  /// Shows another image, fitted.
  ///
  /// @param image the image, or null
  /// @param shape aspect ratio of the photo
  /// @param width width of the photo in pixels, or 0 if unknown
  void show(@Nullable Image image, double shape, double width) {
    aspect = shape;
    zoom.set(1);
    centreX = 0.5;
    centreY = 0.5;
    replace(image, width);
  }

  /// Replaces the image by one of another resolution without moving it.
  ///
  /// @param width width of the photo in pixels, or 0 if unknown
  void replace(@Nullable Image image, double width) {
    view.setImage(image);
    pixels = width;
    requestLayout();
  }

  /// Returns whether it is zoomed in.
  boolean isZoomed() {
    return zoom.get() > 1.001;
  }

  /// Fits the image.
  void fit() {
    zoom.set(1);
    moved();
  }

  /// Shows the image at its own size: one pixel of the photo for each pixel of the screen.
  void actual(double x, double y) {
    zoom(actualZoom() / zoom.get(), x, y);
  }

  /// Toggles between fitted and actual size, or double size if it fits already.
  private void toggle(double x, double y) {
    if (isZoomed()) {
      fit();
    } else {
      zoom(actualZoom() > 1.001 ? actualZoom() : 2, x, y);
    }
  }

  private double actualZoom() {
    return pixels > 0 ? ownWidth() / fittedWidth() : 1;
  }

  /// Returns the width of the photo at its own size.
  private double ownWidth() {
    boolean shown = getScene() != null && getScene().getWindow() != null;
    return pixels / (shown ? getScene().getWindow().getRenderScaleX() : 1);
  }

  /// Zooms around a fixed point.
  void zoom(double factor, double x, double y) {
    double most = Math.max(4, CLOSEST * actualZoom());
    double before = zoom.get();
    double after = Math.clamp(before * factor, 1, most);
    double wide = fittedWidth();
    double high = fittedHeight();
    // The point of the image under the pointer, as a fraction.
    double partX = centreX + (x - getWidth() / 2) / (wide * before);
    double partY = centreY + (y - getHeight() / 2) / (high * before);
    zoom.set(after);
    centreX = partX - (x - getWidth() / 2) / (wide * after);
    centreY = partY - (y - getHeight() / 2) / (high * after);
    moved();
  }

  /// Pans by screen pixels.
  void pan(double x, double y) {
    centreX -= x / (fittedWidth() * zoom.get());
    centreY -= y / (fittedHeight() * zoom.get());
    moved();
  }

  private double fittedWidth() {
    double room = Math.min(getWidth(), getHeight() * aspect);
    return Math.max(1, pixels > 0 ? Math.min(room, ownWidth()) : room);
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
      toggle(event.getX(), event.getY());
      event.consume();
    }
  }

  @Override
  protected void layoutChildren() {
    double width = fittedWidth() * zoom.get();
    double height = fittedHeight() * zoom.get();
    centreX = within(centreX, width, getWidth());
    centreY = within(centreY, height, getHeight());
    scale.set(pixels > 0 && view.getImage() != null ? width / ownWidth() : 0);
    view.setFitWidth(width);
    view.setFitHeight(height);
    view.relocate(
        Math.rint(getWidth() / 2 - centreX * width), Math.rint(getHeight() / 2 - centreY * height));
    marks.setVisible(hasImage());
    marks.place(view.getLayoutX(), view.getLayoutY(), width, height);
  }

  /// Returns the center, clamped so that the image covers the viewport.
  private static double within(double centre, double size, double room) {
    double half = room / 2 / size;
    return half >= 0.5 ? 0.5 : Math.clamp(centre, half, 1 - half);
  }
}
