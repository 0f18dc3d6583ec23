package app.akin.desktop.theme;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;

/// The words that come up where the pointer rests. JavaFX thread only.
public final class Tip {
  private Tip() {}

  /// Gives a node words that follow something.
  public static void on(Node node, ObservableValue<String> words) {
    Tooltip tooltip = new Tooltip();
    tooltip.textProperty().bind(words);
    install(node, tooltip);
  }

  /// Gives a node words that stay.
  public static void on(Node node, String words) {
    install(node, new Tooltip(words));
  }

  /// A tip has its colours from the node it belongs to: without that it has none, so it goes when
  /// the node does.
  private static void install(Node node, Tooltip tooltip) {
    if (node instanceof Control control) {
      // Then it is also what helps those who listen.
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
