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
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The offer of a better model: one line above the photos, then the license, and the progress of
/// download and library. Hidden when dismissed or done. JavaFX thread only.
public final class ModelOfferView implements AutoCloseable {
  private final ModelsModel model;
  private final Language language;
  private final Runnable decline;
  private final VBox card = new VBox(12);
  private final FetchView fetching;
  private final ObservableValue<Boolean> wanted;
  private final Subscription subscriptions;

  /// @param wanted whether the offer may be shown; false once dismissed
  /// @param decline called when the offer is dismissed
  public ModelOfferView(
      ModelsModel model, Language language, ObservableValue<Boolean> wanted, Runnable decline) {
    this.model = model;
    this.language = language;
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
    card.getStyleClass().setAll("akin-offer-open");
    card.getChildren()
        .setAll(head(language.of("models.offer.moving", entry.title())), sentence, bar);
  }

  private void offer(ModelEntry entry) {
    Optional<ModelService.Fetch> fetch =
        model.fetchProperty().get().filter(now -> now.name().equals(entry.name()));
    boolean asked =
        model.confirmationProperty().get().filter(q -> q.name().equals(entry.name())).isPresent();
    if (fetch.isEmpty() && !asked) {
      card.getStyleClass().setAll("akin-offer-line");
      card.getChildren().setAll(line(entry));
      return;
    }
    card.getStyleClass().setAll("akin-offer-open");
    card.getChildren().setAll(head(language.of("models.offer", entry.title())));
    if (fetch.isPresent()) {
      fetching.show(fetch.get());
      card.getChildren()
          .addAll(
              Page.text(language.textNow("models.offer.meanwhile"), "akin-muted"), fetching.view());
      return;
    }
    card.getChildren()
        .add(
            Page.text(
                language.textNow(
                    "models.ask.fetch",
                    entry.title(),
                    entry.licence(),
                    language.size(entry.download()))));
    if (!entry.terms().isEmpty()) {
      card.getChildren().add(new LicenceView(entry.licence(), entry.terms(), language).view());
    }
    card.getChildren().add(consent());
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
        Page.text(
            language.textNow("models.offer.line", entry.title()),
            "akin-strong",
            "akin-offer-title");
    Label facts = Page.text(language.textNow("models.offer.short"), "akin-muted", "akin-small");
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
        : language.textNow("models.offer.get", language.size(entry.download()));
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
