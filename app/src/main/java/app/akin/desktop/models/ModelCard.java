package app.akin.desktop.models;

import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows one model: name, purpose, figures and actions. Recreated when the model changes. JavaFX
/// thread only.
final class ModelCard {
  private final ModelsModel model;
  private final Language language;
  private final ModelTexts words;
  private final VBox box = new VBox(10);

  /// @param fetch progress of the download of this model
  ModelCard(
      ModelEntry entry,
      ModelsModel model,
      Language language,
      Optional<FetchView> fetch,
      boolean recommended) {
    this.model = model;
    this.language = language;
    this.words = new ModelTexts(language);
    box.getStyleClass().addAll("akin-row", "akin-model");
    Label terms = new Label(words.terms(entry));
    terms.getStyleClass().addAll("akin-muted", "akin-small");
    terms.setWrapText(true);
    terms.setMinHeight(Region.USE_PREF_SIZE);
    Label purpose = new Label(words.purpose(entry));
    purpose.setWrapText(true);
    purpose.setMinHeight(Region.USE_PREF_SIZE);
    VBox text = new VBox(4, title(entry, recommended), purpose);
    text.setMinWidth(0);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox top = new HBox(16, icon(entry), text);
    boolean confirming =
        model.confirmationProperty().get().filter(q -> q.name().equals(entry.name())).isPresent();
    Optional<ModelsModel.Timing> timing =
        model.timingProperty().get().filter(now -> now.name().equals(entry.name()));
    if (fetch.isEmpty() && !confirming && timing.isEmpty()) {
      top.getChildren().add(actions(entry, recommended));
    }
    box.getChildren().add(top);
    below(figures(entry));
    below(terms);
    fetch.ifPresent(view -> below(view.view()));
    if (entry.installState() instanceof InstallState.Damaged) {
      Label why = Page.text(language.textNow("models.damaged.means"));
      why.setGraphic(Icon.WARNING.node(Icon.Size.SMALL));
      why.getStyleClass().add("akin-warning-line");
      below(why);
    }
    if (entry.role() == ModelEntry.Role.COMES) {
      below(coverage(entry));
    }
    if (timing.isPresent()) {
      below(timing());
    }
    if (confirming) {
      below(question(entry));
    }
  }

  Region view() {
    return box;
  }

  private void below(Node node) {
    // The progress view moves between cards.
    if (!node.getStyleClass().contains("akin-indent-wide")) {
      node.getStyleClass().add("akin-indent-wide");
    }
    box.getChildren().add(node);
  }

  private static Node icon(ModelEntry entry) {
    var icon =
        switch (entry.installState()) {
          case InstallState.BuiltIn _, InstallState.Installed _ -> Icon.MODEL;
          case InstallState.Available _ -> Icon.SHINE;
          case InstallState.Damaged _ -> Icon.BROKEN;
        };
    VBox place = new VBox(icon.node(Icon.Size.LARGE));
    place.setAlignment(Pos.TOP_CENTER);
    place.setMinWidth(24);
    return place;
  }

  /// Returns the figures in columns that are equal in all cards.
  private Node figures(ModelEntry entry) {
    FlowPane figures = new FlowPane(12, 6);
    figures.setMinWidth(0);
    words
        .figures(entry, model.measuredSpeed(entry))
        .forEach(
            (name, value) -> {
              Label caption = new Label(name);
              caption.getStyleClass().addAll("akin-muted", "akin-small");
              Label figure = new Label(value);
              figure.setMinWidth(Region.USE_PREF_SIZE);
              VBox column = new VBox(caption, figure);
              column.getStyleClass().add("akin-model-figure");
              figures.getChildren().add(column);
            });
    return figures;
  }

  private Node title(ModelEntry entry, boolean recommended) {
    Label name = new Label(entry.title());
    name.getStyleClass().add("akin-strong");
    HBox line = new HBox(8, name);
    line.setAlignment(Pos.CENTER_LEFT);
    if (entry.role() == ModelEntry.Role.ANSWERS) {
      line.getChildren().add(badge("models.answers", "akin-badge-accent"));
    } else if (recommended) {
      line.getChildren().add(badge("models.recommended", "akin-badge-accent"));
    }
    if (entry.installState() instanceof InstallState.Damaged) {
      line.getChildren().add(badge("models.damaged", "akin-badge-warning"));
    }
    return line;
  }

