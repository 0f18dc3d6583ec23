package app.akin.desktop.welcome;

import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.StatusPage;
import javafx.scene.layout.Region;

/// Shows a [Condition] centered in the available space. JavaFX thread only.
public final class ConditionView {
  private final StatusPage state;

  /// @param action handles the button
  public ConditionView(Condition condition, Language language, Runnable action) {
    String key = condition.key();
    state =
        new StatusPage(condition.icon(), language.text(key), language.text(key + ".sentence"))
            .addAction(language.text(key + ".action"), action);
  }

  /// Returns the view.
  public Region view() {
    return state.view();
  }
}
