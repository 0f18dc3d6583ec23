package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Stacks;
import app.akin.core.photo.ContentId;
import app.akin.core.query.FilterConflict;
import app.akin.core.search.PhotoList;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchResult;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.PhotoGridView;
import app.akin.desktop.grid.TextGroupView;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.indexing.IndexingBarView;
import app.akin.desktop.indexing.TextReadingView;
import app.akin.desktop.models.ModelOfferView;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.CropController;
import app.akin.desktop.search.DropHandler;
import app.akin.desktop.search.DropTarget;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.search.EnglishLineView;
import app.akin.desktop.search.MissingFactsView;
import app.akin.desktop.search.NothingFoundView;
import app.akin.desktop.search.RerankView;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.ScopeView;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.InspectorModel;
import app.akin.desktop.viewer.InspectorView;
import app.akin.desktop.welcome.Condition;
import app.akin.desktop.welcome.PicturesFolder;
import app.akin.desktop.welcome.WelcomeModel;
import app.akin.desktop.welcome.WelcomeView;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.util.Subscription;

/// The content of the window over an open library; the only place that connects models and views.
/// JavaFX thread only.
final class MainWindow implements AutoCloseable {
  private final DesktopApp.Start start;
  private final Workers workers;
  private final SettingsStore settings;
  private final Language language;
  private final Notices notices;
  private final FileChoosers picking;

  private final ShellModel shell = new ShellModel();
  private final WindowModels models;
  private final DropHandler offers;
  private final Overlays overlays;
  private final FilterViews filters;
  private final CollectionViews collections;
  private final LibraryRefresh refresh;
  private final PhotoGridView grid;
  private final PhotosSection photos;
  private final SearchBarView searchBar;
  private final Shell frame;
  private final DropTarget drops;
  private final PartStack parts;

  /// Subscriptions of the welcome screen, which is created each time it is shown.
  private Subscription welcomeSubscription = Subscription.EMPTY;

  MainWindow(
      DesktopApp.Start start,
      PhotoLibrary library,
      CompletableFuture<TimelineFeed.Snapshot> firstPhotos,
      Workers workers,
      SettingsStore settings,
      Language language,
      Notices notices,
      Stage stage) {
    this.start = start;
    this.workers = workers;
    this.settings = settings;
    this.language = language;
    this.notices = notices;
    parts = new PartStack(notices::showError);
    // Escape is handled by the views, which leave full screen first.
    stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
    stage.setFullScreenExitHint("");
    parts.add(shell.fullScreenProperty().subscribe(stage::setFullScreen));
    parts.add(stage.fullScreenProperty().subscribe(shell.fullScreenProperty()::set));
    picking = new FileChoosers(stage, language);
    WindowModels.Actions turns =
        new WindowModels.Actions(this::open, this::searchWith, this::left, this::pollStacks);
    models =
        parts.add(new WindowModels(start, library, workers, settings, notices, language, turns));
    offers = offers();
    CropController crops =
        new CropController(
            models.search,
            library.search()::preview,
            language,
            this::showCrop,
            shell::hideOverlay,
            workers.background());
    ResultsBar line = parts.add(new ResultsBar(models.results, language));
    line.add(parts.add(new RerankView(models.rerank, language)).view());
    grid =
        parts.add(
            new PhotoGridView(
                models.grid,
                models.pictures,
                models.actions,
                models.stacks,
                models.edits.marks,
                language,
                line.view()));
    overlays =
        parts.add(
            new Overlays(
                shell,
                models,
                crops,
                language,
                content -> searchWith(List.of(content)),
                grid::focus));
    collections =
        parts.add(new CollectionViews(shell, models, overlays, picking, language, grid, parts));
    line.add(collections.saveButton());
    filters = parts.add(new FilterViews(models, overlays, language));
    searchBar =
        parts.add(
            new SearchBarView(
                models.search,
                models.line,
                models.thumbnails,
                language,
                new SearchBarView.Actions(
                    () -> pick(true), crops::open, this::toResults, filters::openMap)));
    searchBar.addBelow(parts.add(new EnglishLineView(models.english, language)).view());
    photos = photos();
    refresh =
        parts.add(
            new LibraryRefresh(
                shell, models, firstPhotos, photos::showPhotos, photos::showProblem));
    frame = frame();
    drops =
        new DropTarget(
            frame.view(),
            language,
            models.search.queryProperty().map(query -> !query.pictures().isEmpty()),
            this::take);
    begin();
  }

  /// Returns the root of the scene.
  Region view() {
    return drops.view();
  }

  /// Installs the shortcuts in a scene.
  void install(Scene scene) {
    new Shortcuts(
            shell,
            models.search,
            searchBar,
            models.grid,
            models.edits.undo,
            this::take,
            this::pick,
            overlays::shortcuts,
            filters::openMap,
            overlays::slideshow)
        .install(scene);
    collections.install(scene, frame.railEntry(Section.COLLECTIONS), () -> drops.invite(false));
    new TypeToSearch(shell, searchBar).install(scene);
    searchBar.acceptInputMethods(grid.focusNode());
    searchBar.focus();
  }

