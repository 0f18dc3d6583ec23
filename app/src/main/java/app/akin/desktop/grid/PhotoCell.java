package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.TextLine;
import app.akin.desktop.marks.MarkBadge;
import app.akin.desktop.theme.Icon;
import java.util.List;
import java.util.Objects;
import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
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

/// A recycled cell of the grid. It has no listeners; [#reset] and the setters define everything it
/// shows. JavaFX thread only.
final class PhotoCell extends Region {
  /// Size of the active corners: upper left selects, lower right searches.
  static final double CORNER = 36;

  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
  private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
  private static final Color EDGE = Color.gray(0.5, 0.18);
  private static final double ARC = 14;
  private static final double INSET = 8;

  /// Opacity of a rejected photo.
  private static final double DIMMED = 0.45;

  /// Width of a tile from which all stars of its rating are shown.
  private static final double STARS = 130;

  private static final Duration FADE = Duration.millis(140);

  private final Rectangle face = new Rectangle();
  private final Region ring = new Region();
  private final StackPane check = new StackPane(Icon.DONE.node(Icon.Size.LARGE));
  private final StackPane searchButton = new StackPane(Icon.SEARCH_WITH.node());
  private final StackPane sharedBadge = new StackPane(Icon.SHARED.node(Icon.Size.TINY));
  private final StackPane offlineBadge = new StackPane(Icon.OFFLINE.node(Icon.Size.TINY));
  private final Label copies = new Label("", Icon.COPIES.node(Icon.Size.TINY));
  private final Label stack = new Label("", Icon.STACK.node(Icon.Size.TINY));
  private final HBox badges = new HBox(4, sharedBadge, offlineBadge, copies, stack);

  /// Connects the photos of an open stack, below the tile.
  private final Region link = new Region();

  /// Lines of text that the query has found.
  private final MarkedLines marks = new MarkedLines();

  private final MarkBadge markBadge = new MarkBadge();
  private final FadeTransition fade = new FadeTransition(FADE, face);
  private @Nullable ContentId content;
  private @Nullable Image image;
  private @Nullable PhotoCaption caption;
  private GridItems.@Nullable Stack shown;
  private EffectiveMarks photoMarks = EffectiveMarks.NONE;

  PhotoCell() {
    getStyleClass().add("akin-photo");
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    face.setArcWidth(ARC);
    face.setArcHeight(ARC);
    face.setFill(Color.TRANSPARENT);
    // Makes the edges of white and black photos visible.
    face.setStroke(EDGE);
    face.setStrokeType(StrokeType.INSIDE);
    ring.getStyleClass().add("akin-photo-ring");
    link.getStyleClass().add("akin-photo-link");
    stack.setMinWidth(Region.USE_PREF_SIZE);
    check.getStyleClass().add("akin-photo-check");
    searchButton.getStyleClass().add("akin-photo-seek");
    for (Node badge : badges.getChildren()) {
      badge.getStyleClass().add("akin-photo-badge");
      badge.managedProperty().bind(badge.visibleProperty());
    }
    stack.getStyleClass().add("akin-photo-stack");
    // The surface handles the mouse.
    setMouseTransparent(true);
    setManaged(false);
    fade.setInterpolator(Interpolator.EASE_OUT);
    getChildren().addAll(face, link, ring, badges, markBadge, check, searchButton);
  }

  /// Returns the shown content; null while unused.
  @Nullable ContentId content() {
    return content;
  }

  /// Assigns another photo, without its image.
  void reset(ContentId next, int files, boolean offline) {
    sharedBadge.setVisible(!next.isOwn());
    fade.stop();
    content = next;
    image = null;
    face.setFill(Color.TRANSPARENT);
    showMarks(EffectiveMarks.NONE);
    face.setOpacity(1);
    // That a photo of another computer is not available here is usual.
    offlineBadge.setVisible(offline && next.isOwn());
    copies.setVisible(files > 1);
    if (files > 1) {
      copies.setText(Integer.toString(files));
    }
    showStack(null);
    state(false, false, false);
    setVisible(true);
  }

  /// Shows the stack of the photo.
  ///
  /// @param next null if it is in none
  /// @return whether it differs from the one shown before
  boolean showStack(GridItems.@Nullable Stack next) {
    boolean changed = !Objects.equals(shown, next);
    shown = next;
    stack.setVisible(next != null);
    boolean open = next != null && next.isOpen();
    pseudoClassStateChanged(OPEN, open);
    link.setVisible(open);
    if (next != null) {
      stack.setText(
          open
              ? next.position() + "\u2009/\u2009" + next.photos()
              : Integer.toString(next.photos()));
    }
    badges.setVisible(
        sharedBadge.isVisible() || offlineBadge.isVisible() || copies.isVisible() || next != null);
    return changed;
  }

