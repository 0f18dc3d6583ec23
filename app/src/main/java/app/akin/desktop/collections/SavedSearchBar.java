package app.akin.desktop.collections;

import app.akin.desktop.collections.OpenedSearchModel.Opened;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The line above the results of a saved search: its name, how many photos are new, and what can be
/// done with it; and the button that saves a search. JavaFX thread only.
public final class SavedSearchBar implements AutoCloseable {
  private final OpenedSearchModel opened;
  private final Language language;
  private final Label name = new Label();
  private final Label fresh = new Label();
  private final ToggleButton onlyNew = new ToggleButton();
  private final Button update;
  private final Button save;
  private final FlowPane line;
  private final Subscription subscriptions;

  /// @param save asks for the name under which the query is saved
  public SavedSearchBar(
      SavedSearchesModel model,
      SearchModel search,
      ResultsModel results,
      Language language,
      Runnable save) {
    this.opened = model.opened();
    this.language = language;
    this.save = Buttons.icon(Icon.SAVE, language.text("saved.save"), save);
    this.save.setMinWidth(Region.USE_PREF_SIZE);
    name.getStyleClass().add("akin-strong");
    name.setGraphic(Icon.SAVED.node(Icon.Size.SMALL));
    fresh.getStyleClass().addAll("akin-muted", "akin-saved-new");
    onlyNew.textProperty().bind(language.text("saved.onlyNew"));
    onlyNew.getStyleClass().add("akin-quiet-button");
    onlyNew.setOnAction(_ -> opened.showOnlyNew(onlyNew.isSelected()));
    update = Buttons.words(language.text("saved.update"), model::update);
    line =
        new FlowPane(
            10,
            4,
            name,
            fresh,
            onlyNew,
            update,
            Buttons.icon(Icon.CLOSE, language.text("saved.close"), opened::end));
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().addAll("akin-folder-bar", "akin-saved-bar");
    line.managedProperty().bind(line.visibleProperty());
    update.managedProperty().bind(update.visibleProperty());
    onlyNew.managedProperty().bind(onlyNew.visibleProperty());
    subscriptions =
        Subscription.combine(
            opened.openedProperty().subscribe(_ -> show()),
            search.queryProperty().subscribe(_ -> show()),
            results.orderProperty().subscribe(_ -> show()),
            language.messagesProperty().subscribe(_ -> show()));
  }

  /// Returns the line.
  public Region view() {
    return line;
  }

  /// Returns the button that saves the query.
  public Region saveButton() {
    return save;
  }

  private void show() {
    Optional<Opened> shown = opened.openedProperty().get();
    line.setVisible(shown.isPresent());
    shown.ifPresent(
        now -> {
          name.setText(now.search().name());
          fresh.setText(
              now.fresh().isPresent() ? language.of("saved.fresh", now.fresh().getAsInt()) : "");
          onlyNew.setSelected(opened.isOnlyNew());
          onlyNew.setVisible(opened.isOnlyNew() || now.fresh().orElse(0) > 0);
          update.setVisible(opened.isChanged());
        });
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
