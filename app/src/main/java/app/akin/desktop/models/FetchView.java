package app.akin.desktop.models;

import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Language;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows the progress of a model download with a cancel button. JavaFX thread only.
final class FetchView {
  private final ModelTexts words;
  private final ProgressBar bar = new ProgressBar();
  private final Label figures = new Label();
  private final VBox box;

  FetchView(ModelsModel model, Language language) {
    words = new ModelTexts(language);
    bar.getStyleClass().add("akin-slim-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.accessibleTextProperty().bind(language.text("models.fetch.progress"));
    figures.getStyleClass().addAll("akin-muted", "akin-small");
    HBox.setHgrow(figures, Priority.ALWAYS);
    figures.setMaxWidth(Double.MAX_VALUE);
    figures.setWrapText(true);
    figures.setMinHeight(Region.USE_PREF_SIZE);
    HBox line =
        new HBox(8, figures, Buttons.words(language.text("models.cancel"), model::cancelFetch));
    line.setAlignment(Pos.CENTER_LEFT);
    box = new VBox(8, bar, line);
    box.getStyleClass().add("akin-measure");
  }

  Region view() {
    return box;
  }

  void show(ModelService.Fetch fetch) {
    bar.setProgress(fetch.total() == 0 ? -1 : (double) fetch.done() / fetch.total());
    figures.setText(words.fetch(fetch));
  }
}
