package app.akin.desktop.welcome;

import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.StateView;
import javafx.scene.layout.Region;

/// Shows a [Condition] in the middle of what it is given. JavaFX thread only.
public final class ConditionView {
  private final StateView state;

  /// @param action what the person does about it
  public ConditionView(Condition condition, Language language, Runnable action) {
    String key = condition.key();
    state =
        new StateView(condition.icon(), language.text(key), language.text(key + ".sentence"))
            .action(language.text(key + ".action"), action);
  }

  /// The whole.
  public Region view() {
    return state.view();
  }
}
