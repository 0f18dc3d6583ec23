package app.akin.desktop.tour;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.desktop.FxThread;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Renders and checks every screen in every state. `mvn -Ptour` renders all variants into
/// `target/tour` for review.
final class TourTest {
  private static final boolean WHOLE = Boolean.getBoolean("akin.tour");
  private static final Path FOLDER = Path.of("target", "tour");

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void looksRight(Screen screen) throws IOException {
    List<String> faults = new ArrayList<>();
    for (ScreenVariant look : WHOLE ? ScreenVariant.all() : ScreenVariant.opposites()) {
      RenderedImage picture = FxThread.call(() -> draw(screen, look, faults));
      if (WHOLE) {
        picture.write(FOLDER.resolve(screen.name() + "-" + look.name() + ".png"));
      }
      assertThat(picture.colours()).as("something is drawn: %s", look).isGreaterThan(16);
      if (screen.photographic()) {
        continue;
      }
      if (look.dark()) {
        assertThat(picture.lightness()).as("dark: %s", look).isLessThan(0.45);
      } else {
        assertThat(picture.lightness()).as("light: %s", look).isGreaterThan(0.55);
      }
    }
    assertThat(faults).isEmpty();
  }

  static Stream<Screen> screens() {
    return Screens.all().stream();
  }

  private static RenderedImage draw(Screen screen, ScreenVariant look, List<String> faults) {
    Language language = new Language(look.locale());
    Region root = screen.drawn().apply(language);
    Scene scene = new Scene(root, look.width(), look.height());
    try (Theme _ =
        new Theme(
            scene,
            new SimpleObjectProperty<>(ColorScheme.LIGHT),
            look.dark() ? Theme.Choice.DARK : Theme.Choice.LIGHT,
            look.text())) {
      // Nodes created during layout get their styles in the next pass.
      root.resize(look.width(), look.height());
      root.applyCss();
      root.layout();
      RenderedImage picture = RenderedImage.of(scene.snapshot(null));
      ScreenCheck.faults(scene).forEach(fault -> faults.add(look.name() + " " + fault));
      return picture;
    }
  }
}
