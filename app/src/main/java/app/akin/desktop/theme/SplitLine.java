package app.akin.desktop.theme;

import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Two short texts at both ends of a line, or on two lines if the width is too small for both.
/// Neither is truncated. JavaFX thread only.
public final class SplitLine extends Region {
  private static final double GAP = 8;

  private final Label left;
  private final Label right;

  public SplitLine(Label left, Label right) {
    this.left = left;
    this.right = right;
    getChildren().addAll(left, right);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return snappedLeftInset() + snappedRightInset();
  }

  @Override
  protected double computePrefWidth(double height) {
    return snappedLeftInset() + wanted() + snappedRightInset();
  }

  @Override
  protected double computePrefHeight(double width) {
    double first = left.prefHeight(-1);
    double second = right.prefHeight(-1);
    double high = fits(width) ? Math.max(first, second) : first + second;
    return snappedTopInset() + snapSizeY(high) + snappedBottomInset();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double x = snappedLeftInset();
    double room = getWidth() - x - snappedRightInset();
    double first = Math.min(room, left.prefWidth(-1));
    double second = Math.min(room, right.prefWidth(-1));
    double top = snappedTopInset();
    double below = top + left.prefHeight(-1);
    left.resizeRelocate(x, top, first, left.prefHeight(-1));
    if (fits(getWidth())) {
      double base = top + left.getBaselineOffset() - right.getBaselineOffset();
      right.resizeRelocate(x + room - second, Math.max(top, base), second, right.prefHeight(-1));
    } else {
      right.resizeRelocate(x, below, second, right.prefHeight(-1));
    }
  }

  private boolean fits(double width) {
    return width < 0 || wanted() <= width - snappedLeftInset() - snappedRightInset();
  }

  private double wanted() {
    return left.prefWidth(-1) + GAP + right.prefWidth(-1);
  }
}
