package app.akin.desktop.theme;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/// Installs tooltips. JavaFX thread only.
public final class Tooltips {
  /// Names of icon buttons must appear sooner than JavaFX's default of one second.
  private static final Duration DELAY = Duration.millis(400);

  private Tooltips() {}

  /// Sets a tooltip bound to a text.
  public static void setText(Node node, ObservableValue<String> words) {
    Tooltip tooltip = new Tooltip();
    tooltip.textProperty().bind(words);
    install(node, tooltip);
  }

  /// Sets a constant tooltip.
  public static void setText(Node node, String words) {
    install(node, new Tooltip(words));
  }

  /// A tooltip takes its colors from its node, so it is hidden when the node leaves the scene.
  private static void install(Node node, Tooltip tooltip) {
    tooltip.setShowDelay(DELAY);
    if (node instanceof Control control) {
      // A tooltip of a control is also its accessible help.
      control.setTooltip(tooltip);
    } else {
      Tooltip.install(node, tooltip);
    }
    node.sceneProperty()
        .subscribe(
            scene -> {
              if (scene == null) {
                tooltip.hide();
              }
            });
  }
}
