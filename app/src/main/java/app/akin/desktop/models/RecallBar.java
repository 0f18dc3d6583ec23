package app.akin.desktop.models;

import app.akin.core.evaluation.metric.Interval;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// Draws a share as a bar, and its confidence interval as a line with ends. JavaFX thread only.
final class RecallBar extends Region {
  private static final double LINE = 2;

  /// Height of the ends of the line, as a fraction of the height of the bar.
  private static final double END = 0.6;

  private final double share;
  private final Interval interval;
  private final Region track = part("akin-recall-track");
  private final Region fill = part("akin-recall-fill");
  private final Region line = part("akin-recall-interval");
  private final Region low = part("akin-recall-interval");
  private final Region high = part("akin-recall-interval");

  /// @param share the share, from 0 to 1
  /// @param description the text that screen readers read
  RecallBar(double share, Interval interval, String description) {
    this.share = share;
    this.interval = interval;
    getStyleClass().add("akin-recall-bar");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(description);
    getChildren().addAll(track, fill, line, low, high);
  }

  private static Region part(String style) {
    Region part = new Region();
    part.getStyleClass().add(style);
    return part;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    track.resizeRelocate(0, 0, width, height);
    fill.resizeRelocate(0, 0, snapSizeX(share * width), height);
    double from = end(interval.low());
    double to = end(interval.high());
    line.resizeRelocate(from, snapPositionY((height - LINE) / 2), to - from + LINE, LINE);
    double top = snapPositionY(height * (1 - END) / 2);
    low.resizeRelocate(from, top, LINE, height - 2 * top);
    high.resizeRelocate(to, top, LINE, height - 2 * top);
  }

  /// Returns the left edge of an end of the line, which stays inside of the bar.
  private double end(double value) {
    return snapPositionX(Math.clamp(value * getWidth() - LINE / 2, 0, getWidth() - LINE));
  }
}
