package app.akin.desktop;

import app.akin.core.export.PhotoExport.Form;
import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.desktop.collections.CollectionChips;
import app.akin.desktop.collections.CollectionMenu;
import app.akin.desktop.collections.CollectionsView;
import app.akin.desktop.collections.ExportModel;
import app.akin.desktop.collections.ExportView;
import app.akin.desktop.collections.NameView;
import app.akin.desktop.collections.PhotoDrop;
import app.akin.desktop.collections.SavedSearchBar;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.PhotoGridView;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchHistory;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Collections and saved searches in the window: the page, menus, keys, sheets, and drag and drop.
/// JavaFX thread only.
final class CollectionViews implements AutoCloseable {
  private static final double COVER = 48;
  private static final int COVER_PIXELS = 128;

  private final ShellModel shell;
  private final WindowModels models;
  private final EditModels edits;
  private final Overlays overlays;
  private final FileChoosers choosers;
  private final Language language;
  private final PhotoGridView grid;
  private final CollectionMenu menu;
  private final SavedSearchBar bar;
  private final PartStack parts;
  private @Nullable Scene scene;

  /// @param grid gets the menu items and the button
  /// @param parts closes views
  CollectionViews(
      ShellModel shell,
      WindowModels models,
      Overlays overlays,
      FileChoosers choosers,
      Language language,
      PhotoGridView grid,
      PartStack parts) {
    this.shell = shell;
    this.models = models;
    this.edits = models.edits;
    this.overlays = overlays;
    this.choosers = choosers;
    this.language = language;
    this.grid = grid;
    this.parts = parts;
    menu =
        new CollectionMenu(
            edits.collections, language, models.grid::chosen, this::shownCollection, this::create);
    bar =
        new SavedSearchBar(
            edits.searches, models.search, models.results, language, this::saveSearch);
    edits.collections.onNoTarget(this::choose);
    edits.collections.onRenamed(this::renamed);
    overlays.onCollect(content -> edits.collections.toggle(List.of(content)));
    grid.addToMenu(menu.items());
    grid.addToSelectionBar(
        Icon.COLLECTION, "collect.add", () -> menu.choose(grid.selectionBar(), chosen()));
    grid.addToSelectionBar(
        Icon.EXPORT,
        "export.selection",
        () -> export(edits.undo.changeable(chosen()), language.of("export.selected")));
  }

  private List<ContentId> chosen() {
    return models.grid.chosen();
  }

  /// Returns the line of the opened saved search.
  Region savedSearch() {
    return bar.view();
  }

  /// Returns the button that saves the query.
  Region saveButton() {
    return bar.saveButton();
  }

  /// Returns the inspector with the collections of the focused photo below it.
  Region below(Region inspector) {
    CollectionChips chips =
        parts.add(
            new CollectionChips(
                edits.collections,
                models.grid.focusProperty(),
                shell.inspectorProperty(),
                language,
                this::open));
    BorderPane holder = new BorderPane(inspector);
    holder.setBottom(chips.view());
    holder.setMaxWidth(Region.USE_PREF_SIZE);
    holder.getStyleClass().add("akin-inspector");
    return holder;
  }

  /// Creates the page.
  Region page() {
    edits.collections.refresh();
    edits.searches.refresh();
    return parts
        .add(
            new CollectionsView(
                edits.collections,
                edits.searches,
                models.search.historyProperty().map(SearchHistory::queries),
                language,
                new CollectionsView.Actions(
                    content -> models.pictures.view(content, COVER, COVER, COVER_PIXELS),
                    this::open,
                    () -> create(List.of()),
                    this::rename,
                    this::export,
                    saved -> {
                      edits.searches.open(saved);
                      shell.sectionProperty().set(Section.PHOTOS);
                    },
                    saved ->
                        ask(
                            "saved.rename.title",
                            "collect.rename.yes",
                            saved.name(),
                            (name, then) -> edits.searches.rename(saved, name, then)),
                    query ->
                        ask(
                            "saved.save.title",
                            "saved.save.yes",
                            edits.searches.proposedName(query, language),
                            (name, then) -> edits.searches.save(name, query, then)),
                    () -> shell.sectionProperty().set(Section.PHOTOS))))
        .view();
  }

  /// Lets photos be dropped on the entry of the rail, and photos of a collection be put elsewhere
  /// in its order.
  ///
  /// @param noSign hides the sign that dropped photos become a part of the query
  void install(Scene scene, Node entry, Runnable noSign) {
    this.scene = scene;
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    PhotoDrop.install(
        entry,
        WindowModels::runLater,
        noSign,
        edits.collections::toggle,
        () -> shell.sectionProperty().set(Section.COLLECTIONS));
    grid.setReordering(
        () -> shownCollection().isPresent(), noSign, (photos, before) -> move(photos, before));
  }

