package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.ContentId;
import app.akin.desktop.grid.PhotoGridView;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.indexing.IndexingBarView;
import app.akin.desktop.indexing.TextReadingView;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.CropController;
import app.akin.desktop.search.DropHandler;
import app.akin.desktop.search.DropTarget;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.search.EnglishLineView;
import app.akin.desktop.search.RerankView;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.InspectorModel;
import app.akin.desktop.viewer.InspectorView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

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
        new WindowModels.Actions(this::open, this::searchWith, this::left, this::poll);
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
    photos =
        parts
            .add(
                new PhotoViews(
                    start,
                    shell,
                    models,
                    settings,
                    picking,
                    language,
                    searchBar,
                    grid,
                    overlays,
                    collections,
                    filters,
                    this::poll,
                    parts))
            .section();
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
    new ResultFeedback(models, notices).connect();
    parts.add(models.search.queryProperty().subscribe(refresh::showFolder));
    parts.add(models.search.queryProperty().subscribe(this::queryChanged));
    parts.add(
        shell
            .sectionProperty()
            .subscribe(section -> searchBar.showParts(section == Section.PHOTOS)));
    parts.add(
        settings
            .settings()
            .subscribe(now -> models.ingest.indexing.gentleProperty().set(now.has(Option.GENTLE))));
    parts.add(models.ingest.indexing.stateProperty().subscribe(refresh::refreshAfterRun));
    grid.onFirstPhotos(
        () -> {
          refresh.warmUp();
          models.ingest.begin();
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

  private Shell frame() {
    WindowPages pages =
        new WindowPages(
            start, shell, models, overlays, settings, picking, language, notices, parts);
    InspectorModel facts =
        parts.add(new InspectorModel(models.grid, models.photos, workers.background()));
    InspectorView inspector =
        parts.add(
            new InspectorView(
                facts, models.grid, models.pictures, models.actions, models.edits.marks, language));
    IndexingBarView foot =
        parts.add(new IndexingBarView(models.ingest.indexing, language, WindowModels::runLater));
    VBox bottom =
        new VBox(
            parts
                .add(
                    new TextReadingView(
                        TextReadingView.Reading.of(models.ingest.textReading), language))
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

  private void poll() {
    refresh.poll();
  }

  private void left(ContentId content) {
    overlays.onViewerClosed(content);
  }

  private void searchWith(List<ContentId> contents) {
    shell.sectionProperty().set(Section.PHOTOS);
    offers.searchWith(contents);
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

  /// Opens the chooser for query images.
  ///
  /// @param add whether the images are added to those of the query
  private void pick(boolean add) {
    picking.pictures().ifPresent(chosen -> take(chosen, add));
  }

  /// Stops indexing and waits for its end. Must not be called on the JavaFX thread.
  void halt() {
    models.ingest.stop();
  }

  /// Closes the parts in reverse order and requests the end of indexing.
  @Override
  public void close() {
    shell.hideOverlay();
    parts.close();
  }
}
