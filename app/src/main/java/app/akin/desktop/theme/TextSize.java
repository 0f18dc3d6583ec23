package app.akin.desktop.theme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The text size of the window. The style sheet defines all other font sizes in em.
public enum TextSize {
  /// The default.
  NORMAL(13),
  /// 15 px.
  LARGE(15),
  /// 17 px.
  LARGER(17),
  /// 20 px.
  LARGEST(20);

  private final int pixels;

  TextSize(int pixels) {
    this.pixels = pixels;
  }

  /// Returns the URL of a style sheet that sets the size. Popups inherit the style sheets of their
  /// window but not the styles of its nodes.
  String address() {
    String sheet = ".root { -fx-font-size: " + pixels + "px; }";
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.UTF_8));
  }
}