  private void key(KeyEvent event) {
    boolean covered = shell.overlayProperty().get().isPresent();
    boolean atPhotos = shell.sectionProperty().get() == Section.PHOTOS && !covered;
    KeyCode key = event.getCode();
    if (event.isShortcutDown() && !event.isAltDown() && key == KeyCode.S && atPhotos) {
      saveSearch();
    } else if (event.isAltDown() && !event.isShortcutDown() && atPhotos) {
      if (event.isShiftDown() && key == KeyCode.LEFT) {
        step(-1);
      } else if (event.isShiftDown() && key == KeyCode.RIGHT) {
        step(1);
      } else if (!event.isShiftDown() && key == KeyCode.B) {
        edits.collections.toggle(chosen());
      } else {
        return;
      }
    } else {
      return;
    }
    event.consume();
  }

  /// Returns the name of the collection in whose order photos are shown.
  private Optional<String> shownCollection() {
    return models.results.shownProperty().get().flatMap(_ -> models.results.collection());
  }

  /// Moves the chosen photos by one place within the shown collection.
  private void step(int by) {
    GridItems items = models.grid.itemsProperty().get();
    Set<ContentId> shown = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      shown.add(items.content(i));
    }
    shownCollection()
        .ifPresent(name -> edits.collections.step(name, Set.copyOf(chosen()), shown, by));
  }

  private void move(List<ContentId> photos, Optional<ContentId> before) {
    GridItems items = models.grid.itemsProperty().get();
    List<ContentId> ordered =
        photos.stream().sorted(Comparator.comparingInt(items::indexOf)).toList();
    shownCollection().ifPresent(name -> edits.collections.move(name, ordered, before));
  }

  /// Shows the photos of a collection.
  private void open(PhotoCollection collection) {
    shell.sectionProperty().set(Section.PHOTOS);
    models.results.orderProperty().set(ResultsModel.Order.STRENGTH);
    models.search.change(SearchQuery.EMPTY.withText(line(collection.name())));
  }

  private static String line(String name) {
    return Fact.of(FactField.COLLECTION, new FactValue.Text(name)).canonical() + " ";
  }

  /// Keeps a collection shown after it was renamed.
  private void renamed(String before, String after) {
    SearchQuery query = models.search.queryProperty().get();
    String old = line(before).strip();
    if (query.words().contains(old)) {
      models.search.change(query.withText(query.words().replace(old, line(after).strip())));
    }
  }

  private void create(List<ContentId> photos) {
    ask(
        "collect.new.title",
        "collect.new.yes",
        "",
        (name, then) -> edits.collections.create(name, photos, then));
  }

  private void rename(PhotoCollection collection) {
    ask(
        "collect.rename.title",
        "collect.rename.yes",
        collection.name(),
        (name, then) -> edits.collections.rename(collection, name, then));
  }

  /// Asks for the name under which the present query is saved.
  void saveSearch() {
    if (edits.searches.opened().canSave()) {
      ask(
          "saved.save.title",
          "saved.save.yes",
          edits.searches.proposedName(language),
          edits.searches::save);
    }
  }

  private void ask(
      String title,
      String accept,
      String initial,
      BiConsumer<String, Consumer<Optional<AkinException>>> use) {
    // The viewer is shown again after its sheet.
    Optional<ContentId> viewed =
        shell.overlayProperty().get().isPresent()
            ? models.viewer.currentProperty().get()
            : Optional.empty();
    NameView view =
        new NameView(
            language,
            title,
            accept,
            initial,
            use,
            () -> {
              shell.hideOverlay();
              viewed.ifPresent(overlays::open);
            });
    overlays.showSheet(view.view());
    view.focus();
  }

  private void export(PhotoCollection collection) {
    edits.collections.contents(collection, photos -> export(photos, collection.name()));
  }

  private void export(List<ContentId> photos, String title) {
    if (photos.isEmpty()) {
      return;
    }
    ExportModel model =
        new ExportModel(models.library.export()::run, photos, title, models.workers.longRunning());
    ExportView view =
        new ExportView(
            model,
            language,
            new ExportView.Actions(this::target, this::showFolder, shell::hideOverlay));
    overlays.showSheet(
        view.view(),
        () -> {
          model.stop();
          view.close();
        });
  }

  private Optional<Path> target(Form form, String name) {
    return form == Form.COPIES ? choosers.exportFolder() : choosers.exportFile(form, name);
  }

  private void showFolder(Path target) {
    if (Files.isDirectory(target)) {
      models.show(target);
    } else {
      models.reveal(target);
    }
  }

  /// Lets the user choose the collection for photos in a menu over the focused node.
  private void choose(List<ContentId> photos) {
    Scene shown = scene;
    if (shown != null) {
      Node focused = shown.getFocusOwner();
      menu.choose(focused == null ? shown.getRoot() : focused, photos);
    }
  }

  @Override
  public void close() {
    menu.close();
    bar.close();
  }
}