  /// Shows the rating and the flag of the photo. A rejected photo is dimmed.
  ///
  /// @return whether they differ from those shown before
  boolean showMarks(EffectiveMarks next) {
    boolean changed = next.rating() != photoMarks.rating() || next.flag() != photoMarks.flag();
    photoMarks = next;
    if (changed) {
      fade.stop();
      face.setOpacity(opacity());
      requestLayout();
    }
    return changed;
  }

  private double opacity() {
    return MarkBadge.isDimmed(photoMarks) ? DIMMED : 1;
  }

  /// Returns whether a point of the cell is on the badge of its stack.
  boolean isOnStack(double x, double y) {
    return shown != null
        && badges
            .localToParent(stack.getBoundsInParent())
            .contains(new Point2D(x, Math.max(y, badges.getLayoutY())));
  }

  /// Releases the photo and its image.
  void release() {
    fade.stop();
    removeCaption();
    content = null;
    image = null;
    face.setFill(Color.TRANSPARENT);
    setAccessibleText(null);
    setVisible(false);
  }

  /// Sets whether the photo is selected, focused, and under the pointer.
  void state(boolean selected, boolean current, boolean pointed) {
    pseudoClassStateChanged(SELECTED, selected);
    pseudoClassStateChanged(CURRENT, current);
    pseudoClassStateChanged(POINTED, pointed);
    check.setVisible(selected || pointed);
    searchButton.setVisible(pointed);
    ring.setVisible(selected || current);
  }

  /// Shows the caption over the photo. The caption leaves its previous cell.
  ///
  /// @param lines lines of text to mark meanwhile
  void addCaption(PhotoCaption shown, List<TextLine> lines) {
    caption = shown;
    marks.mark(lines);
    getChildren().addAll(1, List.of(marks, shown));
    requestLayout();
    layout();
  }

  /// Removes the caption if this cell has it.
  void removeCaption() {
    PhotoCaption shown = caption;
    if (shown != null) {
      getChildren().removeAll(marks, shown);
      caption = null;
    }
  }

  /// Returns whether the cell has the caption.
  boolean hasCaption() {
    return caption != null;
  }

  /// Sets the image, in any available size.
  ///
  /// @param gently whether to fade in, because the cell was empty
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
      fade.setToValue(opacity());
      fade.playFromStart();
    }
  }

  /// Returns whether an image is set.
  boolean hasPicture() {
    return image != null;
  }

  private void fill() {
    Image shown = image;
    if (shown == null || getWidth() <= 0) {
      return;
    }
    Rectangle2D area = covering(shown);
    face.setFill(
        new ImagePattern(
            shown, area.getMinX(), area.getMinY(), area.getWidth(), area.getHeight(), false));
  }

  /// Returns the area of an image that covers the tile.
  private Rectangle2D covering(Image picture) {
    double scale = Math.max(getWidth() / picture.getWidth(), getHeight() / picture.getHeight());
    double width = picture.getWidth() * scale;
    double height = picture.getHeight() * scale;
    return new Rectangle2D((getWidth() - width) / 2, (getHeight() - height) / 2, width, height);
  }

  private void placeMarks() {
    Image shown = image;
    marks.setVisible(shown != null);
    if (shown != null) {
      Rectangle2D area = covering(shown);
      marks.place(area.getMinX(), area.getMinY(), area.getWidth(), area.getHeight());
    }
  }

  /// Places stars and flag at the left, above the caption.
  ///
  /// @param below the distance from the lower edge
  private void placeBadge(double width, double height, double below) {
    markBadge.show(photoMarks, width < STARS);
    if (markBadge.isVisible()) {
      double high = markBadge.prefHeight(-1);
      double top = Math.max(INSET, Math.min(height - below - high, height - INSET - high));
      markBadge.resizeRelocate(INSET, Math.rint(top), markBadge.prefWidth(-1), high);
    }
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
    PhotoCaption text = caption;
    double below = INSET;
    if (text != null) {
      placeMarks();
      double high = Math.min(height, text.arrange(width, height));
      text.resizeRelocate(0, height - high, width, high);
      below = text.isVisible() ? high - PhotoCaption.FADED : INSET;
    }
    placeBadge(width, height, below);
    ring.resizeRelocate(0, 0, width, height);
    check.resizeRelocate(INSET - 2, INSET - 2, 24, 24);
    searchButton.resizeRelocate(width - 28 - INSET, height - 28 - INSET, 28, 28);
    double wide = badges.prefWidth(-1);
    double high = badges.prefHeight(wide);
    badges.resizeRelocate(width - wide - INSET, INSET, wide, high);
    GridItems.Stack of = shown;
    boolean last = of == null || of.position() == of.photos();
    link.resizeRelocate(0, height + 1, width + (last ? 0 : JustifiedLayout.GAP), 4);
  }
}
