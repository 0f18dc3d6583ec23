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
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One model: its name, what it is good for, its facts, and what can be done with it. JavaFX thread
/// only; a new one is made where the model changes.
final class ModelCard {
  private final ModelsModel model;
  private final Language language;
  private final ModelWords words;
  private final VBox box = new VBox(10);

  /// @param fetch where this model is being fetched
  ModelCard(
      CatalogueEntry entry,
      ModelsModel model,
      Language language,
      Optional<FetchView> fetch,
      boolean recommended) {
    this.model = model;
    this.language = language;
    this.words = new ModelWords(language);
    box.getStyleClass().addAll("akin-row", "akin-model");
    Label facts = new Label(words.facts(entry));
    facts.getStyleClass().addAll("akin-muted", "akin-small");
    facts.setWrapText(true);
    facts.setMinHeight(Region.USE_PREF_SIZE);
    Label purpose = new Label(words.purpose(entry));
    purpose.setWrapText(true);
    purpose.setMinHeight(Region.USE_PREF_SIZE);
    VBox text = new VBox(4, title(entry, recommended), purpose, facts);
    text.setMinWidth(0);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox top = new HBox(16, icon(entry), text);
    boolean asked =
        model.askedProperty().get().filter(q -> q.name().equals(entry.name())).isPresent();
    if (fetch.isEmpty() && !asked) {
      top.getChildren().add(actions(entry, recommended));
    }
    box.getChildren().add(top);
    fetch.ifPresent(view -> below(view.view()));
    if (entry.holding() instanceof Holding.Damaged) {
      Label why = Page.text(language.once("models.damaged.means"));
      why.setGraphic(Icon.WARNING.node(Icon.Size.SMALL));
      why.getStyleClass().add("akin-warning-line");
      below(why);
    }
    if (entry.role() == CatalogueEntry.Role.COMES) {
      below(coverage(entry));
    }
    if (asked) {
      below(question(entry));
    }
  }

  Region view() {
    return box;
  }

  private void below(Node node) {
    // A fetch is shown in one card after the other.
    if (!node.getStyleClass().contains("akin-indent-wide")) {
      node.getStyleClass().add("akin-indent-wide");
    }
    box.getChildren().add(node);
  }

  private static Node icon(CatalogueEntry entry) {
    var icon =
        switch (entry.holding()) {
          case Holding.BuiltIn _, Holding.Present _ -> Icon.MODEL;
          case Holding.Absent _ -> Icon.SHINE;
          case Holding.Damaged _ -> Icon.BROKEN;
          case Holding.Unsupported _ -> Icon.NEWER;
        };
    VBox place = new VBox(icon.node(Icon.Size.LARGE));
    place.setAlignment(Pos.TOP_CENTER);
    place.setMinWidth(24);
    return place;
  }

  private Node title(CatalogueEntry entry, boolean recommended) {
    Label name = new Label(entry.title());
    name.getStyleClass().add("akin-strong");
    HBox line = new HBox(8, name);
    line.setAlignment(Pos.CENTER_LEFT);
    if (entry.role() == CatalogueEntry.Role.ANSWERS) {
      line.getChildren().add(badge("models.answers", "akin-badge-accent"));
    } else if (recommended) {
      line.getChildren().add(badge("models.recommended", "akin-badge-accent"));
    }
    if (entry.holding() instanceof Holding.Damaged) {
      line.getChildren().add(badge("models.damaged", "akin-badge-warning"));
    }
    return line;
  }

  private Label badge(String key, String style) {
    Label badge = Page.line(language.once(key), "akin-badge", style);
    badge.setMinWidth(Region.USE_PREF_SIZE);
    return badge;
  }

  private Node actions(CatalogueEntry entry, boolean recommended) {
    HBox actions = new HBox(4);
    actions.setAlignment(Pos.TOP_RIGHT);
    boolean works = entry.role() != CatalogueEntry.Role.RESTS;
    boolean busy = model.fetchProperty().get().isPresent();
    switch (entry.holding()) {
      case Holding.BuiltIn _ -> {
        if (!works) {
          actions.getChildren().add(button("models.use", () -> model.use(entry.name())));
        }
      }
      case Holding.Present _ -> {
        if (!works) {
          actions.getChildren().add(button("models.use", () -> model.use(entry.name())));
        }
        actions.getChildren().add(remove(entry));
      }
      case Holding.Absent(long bytes) -> {
        var get =
            Buttons.words(
                language.once(bytes > 0 ? "models.resume" : "models.get"),
                () -> model.get(entry.name()),
                recommended ? "accent" : "akin-soft");
        get.setDisable(busy);
        actions.getChildren().add(get);
      }
      case Holding.Damaged _ -> {
        var again = button("models.again", () -> model.get(entry.name()));
        again.setDisable(busy || entry.download() == 0);
        actions.getChildren().addAll(again, remove(entry));
      }
      case Holding.Unsupported _ -> {}
    }
    return actions;
  }

  private javafx.scene.control.Button button(String key, Runnable action) {
    return Buttons.words(language.once(key), action);
  }

  private Node remove(CatalogueEntry entry) {
    return Buttons.icon(
        Icon.REMOVE, language.once("models.remove", entry.title()), () -> model.ask(entry.name()));
  }

  private Node coverage(CatalogueEntry entry) {
    ProgressBar bar = new ProgressBar(entry.coverage());
    bar.getStyleClass().add("akin-slim-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.accessibleTextProperty().bind(language.once("models.coverage.progress"));
    Label sentence =
        Page.text(
            language.once("models.coverage", entry.covered(), entry.coverable()),
            "akin-muted",
            "akin-small");
    return new VBox(8, bar, sentence);
  }

  private Node question(CatalogueEntry entry) {
    boolean fetch =
        model
            .askedProperty()
            .get()
            .filter(q -> q.kind() == ModelsModel.Question.Kind.FETCH)
            .isPresent();
    String sentence =
        fetch
            ? language.of(
                "models.ask.fetch", entry.title(), entry.licence(), words.size(entry.download()))
            : language.of(
                entry.role() == CatalogueEntry.Role.RESTS
                    ? "models.ask.remove"
                    : "models.ask.remove.used",
                entry.title());
    Label label = new Label(sentence);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    var yes =
        Buttons.words(
            language.once(fetch ? "models.ask.fetch.yes" : "models.ask.remove.yes"),
            model::agree,
            fetch ? "accent" : "danger");
    var no = Buttons.words(language.once("models.ask.no"), model::decline);
    no.setCancelButton(true);
    VBox question = new VBox(12, label);
    if (fetch && !entry.terms().isEmpty()) {
      question.getChildren().add(new LicenceView(entry.licence(), entry.terms(), language).view());
    }
    question.getChildren().add(new HBox(8, yes, no));
    return question;
  }
}
