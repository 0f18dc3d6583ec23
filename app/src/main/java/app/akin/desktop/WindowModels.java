package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.update.Release;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.Programs;
import app.akin.desktop.actions.SystemBoard;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.folders.PhotoFolder;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.indexing.Run;
import app.akin.desktop.models.ModelsModel;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.Thumbnails;
import app.akin.desktop.settings.SettingsModel;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.theme.Language;
import app.akin.desktop.updates.UpdatesModel;
import app.akin.desktop.updates.UpdatesView;
import app.akin.desktop.viewer.PhotoSource;
import app.akin.desktop.viewer.ViewerModel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that the window shows, as models over an open library, each with the ways it needs.
/// JavaFX thread only, but for [#halt].
final class WindowModels implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WindowModels.class);
  private static final long THUMBNAIL_BYTES = 160L << 20;

  final PhotoLibrary library;
  final Workers workers;
  final ModelSelection wish;
  final SearchModel search;
  final ResultsModel results;
  final PhotoGridModel grid;
  final IndexingModel indexing;
  final FoldersModel folders;
  final ModelsModel models;
  final ViewerModel viewer;
  final UpdatesModel updates;

  /// The grid's pictures, and those of the question.
  final ThumbnailCache pictures;

  final Thumbnails thumbnails;
  final PhotoActions actions;
  private final Notices notices;
  private final Programs programs;
  private final AtomicReference<@Nullable Run> run = new AtomicReference<>();

  /// What is done with a photo.
  ///
  /// @param open shows it large
  /// @param similar searches with it
  /// @param left is told which one the large view was closed on
  record Actions(Consumer<ContentId> open, Consumer<ContentId> similar, Consumer<ContentId> left) {}

  WindowModels(
      DesktopApp.Start start,
      PhotoLibrary library,
      Workers workers,
      SettingsStore memory,
      Notices notices,
      Language language,
      Actions turns) {
    this.library = library;
    this.workers = workers;
    this.notices = notices;
    programs = start.programs();
    wish = SettingsModel.wish(start.wish(), memory.now().get());
    search =
        new SearchModel(
            library.search()::find,
            wish,
            workers.search(),
            Platform::runLater,
            WindowModels::after,
            notices::fail);
    results = new ResultsModel(search);
    thumbnails =
        new Thumbnails(library.search()::thumbnail, workers.background(), Platform::runLater);
    pictures =
        new ThumbnailCache(
            library.photos()::thumbnail, workers.background(), Platform::runLater, THUMBNAIL_BYTES);
    actions =
        new PhotoActions(
            new LibrarySource(library.photos()),
            new SystemBoard(),
            start.programs(),
            workers.background(),
            Platform::runLater,
            notices);
    grid = new PhotoGridModel(turns.open(), turns.similar());
    indexing = indexing(memory.now().get().gentle());
    folders = folders();
    models =
        new ModelsModel(
            new LibraryShelf(library, wish),
            new ModelsModel.Actions(_ -> indexing.start(), notices::fail),
            workers.background(),
            workers.slow(),
            Platform::runLater);
    viewer =
        new ViewerModel(
            PhotoSource.of(library.photos()),
            workers.background(),
            Platform::runLater,
            turns.left(),
            notices::fail);
    updates =
        new UpdatesModel(
            start.updates(),
            start.version(),
            new UpdatesModel.Actions(release -> tell(language, release), notices::fail),
            workers.keeper(),
            workers.slow(),
            Platform::runLater);
  }

  private void tell(Language language, Release release) {
    notices.say(
        release
            .page()
            .map(page -> new Notice.Action(language.of("settings.updates.page"), () -> show(page)))
            .orElse(null),
        UpdatesView.newer(language, release, updates.version()));
  }

  /// Shows a page of the web in the browser.
  void show(URI page) {
    ask(() -> programs.browse(page));
  }

  /// Shows a folder in the system's file manager.
  void show(Path folder) {
    ask(() -> programs.open(folder));
  }

  private interface Asked {
    boolean of() throws InterruptedException;
  }

  private void ask(Asked program) {
    workers
        .background()
        .execute(
            () -> {
              try {
                program.of();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private IndexingModel indexing(boolean gentle) {
    return new IndexingModel(
        new IndexingModel.Actions(
            request -> {
              Run begun = Run.of(library.ingest().start(request));
              run.set(begun);
              return begun;
            },
            library::failures,
            notices::fail),
        wish,
        gentle,
        workers.slow(),
        Platform::runLater);
  }

  private FoldersModel folders() {
    return new FoldersModel(
        new FoldersModel.Actions(
            () -> library.folders().list().stream().map(PhotoFolder::of).toList(),
            library.folders()::add,
            library.folders()::remove,
            library.folders()::accept,
            notices::fail),
        indexing,
        workers.background(),
        Platform::runLater);
  }

  /// Loads what the first question needs; what pictures need is loaded beside it.
  void warmUp() {
    workers
        .search()
        .execute(
            () -> {
              library.search().warmUp(wish);
              workers.slow().execute(library.search()::warmUpPictures);
            });
  }

  /// Does something later.
  static void after(Duration delay, Runnable action) {
    PauseTransition pause =
        new PauseTransition(javafx.util.Duration.millis((double) delay.toMillis()));
    pause.setOnFinished(_ -> action.run());
    pause.play();
  }

  /// Ends the run that takes photos in, and waits for it; from any thread but the JavaFX thread.
  void halt() {
    Run last = run.get();
    if (last == null) {
      return;
    }
    last.stop();
    try {
      last.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.info("The last run ended with trouble", e);
    }
  }

  @Override
  public void close() {
    indexing.stop();
    updates.close();
    results.close();
  }
}
