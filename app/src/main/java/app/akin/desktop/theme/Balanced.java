package app.akin.desktop.theme;

import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A centred sentence whose lines are about equally long: it takes as many lines as it needs in the
/// width it is given, and then no more width than those lines need, so that no single character is
/// left for the last one. JavaFX thread only.
public final class Balanced extends Region {
  private final Label label;

  /// @param label wraps its words and centres them; its greatest width is the sentence's
  public Balanced(Label label) {
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

  /// The least width in which the words take no more lines than in the one that is given.
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
