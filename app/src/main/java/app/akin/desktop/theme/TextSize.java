package app.akin.desktop.theme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// How large the window's letters are. The style gives every other size of letters in em, so all of
/// them follow.
public enum TextSize {
  /// As most programs have them.
  NORMAL(13),
  /// A little larger.
  LARGE(15),
  /// Larger.
  LARGER(17),
  /// Half as large again.
  LARGEST(20);

  private final int pixels;

  TextSize(int pixels) {
    this.pixels = pixels;
  }

  /// The address of a style sheet that says so. Popups take the sheets of their window, not what is
  /// set on its nodes.
  String address() {
    String sheet = ".root { -fx-font-size: " + pixels + "px; }";
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.UTF_8));
  }
}
