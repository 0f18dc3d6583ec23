package app.akin.desktop.models;

import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The offer of a better model: benefits, size and license, then the progress of download and
/// library. Hidden when dismissed or done. JavaFX thread only.
public final class ModelOfferView implements AutoCloseable {
  /// Initial size of the offer.
  public enum Form {
    /// A card with all benefits.
    CARD,
    /// One line above the photos.
    LINE
  }

  private final ModelsModel model;
  private final Language language;
  private final ModelTexts words;
  private final ModelImportChooser sources;
  private final Runnable decline;
  private final VBox card = new VBox(12);
  private final FetchView fetching;
  private final ObservableValue<Boolean> wanted;
  private final Form form;
  private final Subscription subscriptions;

  /// @param form the initial size
  /// @param sources choosers for an import instead
  /// @param wanted whether the offer may be shown; false once dismissed
  /// @param decline called when the offer is dismissed
  public ModelOfferView(
      ModelsModel model,
      Language language,
      Form form,
      ModelImportChooser sources,
      ObservableValue<Boolean> wanted,
      Runnable decline) {
    this.model = model;
    this.language = language;
    this.words = new ModelTexts(language);
    this.sources = sources;
    this.form = form;
    this.wanted = wanted;
    this.decline = decline;
    fetching = new FetchView(model, language);
    card.managedProperty().bind(card.visibleProperty());
    subscriptions =
        Subscription.combine(
            model.entries().subscribe(this::show),
            model.confirmationProperty().subscribe(_ -> show()),
            wanted.subscribe(_ -> show()),
            model.fetchProperty().subscribe(this::fetch),
            language.messagesProperty().subscribe(() -> show()));
    show();
  }

  /// Returns the view.
  public Region view() {
    return card;
  }

  private void fetch(Optional<ModelService.Fetch> before, Optional<ModelService.Fetch> now) {
    now.ifPresent(fetching::show);
    if (before.isPresent() != now.isPresent()) {
      show();
    }
  }

  private void show() {
    Optional<ModelEntry> coming =
        model.entries().stream().filter(entry -> entry.role() == ModelEntry.Role.COMES).findFirst();
    Optional<ModelEntry> offered = model.offered();
    card.getChildren().clear();
    card.setVisible(wanted.getValue() && (coming.isPresent() || offered.isPresent()));
    coming.ifPresentOrElse(this::moving, () -> offered.ifPresent(this::offer));
  }

  private void moving(ModelEntry entry) {
    ProgressBar bar = new ProgressBar(entry.coverage());
    bar.getStyleClass().add("akin-slim-progress");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.accessibleTextProperty().bind(language.textNow("models.coverage.progress"));
    Label sentence =
        Page.text(
            language.textNow("models.coverage", entry.covered(), entry.coverable()), "akin-muted");
    unfold();
    card.getChildren()
        .setAll(head(language.of("models.offer.moving", entry.title())), sentence, bar);
  }

  private void unfold() {
    card.getStyleClass().setAll(form == Form.LINE ? "akin-offer-open" : "akin-offer");
  }

  private void offer(ModelEntry entry) {
    Optional<ModelService.Fetch> fetch =
        model.fetchProperty().get().filter(now -> now.name().equals(entry.name()));
    boolean asked =
        model.confirmationProperty().get().filter(q -> q.name().equals(entry.name())).isPresent();
    if (form == Form.LINE && fetch.isEmpty() && !asked) {
      card.getStyleClass().setAll("akin-offer-line");
      card.getChildren().setAll(line(entry));
      return;
    }
    unfold();
    card.getChildren().setAll(head(language.of("models.offer", entry.title())));
    if (fetch.isPresent()) {
      fetching.show(fetch.get());
      card.getChildren()
          .addAll(
              Page.text(language.textNow("models.offer.meanwhile"), "akin-muted"), fetching.view());
      return;
    }
    Label facts = new Label(words.facts(entry));
    facts.getStyleClass().addAll("akin-muted", "akin-small");
    facts.setWrapText(true);
    facts.setMinHeight(Region.USE_PREF_SIZE);
    Label sentence =
        asked
            ? Page.text(
                language.textNow(
                    "models.ask.fetch",
                    entry.title(),
                    entry.licence(),
                    words.size(entry.download())))
            : Page.text(language.textNow("models.offer.adds"));
    card.getChildren().add(sentence);
    if (asked && !entry.terms().isEmpty()) {
      card.getChildren().add(new LicenceView(entry.licence(), entry.terms(), language).view());
    } else {
      card.getChildren().add(facts);
    }
    card.getChildren().add(asked ? consent() : actions(entry));
  }

  private HBox head(String title) {
    Label label = new Label(title);
    label.getStyleClass().add("akin-strong");
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(label, Priority.ALWAYS);
    HBox head =
        new HBox(
            10,
            Icon.SHINE.node(Icon.Size.CLEAR),
            label,
            Buttons.icon(Icon.CLOSE, language.textNow("models.offer.close"), decline));
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  /// Returns the one-line form; the models page has the details and the imports.
  private Region line(ModelEntry entry) {
    Label title =
        Page.line(
            language.textNow("models.offer", entry.title()), "akin-strong", "akin-offer-title");
    Label facts = Page.line(language.textNow("models.offer.short"), "akin-muted", "akin-small");
    for (Label label : List.of(title, facts)) {
      label.setMinWidth(0);
    }
    VBox words = new VBox(1, title, facts);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line =
        new HBox(
            12,
            Icon.SHINE.node(Icon.Size.CLEAR),
            words,
            Buttons.words(get(entry), () -> model.get(entry.name())),
            Buttons.icon(Icon.CLOSE, language.textNow("models.offer.close"), decline));
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private ObservableValue<String> get(ModelEntry entry) {
    boolean begun = entry.installState() instanceof InstallState.Available(long bytes) && bytes > 0;
    return begun
        ? language.textNow("models.resume")
        : language.textNow("models.offer.get", words.size(entry.download()));
  }

  private Region actions(ModelEntry entry) {
    FlowPane actions = new FlowPane(8, 8);
    actions
        .getChildren()
        .addAll(
            Buttons.words(Icon.DOWNLOAD, get(entry), () -> model.get(entry.name()), "accent"),
            Buttons.words(
                language.textNow("models.import.folder"),
                () -> sources.folder().get().ifPresent(model::importFrom),
                "flat"),
            Buttons.words(
                language.textNow("models.import.zip"),
                () -> sources.zip().get().ifPresent(model::importFrom),
                "flat"));
    return actions;
  }

  private Region consent() {
    var no = Buttons.words(language.textNow("models.ask.no"), model::decline);
    return new HBox(
        8, Buttons.words(language.textNow("models.ask.fetch.yes"), model::confirm, "accent"), no);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
