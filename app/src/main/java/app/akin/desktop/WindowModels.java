package app.akin.desktop;

import app.akin.core.evaluation.RecallHistory;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.update.Release;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.actions.SystemClipboard;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.folders.PhotoFolder;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.models.ModelsModel;
import app.akin.desktop.models.RecallModel;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.EnglishLineModel;
import app.akin.desktop.search.FactTexts;
import app.akin.desktop.search.HistoryKeeper;
import app.akin.desktop.search.LineModel;
import app.akin.desktop.search.QueryThumbnails;
import app.akin.desktop.search.RerankModel;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchHistoryStore;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.search.SharedPhotoIds;
import app.akin.desktop.search.SharedSearchModel;
import app.akin.desktop.search.TextGroupModel;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.settings.SettingsModel;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.similar.SimilarModel;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.Language;
import app.akin.desktop.updates.UpdatesModel;
import app.akin.desktop.updates.UpdatesView;
import app.akin.desktop.viewer.ViewerModel;
import app.akin.i18n.Text;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// The view models of the window over an open library. JavaFX thread only.
final class WindowModels implements AutoCloseable {
  private static final long THUMBNAIL_BYTES = 160L << 20;

  final PhotoLibrary library;
  final LibraryFacets facets;
  final Workers workers;
  final ModelSelection selection;
  final SearchModel search;
  final LineModel line;
  final EnglishLineModel english;
  final HistoryKeeper history;
  final RerankModel rerank;
  final SharedSearchModel shared;
  final ResultsModel results;

  /// The photos of this library and of a shared one.
  final LibraryPhotoSource photos;

  final PhotoGridModel grid;
  final IngestModels ingest;
  final FoldersModel folders;
  final ModelsModel models;
  final RecallModel recall;
  final ViewerModel viewer;
  final SimilarModel similar;
  final UpdatesModel updates;

  /// Thumbnails of the grid and of query images.
  final ThumbnailCache pictures;

  final QueryThumbnails thumbnails;
  final PhotoActions actions;
  final StackActions stacks;
  final EditModels edits;
  final TextGroupModel texts;

  private final ReadOnlyBooleanWrapper countingFacts = new ReadOnlyBooleanWrapper();
  private final Notices notices;
  private final ExternalPrograms programs;

  /// Actions on a photo.
  ///
  /// @param open opens the viewer
  /// @param searchWith searches with photos
  /// @param onViewerClosed receives the photo on which the viewer was closed
  /// @param onStacksChanged called after stacks were changed
  record Actions(
      Consumer<ContentId> open,
      Consumer<List<ContentId>> searchWith,
      Consumer<ContentId> onViewerClosed,
      Runnable onStacksChanged) {}

