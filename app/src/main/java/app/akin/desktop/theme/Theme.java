package app.akin.desktop.theme;

import app.akin.resources.Resource;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;

/// The theme of the window (light, dark, or as the system) and its text size. JavaFX thread only.
public final class Theme implements AutoCloseable {
  /// The options.
  public enum Choice {
    /// Follows the system.
    SYSTEM,
    /// Always light.
    LIGHT,
    /// Always dark.
    DARK
  }

  private final Scene scene;
  private final ObservableValue<ColorScheme> system;
  private final ChangeListener<ColorScheme> follow = (_, _, _) -> apply();
  private Choice choice;
  private TextSize text;

  /// @param scene the scene to style
  /// @param system the color scheme of the system:
  ///   `Platform.getPreferences().colorSchemeProperty()`
  /// @param first the initial theme
  /// @param text the initial text size
  public Theme(Scene scene, ObservableValue<ColorScheme> system, Choice first, TextSize text) {
    this.scene = scene;
    this.system = system;
    this.choice = first;
    this.text = text;
    system.addListener(follow);
    apply();
  }

  /// Changes theme and text size.
  public void choose(Choice next, TextSize letters) {
    if (next != choice || letters != text) {
      choice = next;
      text = letters;
      apply();
    }
  }

  /// Returns whether the window is dark.
  public boolean isDark() {
    return switch (choice) {
      case SYSTEM -> system.getValue() == ColorScheme.DARK;
      case LIGHT -> false;
      case DARK -> true;
    };
  }

  private void apply() {
    boolean dark = isDark();
    // Set for the whole program, because a popup whose owner has left the window has no scene to
    // ask.
    Application.setUserAgentStylesheet(
        (dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
    scene
        .getStylesheets()
        .setAll(
            Stream.of(
                    Optional.of(Resource.STYLE.address()),
                    Optional.of(Resource.STYLE_DARK.address()).filter(_ -> dark),
                    Optional.of(text.address()).filter(_ -> text != TextSize.NORMAL))
                .flatMap(Optional::stream)
                .toList());
  }

  @Override
  public void close() {
    system.removeListener(follow);
  }
}
