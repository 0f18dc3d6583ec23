package app.akin.desktop.similar;

import app.akin.core.library.Stacks.Stack;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.StatusPage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The page of similar photos: stacks by what their other photos take, and what can be done with
/// these. Nothing is deleted. JavaFX thread only.
public final class SimilarView implements AutoCloseable {
  private final SimilarModel model;
  private final Language language;
  private final ListView<Stack> list;
  private final BorderPane page = new BorderPane();
  private final Label summary = new Label();
  private final Button all;
  private final Button clear;
  private final Button copy;
  private final Button export;
  private final VBox head;
  private final Region none;

  /// The rows that the list has created and still uses.
  private final Set<SimilarRow> rows = Collections.newSetFromMap(new WeakHashMap<>());

  private final ListChangeListener<Stack> stacksChanged = _ -> show();
  private final Subscription subscriptions;

  /// Actions of the page.
  ///
  /// @param photos actions on photos
  /// @param target asks where a list of paths is saved
  /// @param open shows the photos of a stack
  public record Actions(
      PhotoActions photos, Supplier<Optional<Path>> target, Consumer<Stack> open) {}

  /// @param thumbnails the thumbnails
  public SimilarView(
      SimilarModel model, ThumbnailCache thumbnails, Language language, Actions actions) {
    this.model = model;
    this.language = language;
    all = Buttons.words(Icon.CHOSEN, language.text("similar.all"), model::selectAll);
    clear = Buttons.words(language.text("grid.selected.clear"), model::clear, "flat");
    copy =
        Buttons.words(
            Icon.LINK,
            language.text("actions.copyPath"),
            () -> actions.photos().copyPaths(model.selectedPhotos()));
    export =
        Buttons.words(
            Icon.LIST,
            language.text("actions.export"),
            () ->
                actions
                    .target()
                    .get()
                    .ifPresent(file -> actions.photos().export(model.selectedPhotos(), file)));
    summary.setWrapText(true);
    summary.setMinHeight(Region.USE_PREF_SIZE);
    FlowPane buttons = new FlowPane(8, 8, all, clear, copy, export);
    buttons.setAlignment(Pos.CENTER_LEFT);
    head =
        new VBox(
            12,
            new VBox(
                6,
                Page.text(language.text("similar.title"), "akin-title"),
                Page.text(language.text("similar.lead"), "akin-muted")),
            summary,
            buttons);
    head.getStyleClass().add("akin-similar-head");
    none =
        new StatusPage(
                Icon.STACK, language.text("similar.none"), language.text("similar.none.sentence"))
            .view();
    list = new ListView<>(model.stacks());
    list.getStyleClass().add("akin-similar-list");
    list.setAccessibleRole(AccessibleRole.LIST_VIEW);
    list.accessibleTextProperty().bind(language.text("similar.list"));
    list.setCellFactory(
        _ -> {
          SimilarRow row = new SimilarRow(model, thumbnails, language, actions);
          rows.add(row);
          return row;
        });
    list.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, actions));
    model.stacks().addListener(stacksChanged);
    subscriptions =
        Subscription.combine(
            model.changesProperty().subscribe(this::show),
            model.loadedProperty().subscribe(this::show),
            list.widthProperty().subscribe(_ -> rows.forEach(SimilarRow::resized)),
            language
                .messagesProperty()
                .subscribe(
                    () -> {
                      list.refresh();
                      show();
                    }));
    show();
  }

  /// Returns the view.
  public Region view() {
    return page;
  }

  private void key(KeyEvent event, Actions actions) {
    if (event.getCode() == KeyCode.ESCAPE) {
      // A list keeps this key, which leaves the page.
      page.fireEvent(event.copyFor(page, page));
      event.consume();
      return;
    }
    Stack focused = list.getFocusModel().getFocusedItem();
    // A control in a row has its own keys.
    if (focused == null || !list.equals(event.getTarget())) {
      return;
    }
    if (event.getCode() == KeyCode.SPACE) {
      model.select(focused, !model.isSelected(focused));
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER) {
      actions.open().accept(focused);
      event.consume();
    }
  }

  private void show() {
    boolean empty = model.stacks().isEmpty();
    page.setTop(empty ? null : head);
    page.setCenter(empty ? (model.loadedProperty().get() ? none : new Region()) : list);
    rows.forEach(SimilarRow::updateSelection);
    int chosen = model.selectedStacks();
    clear.setDisable(chosen == 0);
    copy.setDisable(chosen == 0);
    export.setDisable(chosen == 0);
    all.setDisable(chosen == model.stacks().size());
    summary.setText(
        chosen == 0
            ? language.of(
                "similar.summary", model.stacks().size(), language.size(model.otherBytes()))
            : language.of(
                "similar.selected",
                model.selectedPhotos().size(),
                language.size(model.selectedBytes())));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    model.stacks().removeListener(stacksChanged);
  }
}
