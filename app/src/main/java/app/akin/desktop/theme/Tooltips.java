package app.akin.desktop.theme;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;

/// Installs tooltips. JavaFX thread only.
public final class Tooltips {
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