  WindowModels(
      DesktopApp.Start start,
      PhotoLibrary library,
      Workers workers,
      SettingsStore settings,
      Notices notices,
      Language language,
      Actions turns) {
    this.library = library;
    facets = new LibraryFacets(library);
    this.workers = workers;
    this.notices = notices;
    programs = start.programs();
    selection = SettingsModel.modelSelection(start.selection(), settings.settings().get());
    LibrarySearchService service = new LibrarySearchService(library);
    search =
        new SearchModel(
            service::findOwn,
            (typed, hasPicture) -> library.lines().read(typed, hasPicture, Locale.getDefault()),
            selection,
            workers.search(),
            WindowModels::runLater);
    line =
        new LineModel(
            search,
            facets::held,
            workers.facts(),
            WindowModels::runLater,
            new FactTexts(language, library.photos()::placeName));
    english =
        new EnglishLineModel(
            search,
            library.corrections(),
            settings.settings().map(now -> now.has(Option.EXPLAINED)),
            () -> settings.update(before -> before.with(Option.EXPLAINED, true)),
            workers.settingsWriter());
    settings
        .settings()
        .map(now -> now.has(Option.CHINESE))
        .subscribe(chinese -> search.setVerbatim(!chinese));
    history =
        new HistoryKeeper(
            search,
            new SearchHistoryStore(start.places().library(), library.search()::thumbnail),
            settings.settings().map(now -> now.has(Option.HISTORY)),
            workers.settingsWriter(),
            WindowModels::runLater);
    rerank =
        new RerankModel(
            new LibraryRerankService(library, selection),
            search,
            workers.background(),
            workers.longRunning());
    rerank.onProperty().set(settings.settings().get().has(Option.RERANK));
    rerank.onProperty().subscribe(on -> settings.update(before -> before.with(Option.RERANK, on)));
    SharedPhotoIds ids = new SharedPhotoIds();
    photos = new LibraryPhotoSource(library, ids);
    shared =
        new SharedSearchModel(
            service, search, rerank, ids, workers.longRunning(), WindowModels::runLater);
    shared.onProperty().set(settings.settings().get().has(Option.SHARED));
    shared.onProperty().subscribe(on -> settings.update(before -> before.with(Option.SHARED, on)));
    search.queryProperty().map(SearchQuery::isEmpty).subscribe(_ -> shared.refresh());
    shared.activeProperty().subscribe(service::searchBeyondThisComputer);
    results = new ResultsModel(shared.foundProperty());
    thumbnails = new QueryThumbnails(library.search()::thumbnail, workers.background());
    pictures = new ThumbnailCache(photos::thumbnail, workers.background(), THUMBNAIL_BYTES);
    actions =
        new PhotoActions(
            photos,
            new SystemClipboard(),
            start.programs(),
            new SettingsPrograms(settings),
            workers.background(),
            notices);
    stacks =
        new StackActions(
            new LibraryStackDecisions(library),
            workers.longRunning(),
            notices,
            language,
            turns.onStacksChanged());
    edits =
        new EditModels(
            library,
            selection,
            search,
            results,
            stacks,
            workers,
            notices,
            language,
            turns.onStacksChanged());
    grid = new PhotoGridModel(turns.open(), turns.searchWith());
    settings.settings().subscribe(now -> grid.foldingProperty().set(now.has(Option.STACKS)));
    grid.foldingProperty()
        .subscribe(
            folded -> {
              settings.update(before -> before.with(Option.STACKS, folded));
              search.foldStacks(folded);
            });
    texts = new TextGroupModel(library.search()::texts, search, workers.background());
    ingest =
        new IngestModels(
            library,
            selection,
            settings.settings().get().has(Option.GENTLE),
            settings.settings().map(now -> now.has(Option.TEXT)),
            () -> {
              search.refresh();
              texts.refresh();
            },
            workers,
            notices);
    folders = folders();
    RecallHistory measured = new RecallHistory(start.places().library(), start.clock());
    models =
        new ModelsModel(
            new LibraryModelService(library, selection, measured),
            _ -> ingest.indexing.start(),
            workers.background(),
            workers.longRunning());
    models.entries().subscribe(rerank::refresh);
    recall =
        new RecallModel(
            new RecallModel.Actions(
                measured::read, progress -> measured.measure(library, selection, progress)),
            start.clock(),
            workers.background(),
            workers.longRunning());
    viewer = new ViewerModel(photos, workers.background(), turns.onViewerClosed());
    viewer.slideSecondsProperty().set(settings.settings().get().slideSeconds());
    viewer
        .slideSecondsProperty()
        .subscribe(
            seconds -> settings.update(before -> before.withSlideSeconds(seconds.intValue())));
    similar = new SimilarModel(library.stacks()::list, workers.facts());
    updates =
        new UpdatesModel(
            start.updates(),
            start.version(),
            release -> showRelease(language, release),
            workers.settingsWriter(),
            workers.longRunning());
  }

  private void showRelease(Language language, Release release) {
    notices.showText(
        release
            .page()
            .map(page -> new Notice.Action(language.of("settings.updates.page"), () -> show(page)))
            .orElse(null),
        UpdatesView.newer(language, release, updates.version()));
  }

  /// Opens a web page in the browser.
  void show(URI page) {
    workers.background().run(() -> programs.browse(page), _ -> {});
  }

  /// Opens a folder in the file manager.
  void show(Path folder) {
    workers.background().run(() -> programs.open(folder), _ -> {});
  }

  /// Shows a file in the file manager.
  void reveal(Path file) {
    workers
        .background()
        .run(
            () -> programs.reveal(file),
            started -> {
              if (!started) {
                notices.show("actions.noFileManager", Text.visible(file.toString()));
              }
            });
  }

  private FoldersModel folders() {
    return new FoldersModel(
        new FoldersModel.Actions(
            () -> PhotoFolder.list(library.folders().list(), library.failures()),
            library.folders()::add,
            library.folders()::remove,
            library.folders()::accept),
        ingest.indexing,
        workers.background());
  }

  /// Returns whether facts of the library are counted: once the first photos are shown.
  ReadOnlyBooleanProperty countingFactsProperty() {
    return countingFacts.getReadOnlyProperty();
  }

  /// Starts to count facts of the library.
  void countFacts() {
    countingFacts.set(true);
    edits.refresh();
    line.load();
  }

  /// Loads the text model for the first query, and the image model concurrently.
  void warmUp() {
    workers
        .search()
        .run(
            () -> {
              library.search().warmUp(selection);
              workers.longRunning().run(library.search()::warmUpImages);
            });
  }

  /// Runs an action after a delay.
  static void runLater(Duration delay, Runnable action) {
    PauseTransition pause =
        new PauseTransition(javafx.util.Duration.millis((double) delay.toMillis()));
    pause.setOnFinished(_ -> action.run());
    pause.play();
  }

  @Override
  public void close() {
    texts.close();
    line.close();
    english.close();
    history.close();
    recall.close();
    ingest.close();
    updates.close();
    edits.close();
    results.close();
    shared.close();
    rerank.close();
  }
}
