package app.akin.desktop.viewer;

import app.akin.core.photo.ImageText;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The text in a photo in reading order, which can be selected and copied. JavaFX thread only.
final class TextView {
  /// Number of lines from which the text scrolls.
  private static final int MOST_LINES = 12;

  /// Characters that fit into a line, to estimate how many lines a text takes.
  private static final int LINE = 34;

  private final TextArea text = new TextArea();
  private final VBox box;

  /// @param copy copies the whole text
  TextView(Language language, Runnable copy) {
    text.setEditable(false);
    text.setWrapText(true);
    text.getStyleClass().add("akin-read-text");
    text.accessibleTextProperty().bind(language.text("viewer.text"));
    Button button = Buttons.words(Icon.COPY, language.text("actions.copyText"), copy);
    box = new VBox(8, text, button);
  }

  /// Returns the view.
  Region view() {
    return box;
  }

  /// Shows a text.
  void show(ImageText read) {
    if (!read.text().equals(text.getText())) {
      text.setText(read.text());
      long lines = read.text().lines().mapToLong(line -> 1 + line.length() / LINE).sum();
      text.setPrefRowCount(Math.clamp(lines, 1, MOST_LINES));
    }
  }
}
