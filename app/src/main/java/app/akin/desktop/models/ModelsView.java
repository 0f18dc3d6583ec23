package app.akin.desktop.models;

import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The models page: the models to choose from, with what they differ in, and imports. The precision
/// check is in a collapsed section. JavaFX thread only.
public final class ModelsView implements AutoCloseable {
  private final ModelsModel model;
  private final Language language;
  private final VBox here = new VBox();
  private final VBox importing = new VBox();
  private final FetchView fetching;
  private final PrecisionCheckView check;
  private final Region view;
  private final Subscription subscriptions;

  /// @param sources choosers for imports
  /// @param recall how many photos the models find
  public ModelsView(
      ModelsModel model, Language language, ModelImportChooser sources, Region recall) {
    this.model = model;
    this.language = language;
    fetching = new FetchView(model, language);
    check = new PrecisionCheckView(model, language);
    here.getStyleClass().add("akin-rows");
    HBox take =
        new HBox(
            8,
            Buttons.words(
                Icon.FOLDER,
                language.text("models.import.folder"),
                () -> sources.folder().get().ifPresent(model::importFrom)),
            Buttons.words(
                Icon.ARCHIVE,
                language.text("models.import.zip"),
                () -> sources.zip().get().ifPresent(model::importFrom)),
            Page.text(language.text("models.import.trust"), "akin-muted", "akin-small"));
    take.setAlignment(Pos.CENTER_LEFT);
    view =
        new Page(language.text("models.title"), language.text("models.lead"))
            .add(here)
            .add(take)
            .add(importing)
            .add(language.text("models.recall"), recall)
            .add(Page.fold(language.text("models.advanced"), check.view()))
            .view();
    subscriptions =
        Subscription.combine(
            model.entries().subscribe(this::show),
            model.confirmationProperty().subscribe(_ -> show()),
            model.tableProperty().subscribe(_ -> show()),
            model.fetchProperty().subscribe(this::fetch),
            model.timingProperty().subscribe(this::time),
            language.messagesProperty().subscribe(() -> show()));
    model.refresh();
  }

  /// Returns the view.
  public Region view() {
    return view;
  }

  private void fetch(Optional<ModelService.Fetch> before, Optional<ModelService.Fetch> now) {
    now.ifPresent(fetching::show);
    if (!before.map(ModelService.Fetch::name).equals(now.map(ModelService.Fetch::name))) {
      show();
    }
  }

  private void time(Optional<ModelsModel.Timing> before, Optional<ModelsModel.Timing> now) {
    if (before.isPresent() != now.isPresent()) {
      show();
    }
  }

  private void show() {
    model.fetchProperty().get().ifPresent(fetching::show);
    importing.getChildren().clear();
    here.getChildren().setAll(cards());
    boolean shown =
        model.fetchProperty().get().stream()
            .allMatch(
                now -> model.entries().stream().anyMatch(entry -> entry.name().equals(now.name())));
    if (!shown) {
      importing.getChildren().add(fetching.view());
    }
    importing.setManaged(!shown);
  }

  private List<Node> cards() {
    String offered = model.offered().map(ModelEntry::name).orElse("");
    String fetched = model.fetchProperty().get().map(ModelService.Fetch::name).orElse("");
    return model.entries().stream()
        .map(
            entry ->
                (Node)
                    new ModelCard(
                            entry,
                            model,
                            language,
                            entry.name().equals(fetched) ? Optional.of(fetching) : Optional.empty(),
                            entry.name().equals(offered))
                        .view())
        .toList();
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    check.close();
  }
}
