package app.akin.core.photo;

import java.util.List;

/// A line of text in an image.
///
/// @param text the characters
/// @param confidence mean probability of the characters, 0 to 1
/// @param quarter clockwise quarter turns, 0 to 3, from upright to how the line is read
/// @param column whether upright characters stand one below the other
/// @param corners the corners of its box: top left, top right, bottom right, bottom left of an
///   upright line
public record TextLine(
    String text, double confidence, int quarter, boolean column, List<Corner> corners) {
  /// Copies the list.
  public TextLine {
    corners = List.copyOf(corners);
  }

  /// A corner of a box.
  ///
  /// @param x fraction of the width of the upright image
  /// @param y fraction of its height
  public record Corner(double x, double y) {}
}
