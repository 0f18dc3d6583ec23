package app.akin.desktop.look;

import app.akin.resources.Resource;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.ColorScheme;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;

/// The window's colours: light or dark, as the system has it or as a person chose. JavaFX thread
/// only.
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

  /// @param scene what is painted
  /// @param system the system's own scheme: `Platform.getPreferences().colorSchemeProperty()`
  /// @param first the choice to begin with
  public Theme(Scene scene, ObservableValue<ColorScheme> system, Choice first) {
    this.scene = scene;
    this.system = system;
    this.choice = first;
    system.addListener(follow);
    apply();
  }

  /// Paints by another choice from now on.
  public void choose(Choice next) {
    if (next != choice) {
      choice = next;
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
    if (isDark()) {
      scene.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
      scene.getStylesheets().setAll(Resource.STYLE.address(), Resource.STYLE_DARK.address());
    } else {
      scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
      scene.getStylesheets().setAll(Resource.STYLE.address());
    }
  }

  @Override
  public void close() {
    system.removeListener(follow);
  }
}
