package app.akin.desktop.models;

import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.photo.Precision;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Shows the precision of the model on this machine and the results of all tested precisions.
/// JavaFX thread only.
final class PrecisionCheckView implements AutoCloseable {
  private static final int FIGURES = 2;

  private final ModelsModel model;
  private final Language language;
  private final VBox box = new VBox(12);
  private final ProgressBar bar = new ProgressBar(0);
  private final Subscription subscriptions;

  PrecisionCheckView(ModelsModel model, Language language) {
    this.model = model;
    this.language = language;
    bar.getStyleClass().add("akin-slim-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.accessibleTextProperty().bind(language.text("models.check.progress"));
    box.getStyleClass().addAll("akin-row");
    subscriptions =
        Subscription.combine(
            model.tableProperty().subscribe(_ -> show()),
            model
                .checkingProperty()
                .subscribe(
                    (before, now) -> {
                      bar.setProgress(now.doubleValue());
                      if (before.doubleValue() < 0 != now.doubleValue() < 0) {
                        show();
                      }
                    }),
            language.messagesProperty().subscribe(() -> show()));
  }

  Region view() {
    return box;
  }

  private void show() {
    Optional<PrecisionTable> table = model.tableProperty().get();
    boolean checking = model.checkingProperty().get() >= 0;
    Label sentence =
        Page.text(
            checking
                ? language.textNow("models.check.running")
                : table.map(this::result).orElseGet(() -> language.textNow("models.check.lead")));
    sentence.setMinWidth(0);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    sentence.setMaxWidth(Double.MAX_VALUE);
    var button =
        checking
            ? Buttons.words(language.textNow("models.cancel"), model::cancelCheck)
            : Buttons.words(
                language.textNow(table.isPresent() ? "models.check.again" : "models.check"),
                model::check);
    HBox line = new HBox(16, Icon.SPEED.node(Icon.Size.LARGE), sentence, button);
    line.setAlignment(Pos.CENTER_LEFT);
    box.getChildren().setAll(line);
    if (checking) {
      box.getChildren().add(bar);
    } else {
      table
          .filter(found -> found.rows().size() > 1)
          .ifPresent(found -> box.getChildren().add(grid(found)));
    }
  }

  private ObservableValue<String> result(PrecisionTable table) {
    return table.rows().size() > 1
        ? language.textNow(
            "models.check.found", word(table.chosen()), table.syntheticCount() + table.photoCount())
        : language.textNow(
            "models.check.only", word(table.chosen()), table.chosenRow().imagesPerSecond());
  }

  private Region grid(PrecisionTable table) {
    GridPane grid = new GridPane(16, 8);
    grid.getStyleClass().add("akin-check-table");
    ColumnConstraints first = new ColumnConstraints();
    first.setMinWidth(Region.USE_PREF_SIZE);
    grid.getColumnConstraints().add(first);
    for (int i = 0; i < FIGURES; i++) {
      ColumnConstraints figures = new ColumnConstraints();
      figures.setHalignment(HPos.RIGHT);
      figures.setHgrow(Priority.SOMETIMES);
      grid.getColumnConstraints().add(figures);
    }
    ColumnConstraints verdict = new ColumnConstraints();
    verdict.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().add(verdict);
    grid.addRow(
        0,
        head("models.check.precision"),
        head("models.check.rate"),
        head("models.check.neighbours"),
        head("models.check.verdict"));
    for (PrecisionRow row : table.rows()) {
      boolean taken = table.isChosen(row);
      Label name = new Label(word(row.precision()));
      if (taken) {
        name.getStyleClass().add("akin-strong");
      }
      Label verdictWords =
          new Label(
              language.of(taken ? "models.check.TAKEN" : "models.check." + row.verdict().name()));
      verdictWords.setWrapText(true);
      verdictWords.setMinHeight(Region.USE_PREF_SIZE);
      verdictWords.setGraphic(
          (taken || row.verdict() == PrecisionRow.Verdict.GOOD ? Icon.DONE : Icon.NOT)
              .node(Icon.Size.SMALL));
      grid.addRow(
          grid.getRowCount(),
          name,
          new Label(figure("models.check.number", row.imagesPerSecond())),
          new Label(figure("models.check.percent", row.neighbours())),
          verdictWords);
    }
    return grid;
  }

  private Label head(String key) {
    return Page.text(language.textNow(key), "akin-muted", "akin-small");
  }

  private String figure(String key, double value) {
    return Double.isNaN(value) ? "–" : language.of(key, value);
  }

  private static String word(Precision precision) {
    return precision.word();
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
