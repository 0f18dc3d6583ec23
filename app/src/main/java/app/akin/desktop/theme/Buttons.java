package app.akin.desktop.theme;

import atlantafx.base.controls.ToggleSwitch;
import java.util.Collections;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;

/// Creates buttons. JavaFX thread only.
public final class Buttons {
  private static final List<String> LOUD = List.of("accent", "flat", "danger");

  private Buttons() {}

  /// Returns a switch that screen readers announce as one, and that Space turns on and off as a
  /// check box; AtlantaFX's reacts to the mouse only.
  public static ToggleSwitch onOff() {
    ToggleSwitch button = new ToggleSwitch();
    button.setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
    button.setOnKeyPressed(
        pressed -> {
          if (pressed.getCode() == KeyCode.SPACE && !pressed.isShortcutDown()) {
            button.fire();
            pressed.consume();
          }
        });
    return button;
  }

  /// Returns a button with a text that is never truncated.
  ///
  /// @param styles style classes: `accent` for the primary action, `flat` for secondary ones
  public static Button words(ObservableValue<String> words, Runnable action, String... styles) {
    Button button = new Button();
    button.textProperty().bind(words);
    button.getStyleClass().addAll(styles);
    if (Collections.disjoint(button.getStyleClass(), LOUD)) {
      button.getStyleClass().add("akin-soft");
    }
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }

  /// Returns a button with an icon and a text.
  public static Button words(
      Icon icon, ObservableValue<String> words, Runnable action, String... styles) {
    Button button = words(words, action, styles);
    button.setGraphic(icon.node());
    return button;
  }

  /// Returns an icon button; its text is the tooltip and the accessible name.
  public static Button icon(Icon icon, ObservableValue<String> words, Runnable action) {
    Button button = new Button(null, icon.node(Icon.Size.CLEAR));
    button.getStyleClass().addAll("button-icon", "flat", "akin-icon-button");
    button.accessibleTextProperty().bind(words);
    Tooltips.setText(button, words);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
