package app.akin.desktop.search;

import app.akin.core.search.QueryPart;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// The chip of an excluded text, marked by color and icon. Recreated for every change, so it has no
/// listeners.
final class ExcludedTextChip {
  private static final double HEAVIEST = 4;

  private final HBox pane = new HBox(4);

  /// @param weigh sets the next weight when pressed; null if the query has no other excluded text
  /// @param remove removes the excluded text
  ExcludedTextChip(
      QueryPart.ExcludedText part, Language language, @Nullable Runnable weigh, Runnable remove) {
    pane.getStyleClass().addAll("akin-chip", "akin-not-chip");
    pane.setAlignment(Pos.CENTER_LEFT);
    String text = language.of("search.chip.not", part.text());
    Label words = new Label(text, Icon.NOT.node(Icon.Size.SMALL));
    Button close = new Button(null, Icon.CLOSE.node(Icon.Size.TINY));
    close.getStyleClass().add("akin-chip-x");
    close.setAccessibleText(language.of("search.chip.removeNot", part.text()));
    close.setOnAction(_ -> remove.run());
    close.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
            remove.run();
            event.consume();
          }
        });
    pane.getChildren().add(words);
    if (weigh != null) {
      Button weight = new Button(language.of("search.chip.times", part.weight()));
      weight.getStyleClass().add("akin-chip-x");
      weight.setAccessibleText(language.of("search.chip.weigh", part.text()));
      Tooltips.setText(weight, language.of("search.chip.weigh", part.text()));
      weight.setOnAction(_ -> weigh.run());
      pane.getChildren().add(weight);
    }
    pane.getChildren().add(close);
  }

  /// Returns the next weight in the cycle 1, 2, 4, 0.5.
  static double next(double weight) {
    return weight >= HEAVIEST ? 0.5 : weight * 2;
  }

  HBox view() {
    return pane;
  }
}
