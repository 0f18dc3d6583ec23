package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.desktop.theme.Icon;
import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.StrokeType;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// One photo of the grid. It holds no listener and is used again for another photo; everything it
/// shows is set by [#reset] and what follows. JavaFX thread only.
final class PhotoCell extends Region {
  /// The side of the corners that act: upper left selects, lower right searches.
  static final double CORNER = 36;

  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
  private static final Color EDGE = Color.gray(0.5, 0.18);
  private static final double ARC = 14;
  private static final double INSET = 8;
  private static final Duration FADE = Duration.millis(140);

  private final Rectangle face = new Rectangle();
  private final Region ring = new Region();
  private final StackPane check = new StackPane(Icon.DONE.node(Icon.Size.LARGE));
  private final StackPane seek = new StackPane(Icon.SEARCH_WITH.node());
  private final StackPane away = new StackPane(Icon.OFFLINE.node(Icon.Size.TINY));
  private final Label copies = new Label("", Icon.COPIES.node(Icon.Size.TINY));
  private final HBox badges = new HBox(4, away, copies);
  private final FadeTransition fade = new FadeTransition(FADE, face);
  private @Nullable ContentId content;
  private @Nullable Image image;

  PhotoCell() {
    getStyleClass().add("akin-photo");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    face.setArcWidth(ARC);
    face.setArcHeight(ARC);
    face.setFill(Color.TRANSPARENT);
    // White photos end somewhere on white, and black ones on black.
    face.setStroke(EDGE);
    face.setStrokeType(StrokeType.INSIDE);
    ring.getStyleClass().add("akin-photo-ring");
    check.getStyleClass().add("akin-photo-check");
    seek.getStyleClass().add("akin-photo-seek");
    for (Node badge : badges.getChildren()) {
      badge.getStyleClass().add("akin-photo-badge");
      badge.managedProperty().bind(badge.visibleProperty());
    }
    // The surface hears the mouse and knows what lies where.
    setMouseTransparent(true);
    setManaged(false);
    fade.setInterpolator(Interpolator.EASE_OUT);
    getChildren().addAll(face, ring, badges, check, seek);
  }

  /// What it shows now; null while it waits to be used.
  @Nullable ContentId content() {
    return content;
  }

  /// Shows another photo, without its picture yet.
  void reset(ContentId next, int files, boolean offline) {
    fade.stop();
    content = next;
    image = null;
    face.setFill(Color.TRANSPARENT);
    face.setOpacity(1);
    away.setVisible(offline);
    copies.setVisible(files > 1);
    if (files > 1) {
      copies.setText(Integer.toString(files));
    }
    badges.setVisible(offline || files > 1);
    state(false, false, false);
    setVisible(true);
  }

  /// Waits to be used again and holds on to nothing.
  void release() {
    fade.stop();
    content = null;
    image = null;
    face.setFill(Color.TRANSPARENT);
    setAccessibleText(null);
    setVisible(false);
  }

  /// How it stands: selected, under the keys' focus, under the pointer.
  void state(boolean selected, boolean current, boolean pointed) {
    pseudoClassStateChanged(SELECTED, selected);
    pseudoClassStateChanged(CURRENT, current);
    pseudoClassStateChanged(POINTED, pointed);
    check.setVisible(selected || pointed);
    seek.setVisible(pointed);
    ring.setVisible(selected || current);
  }

  /// Its picture, in whatever size there is of it.
  ///
  /// @param gently whether it comes up softly, because the place was empty before
  void picture(Image next, boolean gently) {
    if (next.equals(image)) {
      return;
    }
    boolean first = image == null;
    image = next;
    fill();
    if (first && gently) {
      face.setOpacity(0);
      fade.setFromValue(0);
      fade.setToValue(1);
      fade.playFromStart();
    }
  }

  /// Whether it has a picture.
  boolean hasPicture() {
    return image != null;
  }

  private void fill() {
    Image shown = image;
    if (shown == null || getWidth() <= 0) {
      return;
    }
    double scale = Math.max(getWidth() / shown.getWidth(), getHeight() / shown.getHeight());
    double width = shown.getWidth() * scale;
    double height = shown.getHeight() * scale;
    face.setFill(
        new ImagePattern(
            shown, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, false));
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    if (face.getWidth() != width || face.getHeight() != height) {
      face.setWidth(width);
      face.setHeight(height);
      fill();
    }
    ring.resizeRelocate(0, 0, width, height);
    check.resizeRelocate(INSET - 2, INSET - 2, 24, 24);
    seek.resizeRelocate(width - 28 - INSET, height - 28 - INSET, 28, 28);
    double wide = badges.prefWidth(-1);
    double high = badges.prefHeight(wide);
    badges.resizeRelocate(width - wide - INSET, INSET, wide, high);
  }
}
