package app.akin.desktop.models;

import app.akin.desktop.theme.Language;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/// A licence in full, in the language it is written in, in a field that scrolls: to be read before
/// a model is fetched under it. JavaFX thread only.
final class LicenceView {
  private static final double HIGHEST = 116;

  private final ScrollPane scroll;

  /// @param terms the licence's own words
  LicenceView(String name, String terms, Language language) {
    // Its lines break where the field does.
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
    // The keyboard scrolls it.
    scroll.setFocusTraversable(true);
    scroll.setAccessibleText(language.of("models.licence", name));
  }

  Region view() {
    return scroll;
  }
}
