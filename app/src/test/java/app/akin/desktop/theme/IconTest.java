package app.akin.desktop.theme;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.desktop.FxThread;
import java.awt.Font;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.application.ColorScheme;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2RoundALIkonHandler;
import org.kordamp.ikonli.material2.Material2RoundMZIkonHandler;

/// Tests every icon against the bundled fonts, read by another font reader.
final class IconTest {
  @BeforeAll
  static void start() {
    FxThread.start();
  }

  @ParameterizedTest
  @EnumSource
  void everyIconIsInItsFont(Icon icon) throws Exception {
    String name = icon.iconCode().getDescription();
    boolean early = new Material2RoundALIkonHandler().supports(name);
    InputStream stream =
        early
            ? new Material2RoundALIkonHandler().getFontResourceAsStream()
            : new Material2RoundMZIkonHandler().getFontResourceAsStream();
    try (stream) {
      Font font = Font.createFont(Font.TRUETYPE_FONT, stream);
      assertThat(font.canDisplay(icon.iconCode().getCode())).as(name).isTrue();
    }
    assertThat(FxThread.call(icon::node).getIconCode()).isEqualTo(icon.iconCode());
  }

  /// The theme sets a size for every icon, which ours must override.
  @Test
  void everySizeTakesEffect() {
    Map<Icon.Size, Integer> sizes = new EnumMap<>(Icon.Size.class);
    int usual =
        FxThread.call(
            () -> {
              FontIcon plain = Icon.PHOTO.node();
              VBox box = new VBox(plain);
              Map<Icon.Size, FontIcon> icons = new EnumMap<>(Icon.Size.class);
              for (Icon.Size size : Icon.Size.values()) {
                icons.put(size, Icon.PHOTO.node(size));
              }
              box.getChildren().addAll(icons.values());
              Scene scene = new Scene(box);
              try (Theme _ =
                  new Theme(
                      scene,
                      new SimpleObjectProperty<>(ColorScheme.LIGHT),
                      Theme.Choice.LIGHT,
                      TextSize.NORMAL)) {
                box.applyCss();
              }
              icons.forEach((size, icon) -> sizes.put(size, icon.getIconSize()));
              return plain.getIconSize();
            });

    assertThat(List.copyOf(sizes.values()))
        .isSorted()
        .doesNotHaveDuplicates()
        .doesNotContain(usual);
    assertThat(sizes.get(Icon.Size.TINY)).isLessThan(usual);
    assertThat(sizes.get(Icon.Size.HUGE)).isGreaterThan(usual);
  }
}
