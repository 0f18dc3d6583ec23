package app.akin.desktop.models;

import app.akin.desktop.theme.Language;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/// Shows the full text of a license in its original language, to be read before the download.
/// JavaFX thread only.
final class LicenceView {
  private static final double HIGHEST = 116;

  private final ScrollPane scroll;

  /// @param terms the text of the license
  LicenceView(String name, String terms, Language language) {
    // Unwraps the lines, so that the field wraps them.
    Label text = new Label(terms.strip().replaceAll("(?<!\\n)\\n(?!\\n)", " "));
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.getStyleClass().add("akin-small");
    scroll = new ScrollPane(text);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setMaxHeight(HIGHEST);
    scroll.setPrefViewportHeight(HIGHEST);
    scroll.getStyleClass().addAll("akin-licence", "akin-measure");
    // Makes it scrollable by keyboard.
    scroll.setFocusTraversable(true);
    scroll.setAccessibleText(language.of("models.licence", name));
  }

  Region view() {
    return scroll;
  }
}