  /// Handles received content: images replace those of the query.
  void take(DroppedContent offer) {
    take(offer, false);
  }

  /// Handles dropped, pasted, chosen or received content.
  ///
  /// @param add whether images are added to those of the query
  private void take(DroppedContent offer, boolean add) {
    shell.hideOverlay();
    shell.sectionProperty().set(Section.PHOTOS);
    offers.take(offer, add);
  }

  private void begin() {
    models.grid.rowHeightProperty().set(settings.settings().get().thumbnail());
    shell.sectionProperty().set(Section.named(settings.settings().get().view()));
    parts.add(
        models
            .grid
            .rowHeightProperty()
            .subscribe(
                height ->
                    settings.update(before -> before.withThumbnailHeight(height.doubleValue()))));
    parts.add(
        shell
            .sectionProperty()
            .subscribe(
                place -> {
                  settings.update(before -> before.withSection(place.name()));
                  models.folders.refresh();
                  if (place == Section.COLLECTIONS) {
                    models.edits.refresh();
                  }
                  if (place == Section.SIMILAR) {
                    models.similar.refresh();
                  }
                }));
    models.grid.setOnFeedback((chosen, direction) -> mark(chosen, direction, false));
    models.viewer.setOnFeedback((chosen, direction) -> mark(chosen, direction, true));
    parts.add(models.search.queryProperty().subscribe(refresh::showFolder));
    parts.add(models.search.queryProperty().subscribe(this::queryChanged));
    parts.add(
        shell
            .sectionProperty()
            .subscribe(section -> searchBar.showParts(section == Section.PHOTOS)));
    parts.add(
        settings
            .settings()
            .subscribe(now -> models.indexing.gentleProperty().set(now.has(Option.GENTLE))));
    parts.add(models.indexing.stateProperty().subscribe(refresh::refreshAfterRun));
    grid.onFirstPhotos(
        () -> {
          refresh.warmUp();
          models.textReading.begin();
          models.publishing.begin();
        });
    refresh.start();
  }

  private DropHandler offers() {
    return new DropHandler(
        models.search,
        models.thumbnails,
        models.library.search()::recognize,
        notices,
        language,
        new DropHandler.Actions(
            folder -> {
              models.folders.add(List.of(folder));
              shell.sectionProperty().set(Section.FOLDERS);
            },
            () -> settings.settings().get().has(Option.ADDRESSES),
            models.library::downloadImage,
            () -> shell.sectionProperty().set(Section.SETTINGS),
            models.photos::images),
        workers.background(),
        workers.longRunning());
  }

  private PhotosSection photos() {
    ModelOfferView offer =
        parts.add(
            new ModelOfferView(
                models.models,
                language,
                settings.settings().map(now -> now.has(Option.OFFER)),
                () -> settings.update(before -> before.with(Option.OFFER, false))));
    MissingFactsView missing =
        parts.add(
            new MissingFactsView(
                models.search.foundProperty(),
                language,
                new MissingFactsView.Actions(
                    models.search::showUnknown, searchBar::searchAsWords)));
    TextGroupView texts =
        parts.add(
            new TextGroupView(
                models.texts.groupProperty(),
                models.pictures,
                language,
                this::openText,
                models.texts::showAll));
    return parts.add(
        new PhotosSection(
            new PhotosSection.Parts(
                grid.view(),
                new VBox(
                    collections.savedSearch(),
                    filters.facets(),
                    parts.add(new ScopeView(models.shared, language)).view(),
                    texts.view()),
                offer.view(),
                missing,
                this::conflict,
                this::welcome),
            models.grid,
            models.search,
            models.results,
            models.folders,
            models.indexing,
            language,
            this::act));
  }

  private Region conflict(FilterConflict conflict) {
    return new NothingFoundView(conflict, models.line.texts(), searchBar::remove).view();
  }

  private Region welcome() {
    WelcomeModel model =
        new WelcomeModel(
            models.folders,
            () -> PicturesFolder.of(start.environment().home(), start.environment().environment()),
            models.folders::refresh,
            workers.background());
    WelcomeView view = new WelcomeView(model, language, picking::folders);
    welcomeSubscription.unsubscribe();
    welcomeSubscription = view::close;
    return view.view();
  }

  private Shell frame() {
    WindowPages pages =
        new WindowPages(
            start,
            models,
            settings,
            picking,
            language,
            parts,
            new WindowPages.Actions(
                this::openFolder,
                overlays::shortcuts,
                this::clearHistory,
                this::clearCorrections,
                this::openStack,
                () -> overlays.exportSidecars(picking::sidecarFolder)));
    InspectorModel facts =
        parts.add(new InspectorModel(models.grid, models.photos, workers.background()));
    InspectorView inspector =
        parts.add(
            new InspectorView(
                facts, models.grid, models.pictures, models.actions, models.edits.marks, language));
    IndexingBarView foot =
        parts.add(new IndexingBarView(models.indexing, language, WindowModels::runLater));
    VBox bottom =
        new VBox(
            parts
                .add(new TextReadingView(TextReadingView.Reading.of(models.textReading), language))
                .view(),
            foot.view());
    NoticeView notice = parts.add(new NoticeView(notices, language, WindowModels::runLater));
    notice.stayAbove(List.of(bottom, grid.selectionBar()));
    overlays.onFilmstrip(
        filmstrip -> notice.stayAbove(List.of(bottom, grid.selectionBar(), filmstrip)));
    return parts.add(
        new Shell(
            shell,
            language,
            new Shell.Parts(
                searchBar.view(),
                Map.of(
                    Section.PHOTOS, photos::view,
                    Section.COLLECTIONS, collections::page,
                    Section.FOLDERS, pages::folders,
                    Section.SIMILAR, pages::similar,
                    Section.MODELS, pages::models,
                    Section.SETTINGS, pages::settings),
                collections.below(inspector.view()),
                bottom),
            notice));
  }

