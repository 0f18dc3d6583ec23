package app.akin.desktop.search;

import app.akin.desktop.search.LineMarks.Mark;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Tooltips;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;

/// The frame of a chip around its words in the text field, which show through. Recreated for every
/// change, so it has no listeners.
final class ChipButton {
  private final Button button = new Button();

  ChipButton(Mark mark, FactTexts texts) {
    Icon icon =
        switch (mark) {
          case LineMarks.Taken taken -> FactTexts.icon(taken.fact().field());
          case LineMarks.Offered offered -> FactTexts.icon(offered.facts().getFirst().field());
          case LineMarks.Excluded _ -> Icon.NOT;
        };
    button.setGraphic(icon.node(Icon.Size.TINY));
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.setAlignment(Pos.CENTER_LEFT);
    button.setManaged(false);
    button.getStyleClass().addAll("akin-fact-chip", style(mark));
    button.setAccessibleText(texts.language().of("search.fact.chip", label(mark, texts)));
    Tooltips.setText(button, label(mark, texts) + "\n" + LineModel.canonical(mark));
  }

  private static String style(Mark mark) {
    return switch (mark) {
      case LineMarks.Taken _ -> "akin-fact-taken";
      case LineMarks.Offered _ -> "akin-fact-offered";
      case LineMarks.Excluded _ -> "akin-fact-excluded";
    };
  }

  /// Returns the name of a chip.
  static String label(Mark mark, FactTexts texts) {
    return switch (mark) {
      case LineMarks.Taken taken -> texts.label(taken.fact());
      case LineMarks.Offered offered ->
          texts.language().of("search.fact.maybe", texts.label(offered.facts().getFirst()));
      case LineMarks.Excluded excluded -> texts.language().of("search.chip.not", excluded.text());
    };
  }

  /// Shows or hides the icon; without a blank before the words there is no room for it.
  void showIcon(boolean shown) {
    button.getGraphic().setVisible(shown);
  }

  /// Returns the control.
  Button view() {
    return button;
  }
}
