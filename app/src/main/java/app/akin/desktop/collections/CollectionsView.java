package app.akin.desktop.collections;

import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.photo.ContentId;
import app.akin.core.search.SearchRequest;
import app.akin.desktop.collections.CollectionStore.Listed;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.StatusPage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The page of collections, saved searches and recent searches. JavaFX thread only.
public final class CollectionsView implements AutoCloseable {
  /// Maximum number of recent searches.
  private static final int MOST_RECENT = 8;

  private final CollectionsModel collections;
  private final SavedSearchesModel searches;
  private final ObservableValue<List<SearchQuery>> recent;
  private final Language language;
  private final SearchTexts texts;
  private final Actions actions;
  private final BorderPane frame = new BorderPane();
  private final Region page;
  private final Region empty;
  private final VBox collectionRows = rows();
  private final VBox searchRows = rows();
  private final VBox recentRows = rows();
  private final VBox recentSection;
  private final Subscription subscriptions;

  /// Actions of the page.
  ///
  /// @param cover returns a view of the thumbnail of a photo
  /// @param open shows the photos of a collection
  /// @param create asks for the name of a new collection
  /// @param rename asks for another name of a collection
  /// @param export exports a collection
  /// @param openSearch shows the results of a saved search
  /// @param renameSearch asks for another name of a saved search
  /// @param saveRecent asks for the name under which an earlier search is saved
  /// @param search moves to the search bar
  public record Actions(
      Function<ContentId, Node> cover,
      Consumer<PhotoCollection> open,
      Runnable create,
      Consumer<PhotoCollection> rename,
      Consumer<PhotoCollection> export,
      Consumer<SavedSearch> openSearch,
      Consumer<SavedSearch> renameSearch,
      Consumer<SearchQuery> saveRecent,
      Runnable search) {}

  /// @param recent the earlier searches, oldest first
  public CollectionsView(
      CollectionsModel collections,
      SavedSearchesModel searches,
      ObservableValue<List<SearchQuery>> recent,
      Language language,
      Actions actions) {
    this.collections = collections;
    this.searches = searches;
    this.recent = recent;
    this.language = language;
    this.actions = actions;
    texts = new SearchTexts(language);
    FlowPane buttons =
        new FlowPane(
            8,
            8,
            Buttons.words(Icon.ADD, language.text("collect.new"), actions.create(), "accent"));
    recentSection =
        new VBox(8, Page.text(language.text("saved.recent"), "akin-heading"), recentRows);
    recentSection.managedProperty().bind(recentSection.visibleProperty());
    page =
        new Page(language.text("collect.title"), language.text("collect.lead"))
            .add(language.text("collect.list"), new VBox(12, collectionRows, buttons))
            .add(language.text("saved.list"), searchRows)
            .add(recentSection)
            .view();
    empty =
        new StatusPage(
                Icon.COLLECTION,
                language.text("collect.none"),
                language.text("collect.none.sentence"))
            .addAction(language.text("collect.new"), actions.create())
            .addAction(language.text("saved.none.search"), actions.search())
            .view();
    subscriptions =
        Subscription.combine(
            collections.listedProperty().subscribe(_ -> show()),
            collections.loadedProperty().subscribe(_ -> show()),
            searches.listedProperty().subscribe(_ -> show()),
            recent.subscribe(_ -> show()),
            language.messagesProperty().subscribe(_ -> show()));
  }

  private static VBox rows() {
    VBox rows = new VBox();
    rows.getStyleClass().add("akin-rows");
    return rows;
  }

  /// Returns the view.
  public Region view() {
    return frame;
  }

  private void show() {
    Runnable refocus = refocus();
    fill();
    refocus.run();
  }

  /// Returns what focuses the control in the place of the focused one after rows were replaced, so
  /// that keys such as Ctrl+Z go on working there.
  private Runnable refocus() {
    Node focused = frame.getScene() == null ? null : frame.getScene().getFocusOwner();
    if (focused != null && focused.getParent() instanceof HBox row) {
      for (VBox rows : List.of(collectionRows, searchRows, recentRows)) {
        int place = rows.getChildren().indexOf(row);
        int control = row.getChildren().indexOf(focused);
        if (place >= 0) {
          return () -> focus(rows, place, control);
        }
      }
    }
    return () -> {};
  }

  private static void focus(VBox rows, int place, int control) {
    int last = rows.getChildren().size() - 1;
    if (last >= 0 && rows.getChildren().get(Math.min(place, last)) instanceof HBox row) {
      row.getChildren().get(Math.min(control, row.getChildren().size() - 1)).requestFocus();
    }
  }

  private void fill() {
    List<Listed> all = collections.listedProperty().get();
    List<SavedSearchesModel.Listed> saved = searches.listedProperty().get();
    collectionRows
        .getChildren()
        .setAll(
            all.isEmpty()
                ? List.of(Page.text(language.text("collect.none.sentence"), "akin-muted"))
                : all.stream().map(this::row).toList());
    searchRows
        .getChildren()
        .setAll(
            saved.isEmpty()
                ? List.of(Page.text(language.text("saved.none"), "akin-muted"))
                : saved.stream().map(this::row).toList());
    List<SearchQuery> last =
        recent.getValue().reversed().stream()
            .filter(query -> !query.isEmpty())
            .distinct()
            .limit(MOST_RECENT)
            .toList();
    recentRows.getChildren().setAll(last.stream().map(this::row).toList());
    recentSection.setVisible(!last.isEmpty());
    boolean isEmpty = all.isEmpty() && saved.isEmpty() && last.isEmpty();
    frame.setCenter(!isEmpty ? page : collections.loadedProperty().get() ? empty : new Region());
  }

  private Region row(Listed one) {
    return new CollectionRow(one, collections, language, actions).view();
  }

  private Region row(SavedSearchesModel.Listed one) {
    SavedSearch saved = one.search();
    PageRow row =
        new PageRow(
            Icon.SAVED.node(Icon.Size.LARGE),
            saved.name(),
            texts.summary(saved.query()),
            language.of("saved.open", saved.name()),
            () -> actions.openSearch().accept(saved));
    one.fresh()
        .ifPresent(
            fresh -> {
              if (fresh > 0) {
                row.badge(language.of("saved.new", fresh), "akin-badge-accent");
              }
            });
    return row.add(
            Buttons.icon(
                Icon.EDIT,
                language.textNow("collect.rename", saved.name()),
                () -> actions.renameSearch().accept(saved)))
        .add(
            Buttons.icon(
                Icon.REMOVE,
                language.textNow("saved.delete", saved.name()),
                () -> searches.delete(saved)))
        .view();
  }

  private Region row(SearchQuery query) {
    String summary = texts.summary(query.saved(SearchRequest.Order.SCORE));
    return new PageRow(
            Icon.HISTORY.node(Icon.Size.LARGE),
            summary,
            "",
            language.of("saved.open", summary),
            () -> searches.openRecent(query))
        .add(
            Buttons.words(
                Icon.SAVE,
                language.textNow("saved.save.short"),
                () -> actions.saveRecent().accept(query),
                "flat"))
        .view();
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
