package app.akin.desktop.look;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.desktop.Fx;
import java.awt.Font;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kordamp.ikonli.material2.Material2RoundALIkonHandler;
import org.kordamp.ikonli.material2.Material2RoundMZIkonHandler;

/// Every icon against the fonts that ship, read by another reader of fonts than the window's.
final class IconTest {
  @BeforeAll
  static void start() {
    Fx.start();
  }

  @ParameterizedTest
  @EnumSource
  void everyIconIsInItsFont(Icon icon) throws Exception {
    String name = icon.glyph().getDescription();
    boolean early = new Material2RoundALIkonHandler().supports(name);
    InputStream stream =
        early
            ? new Material2RoundALIkonHandler().getFontResourceAsStream()
            : new Material2RoundMZIkonHandler().getFontResourceAsStream();
    try (stream) {
      Font font = Font.createFont(Font.TRUETYPE_FONT, stream);
      assertThat(font.canDisplay(icon.glyph().getCode())).as(name).isTrue();
    }
    assertThat(Fx.call(icon::node).getIconCode()).isEqualTo(icon.glyph());
  }
}
