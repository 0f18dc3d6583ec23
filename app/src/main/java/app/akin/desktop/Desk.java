package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelWish;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPicture;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.SystemBoard;
import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.folders.FoldersView;
import app.akin.desktop.folders.PhotoFolder;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.grid.PhotoGridView;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.indexing.FailuresView;
import app.akin.desktop.indexing.IndexingBarView;
import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.indexing.Run;
import app.akin.desktop.look.Language;
import app.akin.desktop.memory.Memory;
import app.akin.desktop.memory.Remembered;
import app.akin.desktop.models.ModelOfferView;
import app.akin.desktop.models.ModelsModel;
import app.akin.desktop.models.ModelsView;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.Crops;
import app.akin.desktop.search.Drops;
import app.akin.desktop.search.Offer;
import app.akin.desktop.search.Offers;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.search.Thumbnails;
import app.akin.desktop.settings.SettingsModel;
import app.akin.desktop.settings.SettingsView;
import app.akin.desktop.settings.ShortcutSheet;
import app.akin.desktop.viewer.InspectorModel;
import app.akin.desktop.viewer.InspectorView;
import app.akin.desktop.viewer.PhotoSource;
import app.akin.desktop.viewer.ViewerModel;
import app.akin.desktop.viewer.ViewerView;
import app.akin.desktop.welcome.Condition;
import app.akin.desktop.welcome.PicturesFolder;
import app.akin.desktop.welcome.WelcomeModel;
import app.akin.desktop.welcome.WelcomeView;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything in the window, put together over an open library: the one place where models meet
/// their views. JavaFX thread only.
final class Desk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Desk.class);
  private static final Duration LOOK = Duration.seconds(1);
  private static final java.time.Duration PAINTED = java.time.Duration.ofMillis(150);
  private static final Duration SETTLED = Duration.seconds(3);
  private static final long THUMBNAIL_BYTES = 160L << 20;

  private final DesktopApp.Start start;
  private final PhotoLibrary library;
  private final Workers workers;
  private final Memory memory;
  private final Language language;
  private final Notices notices;
  private final Picking picking;
  private final ModelWish wish;

  private final ShellModel shell = new ShellModel();
  private final SearchModel search;
  private final ResultsModel results;
  private final PhotoGridModel grid;
  private final IndexingModel indexing;
  private final FoldersModel folders;
  private final ModelsModel models;
  private final ViewerModel viewer;
  private final ThumbnailCache pictures;
  private final Thumbnails thumbnails;
  private final PhotoActions actions;
  private final Offers offers;
  private final Crops crops;
  private final TimelineFeed feed;
  private final PhotosPlace photos;
  private final SearchBarView searchBar;
  private final Shell frame;
  private final Drops drops;
  private final Timeline pulse;
  private final AtomicReference<@Nullable Run> run = new AtomicReference<>();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /// Both are opened again and again, and kept once they are made.
  private @Nullable ViewerView large;

  private @Nullable StackPane keys;

  /// What the first run's screen follows; the screen is made anew whenever it is needed.
  private Subscription welcomed = Subscription.EMPTY;

  Desk(
      DesktopApp.Start start,
      PhotoLibrary library,
      Workers workers,
      Memory memory,
      Language language,
      Notices notices,
      Stage stage) {
    this.start = start;
    this.library = library;
    this.workers = workers;
    this.memory = memory;
    this.language = language;
    this.notices = notices;
    picking = new Picking(stage, language);
    wish = SettingsModel.wish(start.wish(), memory.now().get());
    search =
        new SearchModel(
            library.search()::find,
            wish,
            workers.search(),
            Platform::runLater,
            Desk::after,
            notices::fail);
    results = closing(new ResultsModel(search));
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
    grid = new PhotoGridModel(this::open, this::searchWith);
    indexing = indexing();
    folders = folders();
    models = models();
    viewer =
        new ViewerModel(
            PhotoSource.of(library.photos()),
            workers.background(),
            Platform::runLater,
            this::left,
            notices::fail);
    offers = offers();
    crops =
        new Crops(
            search,
            library.search()::preview,
            language,
            notices,
            shell::lay,
            shell::lift,
            workers.background(),
            Platform::runLater);
    searchBar =
        closing(
            new SearchBarView(
                search, thumbnails, language, new SearchBarView.Ways(this::pick, crops::open)));
    photos = photos();
    feed =
        new TimelineFeed(
            library.photos()::revision,
            library.photos()::timeline,
            workers.background(),
            Platform::runLater,
            now -> {
              photos.photos(now);
              search.refresh();
            },
            photos::trouble);
    frame = frame();
    drops = new Drops(frame.view(), language, this::take);
    pulse = new Timeline(new KeyFrame(LOOK, _ -> feed.poll()));
    pulse.setCycleCount(Animation.INDEFINITE);
    begin();
  }

  /// Everything, to be put into a scene.
  Region view() {
    return drops.view();
  }

  /// Makes the keys of the window work in its scene.
  void install(Scene scene) {
    new Shortcuts(shell, search, searchBar, this::take, this::pick, this::sheet).install(scene);
    searchBar.focus();
  }

  /// Takes what was dropped, pasted, picked or handed over.
  void take(Offer offer) {
    shell.lift();
    shell.placeProperty().set(Place.PHOTOS);
    offers.take(offer);
  }

  private void begin() {
    grid.rowHeightProperty().set(memory.now().get().thumbnail());
    parts.push(
        grid.rowHeightProperty()
                .subscribe(height -> memory.change(before -> before.rowsOf(height.doubleValue())))
            ::unsubscribe);
    parts.push(
        shell
                .placeProperty()
                .subscribe(place -> memory.change(before -> before.showing(place.name())))
            ::unsubscribe);
    parts.push(
        memory.now().subscribe(now -> indexing.gentleProperty().set(now.gentle()))::unsubscribe);
    feed.poll();
    pulse.play();
    folders.refresh();
    // The window is painted first: models come after.
    after(PAINTED, () -> workers.search().execute(this::warmUp));
    after(
        java.time.Duration.ofMillis((long) SETTLED.toMillis()),
        () -> {
          // What changed on disk since the last time is looked for once the window has settled.
          if (!folders.folders().isEmpty() && !indexing.isBusy()) {
            indexing.start();
          }
        });
  }

  /// On the search thread; pictures are made ready beside it.
  private void warmUp() {
    library.search().warmUp(wish);
    workers.slow().execute(library.search()::warmUpPictures);
  }

  private IndexingModel indexing() {
    return new IndexingModel(
        new IndexingModel.Ways(
            request -> {
              Run begun = Run.of(library.ingest().start(request));
              run.set(begun);
              return begun;
            },
            () -> library.status(wish).failures(),
            notices::fail),
        wish,
        memory.now().get().gentle(),
        workers.slow(),
        Platform::runLater);
  }

  private FoldersModel folders() {
    return new FoldersModel(
        new FoldersModel.Ways(
            () -> library.folders().list().stream().map(PhotoFolder::of).toList(),
            library.folders()::add,
            library.folders()::remove,
            notices::fail),
        indexing,
        workers.background(),
        Platform::runLater);
  }

  private ModelsModel models() {
    return new ModelsModel(
        new LibraryShelf(library, wish),
        new ModelsModel.Ways(_ -> indexing.start(), notices::fail),
        workers.background(),
        workers.slow(),
        Platform::runLater);
  }

  private Offers offers() {
    return new Offers(
        search,
        thumbnails,
        notices,
        language,
        new Offers.Ways(
            folder -> {
              folders.add(List.of(folder));
              shell.placeProperty().set(Place.FOLDERS);
            },
            () -> memory.now().get().addresses(),
            library::pictureAt,
            () -> shell.placeProperty().set(Place.SETTINGS)),
        workers.background(),
        workers.slow(),
        Platform::runLater);
  }

  private PhotosPlace photos() {
    ResultsBar line = closing(new ResultsBar(results, language));
    PhotoGridView rows = closing(new PhotoGridView(grid, pictures, actions, language, line.view()));
    return closing(
        new PhotosPlace(
            new PhotosPlace.Parts(rows.view(), this::welcome),
            grid,
            search,
            results,
            folders,
            indexing,
            language,
            this::act));
  }

  private Region welcome() {
    WelcomeModel model =
        new WelcomeModel(
            folders,
            () -> PicturesFolder.of(start.home(), start.home().resolve(".config")),
            folders::refresh,
            workers.background(),
            Platform::runLater);
    ModelOfferView offer = new ModelOfferView(models, language, picking::model, this::declined);
    WelcomeView view = new WelcomeView(model, language, picking::folders, offer.view());
    welcomed.unsubscribe();
    welcomed = Subscription.combine(offer::close, view::close);
    models.refresh();
    return view.view();
  }

  private void declined() {
    memory.change(Remembered::declined);
  }

  private Shell frame() {
    Supplier<Region> folderPage =
        () ->
            closing(
                    new FoldersView(
                        folders, language, new FoldersView.Ways(picking::folders, picking::inside)))
                .view();
    Supplier<Region> modelPage =
        () -> closing(new ModelsView(models, language, picking::model)).view();
    Supplier<Region> settingsPage =
        () ->
            closing(
                    new SettingsView(
                        new SettingsModel(memory, start.places(), wish),
                        language,
                        new SettingsView.Ways(this::reveal, this::sheet, start.version())))
                .view();
    InspectorModel facts =
        closing(
            new InspectorModel(
                grid,
                PhotoSource.of(library.photos()),
                workers.background(),
                Platform::runLater,
                notices::fail));
    InspectorView inspector = closing(new InspectorView(facts, grid, pictures, actions, language));
    IndexingBarView foot = closing(new IndexingBarView(indexing, language));
    NoticeView notice = closing(new NoticeView(notices, language));
    parts.push(indexing.failuresOpenProperty().subscribe(this::failures)::unsubscribe);
    return closing(
        new Shell(
            shell,
            language,
            new Shell.Parts(
                searchBar.view(),
                Map.of(
                    Place.PHOTOS, photos::view,
                    Place.FOLDERS, folderPage,
                    Place.MODELS, modelPage,
                    Place.SETTINGS, settingsPage),
                inspector.view(),
                foot.view()),
            notice));
  }

  private void open(ContentId content) {
    shell.lift();
    viewer.open(grid.itemsProperty().get(), content);
    reference();
    ViewerView view = large();
    // However it goes, large pictures go with it.
    shell.lay(view.view(), viewer::close);
    view.focus();
  }

  /// The one view of large photos, made when the first is opened.
  private ViewerView large() {
    ViewerView view = large;
    if (view == null) {
      view = closing(new ViewerView(viewer, pictures, actions, language, this::searchWith));
      large = view;
    }
    return view;
  }

  /// The first picture of the question, to be seen beside the photo.
  private void reference() {
    viewer.referenceProperty().set(Optional.empty());
    search.queryProperty().get().pictures().stream()
        .findFirst()
        .ifPresent(
            part ->
                crops.image(
                    part.picture(), image -> viewer.referenceProperty().set(Optional.of(image))));
  }

  /// The viewer was closed on a photo.
  private void left(ContentId content) {
    shell.lift();
    viewer.referenceProperty().set(Optional.empty());
    grid.reveal(content);
  }

  private void searchWith(ContentId content) {
    shell.placeProperty().set(Place.PHOTOS);
    search.searchWith(new QueryPicture.Photo(content));
  }

  private void act(Condition condition) {
    switch (condition) {
      case NO_FOLDERS, NO_PHOTOS, FOLDER_OFFLINE -> shell.placeProperty().set(Place.FOLDERS);
      case NOTHING_FOUND -> search.clear();
      case MODEL_MISSING, MODEL_DAMAGED -> shell.placeProperty().set(Place.MODELS);
      case MODEL_NEW, INDEXING_FAILED, DISK_FULL -> indexing.start();
      case ENGINE, LIBRARY_NEWER, LIBRARY_BUSY, LIBRARY_DAMAGED, LIBRARY_UNWRITABLE -> {
        feed.poll();
        search.refresh();
      }
    }
  }

  private void failures(boolean open) {
    if (open) {
      FailuresView view =
          new FailuresView(indexing, language, () -> indexing.failuresOpenProperty().set(false));
      shell.lay(
          sheet(view.view()),
          () -> {
            view.close();
            indexing.failuresOpenProperty().set(false);
          });
    } else {
      shell.lift();
    }
  }

  private void sheet() {
    StackPane shown = keys;
    if (shown == null) {
      shown = sheet(new ShortcutSheet(language, shell::lift).view());
      keys = shown;
    }
    shell.lay(shown);
  }

  /// A sheet in the middle of the window, which goes with a click beside it.
  private StackPane sheet(Region view) {
    StackPane shade = new StackPane(view);
    shade.getStyleClass().add("akin-shade");
    shade.setOnMouseClicked(
        event -> {
          if (shade.equals(event.getTarget())) {
            shell.lift();
          }
        });
    return shade;
  }

  private void pick() {
    picking.pictures().ifPresent(this::take);
  }

  private void reveal(Path folder) {
    workers
        .background()
        .execute(
            () -> {
              try {
                start.programs().open(folder);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void after(java.time.Duration delay, Runnable action) {
    PauseTransition pause = new PauseTransition(Duration.millis((double) delay.toMillis()));
    pause.setOnFinished(_ -> action.run());
    pause.play();
  }

  private <T extends AutoCloseable> T closing(T part) {
    parts.push(part);
    return part;
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

  /// Ends what the parts follow, the last first, and asks a run to end.
  @Override
  public void close() {
    pulse.stop();
    indexing.stop();
    shell.lift();
    welcomed.unsubscribe();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        notices.fail(e);
      }
    }
  }
}
