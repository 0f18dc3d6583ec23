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

/// The window's colours, light or dark, as the system has it or as a person chose, and the size of
/// its letters. JavaFX thread only.
public final class Theme implements AutoCloseable {
  /// What a person can choose.
  public enum Choice {
    /// As the system has it, also when that changes.
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

  /// @param scene what is painted
  /// @param system the system's own scheme: `Platform.getPreferences().colorSchemeProperty()`
  /// @param first the choice to begin with
  /// @param text the letters to begin with
  public Theme(Scene scene, ObservableValue<ColorScheme> system, Choice first, TextSize text) {
    this.scene = scene;
    this.system = system;
    this.choice = first;
    this.text = text;
    system.addListener(follow);
    apply();
  }

  /// Paints and writes by other choices from now on.
  public void choose(Choice next, TextSize letters) {
    if (next != choice || letters != text) {
      choice = next;
      text = letters;
      apply();
    }
  }

  /// Whether the window is dark now.
  public boolean isDark() {
    return switch (choice) {
      case SYSTEM -> system.getValue() == ColorScheme.DARK;
      case LIGHT -> false;
      case DARK -> true;
    };
  }

  private void apply() {
    boolean dark = isDark();
    // For the whole program: a popup whose owner has left the window asks no scene.
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
