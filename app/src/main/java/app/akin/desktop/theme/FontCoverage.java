package app.akin.desktop.theme;

import java.util.Locale;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// Tests whether the installed fonts can display a language: JavaFX draws the same box for every
/// missing glyph. JavaFX thread only.
public final class FontCoverage {
  /// A Unicode noncharacter, which no font contains.
  private static final String NOTHING = "\uDBFF\uDFFF";

  private static final double SIZE = 24;
  private static final int WIDE = 40;
  private static final int HIGH = 40;

  private FontCoverage() {}

  /// Returns whether a language can be displayed, judged by a typical character. English is the
  /// fallback and is not tested.
  public static boolean canWrite(Locale locale) {
    return switch (locale.getLanguage()) {
      case "zh" -> has("\u7684");
      case "en" -> true;
      default -> has("e");
    };
  }

  /// Returns whether a font contains a character.
  static boolean has(String character) {
    WritableImage drawn = draw(character);
    WritableImage missing = draw(NOTHING);
    PixelReader one = drawn.getPixelReader();
    PixelReader other = missing.getPixelReader();
    for (int y = 0; y < HIGH; y++) {
      for (int x = 0; x < WIDE; x++) {
        if (one.getArgb(x, y) != other.getArgb(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  private static WritableImage draw(String character) {
    Text text = new Text(character);
    text.setFont(Font.font(SIZE));
    text.setLayoutY(SIZE);
    WritableImage image = new WritableImage(WIDE, HIGH);
    SnapshotParameters place = new SnapshotParameters();
    place.setViewport(new javafx.geometry.Rectangle2D(0, 0, WIDE, HIGH));
    return text.snapshot(place, image);
  }
}
