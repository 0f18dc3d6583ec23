package app.akin.desktop;

import app.akin.desktop.settings.Settings;
import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;

/// Limits the size of the window to the screens.
final class WindowSize {
  /// Height of a title bar, which the size of the content does not include.
  private static final double TITLE_BAR = 40;

  private WindowSize() {}

  /// Returns the minimum size of the window: no larger than any screen. Until the window manager
  /// states the size of the decorations, it is that of the content.
  ///
  /// @param screens the area of each screen without panels and docks
  static Dimension2D minimum(List<Rectangle2D> screens) {
    double width = Settings.MIN_WIDTH;
    double height = Settings.MIN_HEIGHT;
    for (Rectangle2D screen : screens) {
      width = Math.min(width, screen.getWidth());
      height = Math.min(height, screen.getHeight() - TITLE_BAR);
    }
    return new Dimension2D(width, height);
  }

  /// Returns the initial size of the content: the stored size, no larger than the screen.
  static Dimension2D initial(Settings settings, Rectangle2D screen) {
    return new Dimension2D(
        Math.min(settings.width(), screen.getWidth()),
        Math.min(settings.height(), screen.getHeight() - TITLE_BAR));
  }
}
