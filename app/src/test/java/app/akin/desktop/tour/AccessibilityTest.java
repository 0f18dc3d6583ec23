package app.akin.desktop.tour;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.desktop.FxThread;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every control of every screen has an accessible name and role and is reached by the keyboard,
/// and no text is cut at twice its normal size.
final class AccessibilityTest {
  /// The usual size, and the smallest one.
  private static final Size LARGE = new Size(1280, 900);

  private static final Size SMALL = new Size(800, 600);

  /// Twice the normal size of text.
  private static final String DOUBLE = "data:text/css,.root{-fx-font-size:26px;}";

  /// Size of the window in pixels.
  private record Size(int width, int height) {}

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  static Stream<Screen> screens() {
    return Screens.all().stream();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void everybodyCanUseIt(Screen screen) {
    assertThat(faults(screen, Locale.ENGLISH, LARGE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void everybodyCanUseItInChineseAndInASmallWindow(Screen screen) {
    assertThat(faults(screen, Locale.SIMPLIFIED_CHINESE, SMALL)).isEmpty();
  }

  private static List<String> faults(Screen screen, Locale locale, Size size) {
    return FxThread.call(() -> faults(screen.drawn().apply(new Language(locale)), size));
  }

  @Test
  void faultsAreFound() {
    assertThat(
            FxThread.call(
                () -> {
                  Button nameless = new Button();
                  Button unreachable = new Button("Save");
                  unreachable.setFocusTraversable(false);
                  Label cut = new Label("A text that is longer than its label");
                  cut.setMaxWidth(60);
                  Region focused = new Region();
                  focused.setFocusTraversable(true);
                  return faults(new VBox(new HBox(nameless, unreachable), cut, focused), LARGE);
                }))
        .map(fault -> fault.substring(0, fault.indexOf(':')))
        .containsExactlyInAnyOrder(
            "no accessible name",
            "not reached by the keyboard",
            "cut",
            "no accessible role",
            "no accessible name");
  }

  private static List<String> faults(Region root, Size size) {
    Scene scene = new Scene(root, size.width(), size.height());
    try (Theme _ =
        new Theme(
            scene,
            new SimpleObjectProperty<>(ColorScheme.LIGHT),
            Theme.Choice.LIGHT,
            TextSize.NORMAL)) {
      scene.getStylesheets().add(DOUBLE);
      // Nodes created during layout get their styles in the next pass.
      for (int i = 0; i < 4; i++) {
        root.resize(size.width(), size.height());
        root.applyCss();
        root.layout();
      }
      return AccessibilityCheck.faults(scene);
    }
  }
}
