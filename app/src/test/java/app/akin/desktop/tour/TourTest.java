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

/// Draws every screen in every state and looks at what a program can see of it; `mvn -Ptour` draws
/// each light and dark, in both languages, large and small, and leaves the pictures in
/// `target/tour` for people to look at.
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
    for (Look look : WHOLE ? Look.all() : Look.opposites()) {
      Picture picture = FxThread.call(() -> draw(screen, look, faults));
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

  private static Picture draw(Screen screen, Look look, List<String> faults) {
    Language language = new Language(look.locale());
    Region root = screen.drawn().apply(language);
    Scene scene = new Scene(root, look.width(), look.height());
    try (Theme _ =
        new Theme(
            scene,
            new SimpleObjectProperty<>(ColorScheme.LIGHT),
            look.dark() ? Theme.Choice.DARK : Theme.Choice.LIGHT,
            look.text())) {
      // What is made while others are laid out has its styles at the next pass.
      root.resize(look.width(), look.height());
      root.applyCss();
      root.layout();
      Picture picture = Picture.of(scene.snapshot(null));
      Check.faults(scene).forEach(fault -> faults.add(look.name() + " " + fault));
      return picture;
    }
  }
}
