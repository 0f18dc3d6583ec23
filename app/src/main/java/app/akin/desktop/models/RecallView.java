package app.akin.desktop.models;

import app.akin.core.evaluation.LibraryEvaluation;
import app.akin.core.evaluation.ModelRecall;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Shows how many of the right photos each model finds for keywords, folder names and captions of
/// the library, as bars, and measures it. JavaFX thread only.
public final class RecallView implements AutoCloseable {
  private static final int COLUMNS = 4;

  private final RecallModel model;
  private final ModelsModel models;
  private final Language language;
  private final ZoneId zone;
  private final VBox box = new VBox(12);
  private final Label sentence = new Label();
  private final ProgressBar bar = new ProgressBar(0);

  /// Stays the same while a measurement starts and ends, so that it keeps the focus.
  private final StringProperty action = new SimpleStringProperty("");

  private final Button button = Buttons.words(action, this::act);
  private final HBox line = new HBox(16);
  private final Subscription subscriptions;

  /// @param models the models, whose titles are shown
  /// @param zone the time zone of dates
  public RecallView(RecallModel model, ModelsModel models, Language language, ZoneId zone) {
    this.model = model;
    this.models = models;
    this.language = language;
    this.zone = zone;
    box.getStyleClass().add("akin-row");
    sentence.setWrapText(true);
    sentence.setMinWidth(0);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    sentence.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    bar.getStyleClass().add("akin-slim-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.accessibleTextProperty().bind(language.text("models.recall.progress"));
    line.getChildren().addAll(Icon.CHART.node(Icon.Size.LARGE), sentence, button);
    line.setAlignment(Pos.CENTER_LEFT);
    subscriptions =
        Subscription.combine(
            model.resultsProperty().subscribe(_ -> show()),
            model
                .progressProperty()
                .subscribe(
                    (before, now) -> {
                      if (before.isPresent() && now.isPresent()) {
                        show(now.get());
                      } else {
                        show();
                      }
                    }),
            models.entries().subscribe(model::refresh),
            models.entries().subscribe(this::show),
            language.messagesProperty().subscribe(() -> show()));
    model.refresh();
  }

  /// Returns the view.
  public Region view() {
    return box;
  }

  private void act() {
    if (model.progressProperty().get().isPresent()) {
      model.cancel();
    } else {
      model.measure();
    }
  }

  private void show() {
    box.getChildren().setAll(line);
    Optional<RecallModel.Progress> progress = model.progressProperty().get();
    List<ModelRecall> results = results();
    boolean canMeasure = models.entries().stream().anyMatch(entry -> entry.covered() > 0);
    button.setVisible(canMeasure);
    button.setManaged(canMeasure);
    if (progress.isPresent()) {
      action.set(language.of("models.cancel"));
      box.getChildren().add(bar);
      show(progress.get());
    } else {
      action.set(language.of(results.isEmpty() ? "models.recall.measure" : "models.recall.again"));
      sentence.setText(canMeasure ? summary(results) : language.of("models.recall.empty"));
    }
    if (results.stream().anyMatch(recall -> !recall.rows().isEmpty())) {
      box.getChildren().addAll(chart(results), notes(results));
    }
  }

  private void show(RecallModel.Progress progress) {
    bar.setProgress(progress.part());
    String running = language.of("models.recall.running");
    sentence.setText(
        progress
            .remaining()
            .map(time -> running + "  ·  " + language.timeLeft(time))
            .orElse(running));
  }

  /// Returns the results of the models that are here, in their order.
  private List<ModelRecall> results() {
    return models.entries().stream()
        .filter(entry -> entry.covered() > 0)
        .flatMap(
            entry ->
                model.resultsProperty().get().stream()
                    .filter(recall -> recall.model().equals(entry.name())))
        .toList();
  }

  /// Returns what the models find of the first kind of queries that the library has.
  private String summary(List<ModelRecall> results) {
    if (results.isEmpty()) {
      return language.of("models.recall.lead");
    }
    for (LibraryEvaluation.Kind kind : LibraryEvaluation.Kind.values()) {
      List<String> parts = new ArrayList<>();
      for (ModelRecall recall : results) {
        row(recall, kind)
            .ifPresent(
                row ->
                    parts.add(
                        language.of(
                            parts.isEmpty()
                                ? "models.recall.first." + kind.name()
                                : "models.recall.next",
                            models.title(recall.model()),
                            row.found())));
      }
      if (!parts.isEmpty()) {
        return language.of(
            "models.recall.sentence", String.join(language.of("models.recall.separator"), parts));
      }
    }
    return language.of("models.recall.nothing");
  }

  private static Optional<ModelRecall.Row> row(ModelRecall recall, LibraryEvaluation.Kind kind) {
    return recall.rows().stream().filter(row -> row.kind() == kind).findFirst();
  }

  private Region chart(List<ModelRecall> results) {
    GridPane grid = new GridPane(12, 6);
    grid.getStyleClass().add("akin-indent-wide");
    ColumnConstraints name = new ColumnConstraints();
    ColumnConstraints bars = new ColumnConstraints();
    bars.setHgrow(Priority.ALWAYS);
    ColumnConstraints found = new ColumnConstraints();
    found.setHalignment(HPos.RIGHT);
    ColumnConstraints interval = new ColumnConstraints();
    grid.getColumnConstraints().addAll(name, bars, found, interval);
    for (LibraryEvaluation.Kind kind : LibraryEvaluation.Kind.values()) {
      if (results.stream().anyMatch(recall -> row(recall, kind).isPresent())) {
        Label heading =
            Page.text(
                language.textNow(
                    "models.recall.kind",
                    language.of("models.recall." + kind.name()),
                    most(results, kind)),
                "akin-muted",
                "akin-small");
        grid.add(heading, 0, grid.getRowCount(), COLUMNS, 1);
        results.forEach(recall -> row(recall, kind).ifPresent(row -> add(grid, recall, row)));
      }
    }
    return grid;
  }

  /// Returns the largest number of queries of a kind: a model that has embedded fewer photos has
  /// fewer.
  private static int most(List<ModelRecall> results, LibraryEvaluation.Kind kind) {
    return results.stream()
        .flatMap(recall -> row(recall, kind).stream())
        .mapToInt(ModelRecall.Row::queries)
        .max()
        .orElse(0);
  }

  private void add(GridPane grid, ModelRecall recall, ModelRecall.Row row) {
    Label name = new Label(models.title(recall.model()));
    name.setWrapText(true);
    name.getStyleClass().add("akin-recall-name");
    name.setMinHeight(Region.USE_PREF_SIZE);
    Label found = new Label(language.of("models.check.percent", row.found()));
    found.getStyleClass().add("akin-strong");
    found.setMinWidth(Region.USE_PREF_SIZE);
    String range =
        language.of("models.recall.interval", row.interval().low(), row.interval().high());
    Label interval = new Label(range);
    interval.getStyleClass().addAll("akin-muted", "akin-small");
    interval.setMinWidth(Region.USE_PREF_SIZE);
    grid.addRow(
        grid.getRowCount(),
        name,
        new RecallBar(
            row.found(),
            row.interval(),
            language.of(
                "models.recall.bar",
                models.title(recall.model()),
                language.of("models.recall." + row.kind().name()),
                row.found(),
                range,
                row.queries())),
        found,
        interval);
  }

  private Region notes(List<ModelRecall> results) {
    VBox notes = new VBox(2);
    notes.getStyleClass().add("akin-indent-wide");
    boolean alike =
        results.stream().map(ModelRecall::photos).distinct().count() == 1
            && results.stream().map(this::date).distinct().count() == 1;
    if (alike) {
      note(notes, "models.recall.date", date(results.getFirst()), results.getFirst().photos());
    } else {
      results.forEach(
          recall ->
              note(
                  notes,
                  "models.recall.date.model",
                  models.title(recall.model()),
                  date(recall),
                  recall.photos()));
    }
    note(notes, "models.recall.how");
    if (results.stream()
        .flatMap(recall -> recall.rows().stream())
        .anyMatch(ModelRecall.Row::hasFewQueries)) {
      note(notes, "models.recall.few");
    }
    return notes;
  }

  private void note(VBox notes, String key, Object... arguments) {
    notes
        .getChildren()
        .add(Page.text(language.textNow(key, arguments), "akin-muted", "akin-small"));
  }

  private String date(ModelRecall recall) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(language.locale())
        .format(recall.measured().atZone(zone));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
