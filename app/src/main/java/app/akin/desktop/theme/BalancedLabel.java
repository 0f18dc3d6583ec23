package app.akin.desktop.theme;

import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A centered label with lines of similar length. It uses as few lines as its width allows, then as
/// little width as those lines need, so that the last line is never a single character. JavaFX
/// thread only.
public final class BalancedLabel extends Region {
  private final Label label;

  /// @param label wraps and centers its text; its maximum width limits the text
  public BalancedLabel(Label label) {
    this.label = label;
    getChildren().add(label);
    setMinWidth(0);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefWidth(double height) {
    return widest(label.prefWidth(-1));
  }

  @Override
  protected double computePrefHeight(double width) {
    return label.prefHeight(balanced(width < 0 ? prefWidth(-1) : width));
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computeMaxHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double width = balanced(getWidth());
    label.resize(width, label.prefHeight(width));
    positionInArea(label, 0, 0, getWidth(), getHeight(), 0, HPos.CENTER, VPos.TOP);
  }

  private double widest(double width) {
    double most = label.maxWidth(-1);
    return most > 0 ? Math.min(width, most) : width;
  }

  /// Returns the smallest width that needs no more lines than the given one.
  private double balanced(double given) {
    double enough = Math.ceil(widest(given));
    double height = label.prefHeight(enough);
    double least = 0;
    while (enough - least > 1) {
      double middle = Math.floor((least + enough) / 2);
      if (label.prefHeight(middle) <= height) {
        enough = middle;
      } else {
        least = middle;
      }
    }
    return Math.min(enough, given);
  }
}
