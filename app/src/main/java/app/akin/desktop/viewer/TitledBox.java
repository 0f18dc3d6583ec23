package app.akin.desktop.viewer;

import app.akin.desktop.theme.Language;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Creates the parts of a panel with details: a heading above a body.
final class TitledBox {
  private TitledBox() {}

  /// Returns a part.
  ///
  /// @param key the message of the heading
  static VBox of(Language language, String key, Region body) {
    Label head = new Label(language.of(key));
    head.getStyleClass().add("akin-section");
    head.setWrapText(true);
    head.setMinHeight(Region.USE_PREF_SIZE);
    return new VBox(12, head, body);
  }
}
