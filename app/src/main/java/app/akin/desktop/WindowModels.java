package app.akin.desktop;

import app.akin.core.evaluation.RecallHistory;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.core.query.Facet;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.search.SearchAnswer;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SharedAnswer;
import app.akin.core.update.Release;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.actions.SystemClipboard;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.folders.PhotoFolder;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.indexing.IndexingRun;
import app.akin.desktop.indexing.PublishingModel;
import app.akin.desktop.indexing.TextReadingModel;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The view models of the window over an open library. JavaFX thread only, except [#stopIndexing].
final class WindowModels implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WindowModels.class);
  private static final long THUMBNAIL_BYTES = 160L << 20;

  /// Fields whose values are suggested and listed.
  private static final List<FactField> HELD =
      List.of(
          FactField.DATE,
          FactField.PLACE,
          FactField.CAMERA,
          FactField.LENS,
          FactField.FOLDER,
          FactField.TAG,
          FactField.COLLECTION,
          FactField.FORMAT,
          FactField.KIND);

  /// Maximum number of values of a field.
  private static final int MAX_HELD = 300;

  final PhotoLibrary library;
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
  final IndexingModel indexing;
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
  final TextReadingModel textReading;
  final TextGroupModel texts;
  final PublishingModel publishing;

  /// Whether photos of other computers are searched; read on the search thread.
  private volatile boolean beyondThisComputer;

  private final ReadOnlyBooleanWrapper countingFacts = new ReadOnlyBooleanWrapper();
  private final Notices notices;
  private final ExternalPrograms programs;
  private final AtomicReference<@Nullable IndexingRun> run = new AtomicReference<>();

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
    this.workers = workers;
    this.notices = notices;
    programs = start.programs();
    selection = SettingsModel.modelSelection(start.selection(), settings.settings().get());
    search =
        new SearchModel(
            this::find,
            (typed, hasPicture) -> library.lines().read(typed, hasPicture, Locale.getDefault()),
            selection,
            workers.search(),
            WindowModels::runLater);
    line =
        new LineModel(
            search,
            this::held,
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
            new SharedSearchModel.Service() {
              @Override
              public boolean isConnected() {
                return library.share().settings().isPresent();
              }

              @Override
              public Optional<SharedAnswer> find(
                  SearchRequest request, BooleanSupplier superseded) {
                return library.share().find(library.search(), request, superseded);
              }
            },
            search,
            rerank,
            ids,
            workers.longRunning(),
            WindowModels::runLater);
    shared.onProperty().set(settings.settings().get().has(Option.SHARED));
    shared.onProperty().subscribe(on -> settings.update(before -> before.with(Option.SHARED, on)));
    search.queryProperty().map(SearchQuery::isEmpty).subscribe(_ -> shared.refresh());
    shared.activeProperty().subscribe(active -> beyondThisComputer = active);
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
    indexing = indexing(settings.settings().get().has(Option.GENTLE));
    texts = new TextGroupModel(library.search()::texts, search, workers.background());
    textReading =
        new TextReadingModel(
            new TextReadingModel.Actions(
                library.texts()::counts,
                library.texts()::read,
                () -> {
                  search.refresh();
                  texts.refresh();
                }),
            settings.settings().map(now -> now.has(Option.TEXT)),
            indexing,
            workers.longRunning());
    publishing =
        new PublishingModel(
            stopped -> {
              if (library.share().isPublishing()) {
                library.share().publish(_ -> {}, stopped);
              }
            },
            indexing,
            workers.longRunning(),
            this::showPublishingProblem);
    folders = folders();
    RecallHistory measured = new RecallHistory(start.places().library(), start.clock());
    models =
        new ModelsModel(
            new LibraryModelService(library, selection, measured),
            _ -> indexing.start(),
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

  /// Finds photos of this library. Without any, those of other computers can still be found.
  private Optional<SearchAnswer> find(SearchRequest request, BooleanSupplier superseded) {
    try {
      return library.search().find(request, superseded);
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.LibraryEmpty && beyondThisComputer) {
        return Optional.of(SearchAnswer.EMPTY);
      }
      throw e;
    }
  }

  /// Shows a problem with the shared library; without its server, the next run publishes.
  private void showPublishingProblem(Throwable thrown) {
    if (thrown instanceof AkinException known
        && known.problem() instanceof Problem.ShareUnreachable) {
      log.info("The shared library is not reachable", thrown);
    } else {
      notices.showError(thrown);
    }
  }

  private void showRelease(Language language, Release release) {
    notices.showText(
        release
            .page()
            .map(page -> new Notice.Action(language.of("settings.updates.page"), () -> show(page)))
            .orElse(null),
        UpdatesView.newer(language, release, updates.version()));
  }

  /// Returns the most frequent values that the library holds, and updates the names that lines are
  /// read with.
  private List<Facet> held(Locale locale) {
    library.lines().refresh();
    return named(
        HELD.stream()
            .flatMap(field -> library.facets().of(field, Filter.NONE, MAX_HELD).stream())
            .toList(),
        locale);
  }

  /// Names places in a language. Not for the JavaFX thread.
  List<Facet> named(List<Facet> facets, Locale locale) {
    return facets.stream()
        .map(
            facet ->
                facet.fact().field() == FactField.PLACE
                        && facet.fact().values().getFirst() instanceof FactValue.Text(String place)
                    ? new Facet(
                        facet.fact(), library.photos().placeName(place, locale), facet.count())
                    : facet)
        .toList();
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

  private IndexingModel indexing(boolean gentle) {
    return new IndexingModel(
        new IndexingModel.Actions(
            request -> {
              IndexingRun started = IndexingRun.of(library.ingest().start(request));
              run.set(started);
              return started;
            },
            library::failures),
        selection,
        gentle,
        workers.longRunning());
  }

  private FoldersModel folders() {
    return new FoldersModel(
        new FoldersModel.Actions(
            () -> PhotoFolder.list(library.folders().list(), library.failures()),
            library.folders()::add,
            library.folders()::remove,
            library.folders()::accept),
        indexing,
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

  /// Stops indexing and the reading of text, and waits for their ends. Must not be called on the
  /// JavaFX thread.
  void stopIndexing() {
    publishing.stop();
    end(textReading::stop);
    IndexingRun last = run.get();
    if (last != null) {
      last.stop();
      end(last::await);
    }
  }

  /// Waits for the end of work.
  @FunctionalInterface
  private interface Wait {
    void end() throws InterruptedException;
  }

  private static void end(Wait wait) {
    try {
      wait.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.info("The last run failed", e);
    }
  }

  @Override
  public void close() {
    texts.close();
    textReading.close();
    publishing.close();
    line.close();
    english.close();
    history.close();
    recall.close();
    indexing.stop();
    updates.close();
    edits.close();
    results.close();
    shared.close();
    rerank.close();
  }
}