  private void open(ContentId content) {
    overlays.open(content);
  }

  private void pollStacks() {
    refresh.poll();
  }

  private void left(ContentId content) {
    overlays.onViewerClosed(content);
  }

  private void searchWith(List<ContentId> contents) {
    shell.sectionProperty().set(Section.PHOTOS);
    offers.searchWith(contents);
  }

  /// Marks results as right or wrong; the user goes on in the same place.
  ///
  /// @param said whether a notice says so, because the chips are covered
  private void mark(List<ContentId> chosen, Direction direction, boolean said) {
    List<ContentId> photos = models.edits.undo.changeable(chosen);
    if (photos.isEmpty()) {
      return;
    }
    boolean room = models.search.mark(photos, direction);
    if (!room) {
      notices.show("feedback.many", QueryPart.Feedback.MAX);
    } else if (said) {
      List<QueryPart.Feedback> all = models.search.queryProperty().get().feedback();
      notices.show(
          direction == Direction.MORE ? "feedback.said.more" : "feedback.said.less",
          all.stream().filter(part -> part.direction() == direction).count());
    }
  }

  private void clearHistory() {
    models.history.clear();
    notices.show("settings.history.cleared");
  }

  /// Shows the photos of a stack in the viewer, its cover first.
  private void openStack(Stacks.Stack stack) {
    BitSet members = new BitSet();
    stack.members().forEach(one -> members.set(Math.toIntExact(one.content().value())));
    overlays.open(
        GridItems.of(models.grid.timeline(), new PhotoList(members, new BitSet(), new BitSet())),
        stack.members().get(stack.cover()).content());
  }

  /// Opens one of the photos in which the words of the query are written.
  private void openText(SearchResult result) {
    overlays.open(
        GridItems.of(models.texts.groupProperty().get().results(), models.grid.timeline()),
        result.content());
  }

  private void clearCorrections() {
    models.english.clear();
    notices.show("settings.corrections.cleared");
  }

  /// Shows the photos of a folder.
  private void openFolder(Path path) {
    shell.sectionProperty().set(Section.PHOTOS);
    models.search.change(SearchQuery.EMPTY.withFilter(Filter.in(path)));
  }

  /// After an image joins the query the user types what should differ; results are shown wherever
  /// the query was changed.
  private void queryChanged(SearchQuery before, SearchQuery now) {
    if (now.hasPictureBeyond(before)) {
      shell.hideOverlay();
      shell.sectionProperty().set(Section.PHOTOS);
      searchBar.focusEnd();
    } else if (!now.isEmpty() && !now.words().equals(before.words())) {
      shell.sectionProperty().set(Section.PHOTOS);
    }
  }

  /// Shows the crop view. The user types what should differ when it is closed.
  private void showCrop(Node view) {
    shell.showOverlay(view, () -> searchBar.focusEnd());
  }

  private void toResults() {
    if (models.grid.itemsProperty().get().size() > 0) {
      shell.sectionProperty().set(Section.PHOTOS);
      models.grid.focusFirst();
      grid.focus();
    }
  }

  private void act(Condition condition) {
    switch (condition) {
      case NO_FOLDERS, NO_PHOTOS, FOLDER_OFFLINE -> shell.sectionProperty().set(Section.FOLDERS);
      case NOTHING_FOUND -> models.search.clear();
      case MODEL_MISSING, MODEL_DAMAGED -> shell.sectionProperty().set(Section.MODELS);
      case MODEL_NEW, INDEXING_FAILED, DISK_FULL -> models.indexing.start();
      case ENGINE -> models.show(start.places().logs());
      case LIBRARY_NEWER, LIBRARY_DAMAGED, LIBRARY_UNWRITABLE ->
          models.show(start.places().library());
      case LIBRARY_BUSY -> {
        refresh.poll();
        models.search.refresh();
      }
    }
  }

  /// Opens the chooser for query images.
  ///
  /// @param add whether the images are added to those of the query
  private void pick(boolean add) {
    picking.pictures().ifPresent(chosen -> take(chosen, add));
  }

  /// Stops indexing and waits for its end. Must not be called on the JavaFX thread.
  void halt() {
    models.stopIndexing();
  }

  /// Closes the parts in reverse order and requests the end of indexing.
  @Override
  public void close() {
    shell.hideOverlay();
    welcomeSubscription.unsubscribe();
    parts.close();
  }
}