  private Label badge(String key, String style) {
    Label badge = Page.line(language.textNow(key), "akin-badge", style);
    badge.setMinWidth(Region.USE_PREF_SIZE);
    return badge;
  }

  private Node actions(ModelEntry entry, boolean recommended) {
    HBox actions = new HBox(4);
    actions.setAlignment(Pos.TOP_RIGHT);
    boolean works = entry.role() != ModelEntry.Role.RESTS;
    boolean busy = model.fetchProperty().get().isPresent();
    switch (entry.installState()) {
      case InstallState.BuiltIn _ -> {
        if (!works) {
          actions.getChildren().add(button("models.use", () -> model.use(entry.name())));
        }
      }
      case InstallState.Installed _ -> {
        if (!works) {
          actions.getChildren().add(button("models.use", () -> model.use(entry.name())));
        }
        actions.getChildren().add(remove(entry));
      }
      case InstallState.Available(long bytes) -> {
        var get =
            Buttons.words(
                language.textNow(bytes > 0 ? "models.resume" : "models.get"),
                () -> model.get(entry.name()),
                recommended ? "accent" : "akin-soft");
        get.setDisable(busy);
        actions.getChildren().add(get);
      }
      case InstallState.Damaged _ -> {
        var again = button("models.again", () -> model.get(entry.name()));
        again.setDisable(busy || entry.download() == 0);
        actions.getChildren().addAll(again, remove(entry));
      }
    }
    return actions;
  }

  private javafx.scene.control.Button button(String key, Runnable action) {
    return Buttons.words(language.textNow(key), action);
  }

  private Node remove(ModelEntry entry) {
    return Buttons.icon(
        Icon.REMOVE,
        language.textNow("models.remove", entry.title()),
        () -> model.requestConfirmation(entry.name()));
  }

  private Node coverage(ModelEntry entry) {
    ProgressBar bar = new ProgressBar(entry.coverage());
    bar.getStyleClass().add("akin-slim-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.accessibleTextProperty().bind(language.textNow("models.coverage.progress"));
    Label sentence =
        Page.text(
            language.textNow("models.coverage", entry.covered(), entry.coverable()),
            "akin-muted",
            "akin-small");
    return new VBox(8, bar, sentence);
  }

  private Node timing() {
    ProgressBar bar = new ProgressBar();
    bar.getStyleClass().add("akin-slim-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.accessibleTextProperty().bind(language.textNow("models.time.progress"));
    bar.progressProperty()
        .bind(model.timingProperty().map(now -> now.map(ModelsModel.Timing::part).orElse(1.0)));
    Label sentence =
        Page.text(language.textNow("models.time.measuring"), "akin-muted", "akin-small");
    sentence.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    HBox line =
        new HBox(
            8, sentence, Buttons.words(language.textNow("models.cancel"), model::cancelTiming));
    line.setAlignment(Pos.CENTER_LEFT);
    VBox timing = new VBox(8, bar, line);
    timing.getStyleClass().add("akin-measure");
    return timing;
  }

  private Node question(ModelEntry entry) {
    ModelsModel.Confirmation.Kind kind = model.confirmationProperty().get().orElseThrow().kind();
    boolean fetch = kind == ModelsModel.Confirmation.Kind.FETCH;
    String sentence =
        switch (kind) {
          case FETCH ->
              language.of(
                  "models.ask.fetch",
                  entry.title(),
                  entry.licence(),
                  language.size(entry.download()));
          case REMOVE ->
              language.of(
                  entry.role() == ModelEntry.Role.RESTS
                      ? "models.ask.remove"
                      : "models.ask.remove.used",
                  entry.title());
          case USE -> words.longIndexing(entry);
        };
    Label label = new Label(sentence);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    String agree =
        switch (kind) {
          case FETCH -> "models.ask.fetch.yes";
          case REMOVE -> "models.ask.remove.yes";
          case USE -> "models.ask.use.yes";
        };
    String style =
        switch (kind) {
          case FETCH -> "accent";
          case REMOVE -> "danger";
          case USE -> "akin-soft";
        };
    var yes = Buttons.words(language.textNow(agree), model::confirm, style);
    var no = Buttons.words(language.textNow("models.ask.no"), model::decline);
    no.setCancelButton(true);
    VBox question = new VBox(12, label);
    if (fetch && !entry.terms().isEmpty()) {
      question.getChildren().add(new LicenceView(entry.licence(), entry.terms(), language).view());
    }
    question.getChildren().add(new HBox(8, yes, no));
    return question;
  }
}
