package app.akin.desktop.theme;

import java.util.Collections;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;

/// Buttons that all look and speak alike. JavaFX thread only.
public final class Buttons {
  private static final List<String> LOUD = List.of("accent", "flat", "danger");

  private Buttons() {}

  /// A button with words, never cut short.
  ///
  /// @param styles what it looks like: `accent` for the one thing to do, `flat` for what is beside
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

  /// A button with words behind an icon.
  public static Button words(
      Icon icon, ObservableValue<String> words, Runnable action, String... styles) {
    Button button = words(words, action, styles);
    button.setGraphic(icon.node());
    return button;
  }

  /// A button that is an icon; its words are for those who hover and those who listen.
  public static Button icon(Icon icon, ObservableValue<String> words, Runnable action) {
    Button button = new Button(null, icon.node(Icon.Size.CLEAR));
    button.getStyleClass().addAll("button-icon", "flat", "akin-icon-button");
    button.accessibleTextProperty().bind(words);
    Tip.on(button, words);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
