package app.akin.desktop.search;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/// Two regions beside each other, or one below the other if there is no room for both. The second
/// one gets the rest of the row. JavaFX thread only.
final class BesideOrBelow extends Region {
  private static final double ROW_GAP = 8;

  private final Region first;
  private final Region second;
  private final double gap;

  /// @param gap distance between regions beside each other
  BesideOrBelow(Region first, Region second, double gap) {
    this.first = first;
    this.second = second;
    this.gap = gap;
    getChildren().addAll(first, second);
  }

  private boolean isBelow(double width) {
    return first.isManaged()
        && second.isManaged()
        && width < first.minWidth(-1) + gap + second.minWidth(-1);
  }

  /// Returns the width of the first region beside the second one.
  private double firstWidth(double width) {
    if (!first.isManaged()) {
      return 0;
    }
    double room = second.isManaged() ? width - gap - second.minWidth(-1) : width;
    return snapSizeX(Math.min(first.prefWidth(-1), room));
  }

  private double secondWidth(double width) {
    double taken = firstWidth(width);
    return Math.max(0, width - taken - (taken > 0 ? gap : 0));
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return margin()
        + Math.max(managed(first, first.minWidth(-1)), managed(second, second.minWidth(-1)));
  }

  @Override
  protected double computePrefWidth(double height) {
    return margin()
        + managed(first, first.prefWidth(-1))
        + gap
        + managed(second, second.prefWidth(-1));
  }

  /// Returns the width of the left and right insets.
  private double margin() {
    return snappedLeftInset() + snappedRightInset();
  }

  @Override
  protected double computePrefHeight(double width) {
    double whole = (width < 0 ? prefWidth(-1) : width) - margin();
    return isBelow(whole)
        ? first.prefHeight(whole) + ROW_GAP + second.prefHeight(whole)
        : Math.max(
            managed(first, first.prefHeight(firstWidth(whole))),
            managed(second, second.prefHeight(secondWidth(whole))));
  }

  private static double managed(Region region, double size) {
    return region.isManaged() ? size : 0;
  }

  @Override
  protected void layoutChildren() {
    double left = snappedLeftInset();
    double width = getWidth() - margin();
    if (isBelow(width)) {
      double height = first.prefHeight(width);
      first.resizeRelocate(left, 0, width, height);
      second.resizeRelocate(left, height + ROW_GAP, width, second.prefHeight(width));
      return;
    }
    double rest = secondWidth(width);
    place(first, left, firstWidth(width));
    place(second, left + width - rest, rest);
  }

  /// Places a region in the middle of the row.
  private void place(Region region, double x, double width) {
    double height = region.prefHeight(width);
    region.resizeRelocate(x, snapPositionY((getHeight() - height) / 2), width, height);
  }
}
