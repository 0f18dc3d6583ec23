package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryImage;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.desktop.folders.FoldersView;
import app.akin.desktop.grid.PhotoGridView;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.indexing.IndexingBarView;
import app.akin.desktop.indexing.RunState;
import app.akin.desktop.models.ModelOfferView;
import app.akin.desktop.models.ModelsView;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.CropController;
import app.akin.desktop.search.DropHandler;
import app.akin.desktop.search.DropTarget;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchQuery;
import app.akin.desktop.settings.Settings;
import app.akin.desktop.settings.SettingsModel;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.settings.SettingsView;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.Language;
import app.akin.desktop.updates.UpdatesView;
import app.akin.desktop.viewer.InspectorModel;
import app.akin.desktop.viewer.InspectorView;
import app.akin.desktop.viewer.PhotoSource;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.util.Duration;
import javafx.util.Subscription;

/// The content of the window over an open library; the only place that connects models and views.
/// JavaFX thread only.
final class MainWindow implements AutoCloseable {
  private static final Duration POLL = Duration.seconds(1);

  /// Delay after which models are loaded even if no photos are shown.
  private static final java.time.Duration WARM_UP = java.time.Duration.ofSeconds(5);

  private static final java.time.Duration SETTLE_DELAY = java.time.Duration.ofSeconds(3);

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
  private final TimelineFeed feed;

  /// The folder whose photos are shown instead of all; empty for all. Read in the background.
  private final AtomicReference<Optional<Path>> folder = new AtomicReference<>(Optional.empty());

  private final PhotoGridView grid;
  private final PhotosSection photos;
  private final SearchBarView searchBar;
  private final DropTarget drops;
  private final Timeline pulse;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private boolean warm;

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
    // Escape is handled by the views, which leave full screen first.
    stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
    stage.setFullScreenExitHint("");
    follow(shell.fullScreenProperty().subscribe(stage::setFullScreen));
    follow(stage.fullScreenProperty().subscribe(shell.fullScreenProperty()::set));
    picking = new FileChoosers(stage, language);
    WindowModels.Actions turns = new WindowModels.Actions(this::open, this::searchWith, this::left);
    models = closing(new WindowModels(start, library, workers, settings, notices, language, turns));
    offers = offers();
    CropController crops =
        new CropController(
            models.search,
            library.search()::preview,
            language,
            this::showCrop,
            shell::hideOverlay,
            workers.background());
    ResultsBar line = closing(new ResultsBar(models.results, language));
    grid =
        closing(
            new PhotoGridView(models.grid, models.pictures, models.actions, language, line.view()));
    overlays =
        closing(
            new Overlays(
                shell,
                models,
                crops,
                language,
                content -> searchWith(List.of(content)),
                grid::focus));
    searchBar =
        closing(
            new SearchBarView(
                models.search,
                models.thumbnails,
                language,
                new SearchBarView.Actions(() -> pick(true), crops::open, this::toResults)));
    photos = photos();
    feed =
        new TimelineFeed(
            firstPhotos,
            () -> library.photos().revision() + folder.get().map(Path::toString).orElse(""),
            () ->
                folder.get().map(library.photos()::timeline).orElseGet(library.photos()::timeline),
            workers.background(),
            this::changed,
            photos::showProblem);
    drops =
        new DropTarget(
            frame().view(),
            language,
            models.search.queryProperty().map(query -> !query.pictures().isEmpty()),
            this::take);
    pulse = new Timeline(new KeyFrame(POLL, _ -> poll()));
    pulse.setCycleCount(Animation.INDEFINITE);
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
            this::take,
            this::pick,
            overlays::shortcuts)
        .install(scene);
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
    follow(
        models
            .grid
            .rowHeightProperty()
            .subscribe(
                height ->
                    settings.update(before -> before.withThumbnailHeight(height.doubleValue()))));
    follow(
        shell
            .sectionProperty()
            .subscribe(
                place -> {
                  settings.update(before -> before.withSection(place.name()));
                  models.folders.refresh();
                }));
    follow(models.search.queryProperty().subscribe(this::showFolder));
    follow(models.search.queryProperty().subscribe(this::queryChanged));
    follow(
        shell
            .sectionProperty()
            .subscribe(section -> searchBar.showParts(section == Section.PHOTOS)));
    follow(
        settings.settings().subscribe(now -> models.indexing.gentleProperty().set(now.gentle())));
    follow(models.indexing.stateProperty().subscribe(this::refreshAfterRun));
    feed.poll();
    pulse.play();
    // Models are loaded once the first photos are shown, because loading takes all cores.
    grid.onFirstPhotos(this::warmUp);
    WindowModels.runLater(WARM_UP, this::warmUp);
    WindowModels.runLater(
        SETTLE_DELAY,
        () -> {
          models.models.refresh();
          models.updates.load();
          // Scans for changes once the window has settled.
          if (!models.folders.folders().isEmpty() && !models.indexing.isBusy()) {
            models.indexing.start();
          }
        });
  }

  private void warmUp() {
    if (!warm) {
      warm = true;
      models.warmUp();
    }
  }

  private void poll() {
    feed.poll();
    models.updates.tick();
  }

  /// Shows changed photos.
  private void changed(app.akin.core.library.Timeline now) {
    photos.showPhotos(now);
    models.search.refresh();
    if (shell.sectionProperty().get() == Section.FOLDERS) {
      // The counts of the folders are part of the same change.
      models.folders.refresh();
    }
    if (models.models.isMoving()) {
      models.models.refresh();
    }
  }

  private void refreshAfterRun(RunState state) {
    switch (state) {
      case RunState.Ended _, RunState.Failed _ -> {
        models.folders.refresh();
        models.models.refresh();
        // Words typed before the first photos were read are answered now.
        models.search.refresh();
      }
      case RunState.Idle _, RunState.Starting _, RunState.Running _ -> {}
    }
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
            () -> settings.settings().get().addresses(),
            models.library::downloadImage,
            () -> shell.sectionProperty().set(Section.SETTINGS)),
        workers.background(),
        workers.longRunning());
  }

  private PhotosSection photos() {
    ModelOfferView offer =
        closing(
            new ModelOfferView(
                models.models,
                language,
                settings.settings().map(Settings::offer),
                () -> settings.update(Settings::withOfferDeclined)));
    return closing(
        new PhotosSection(
            new PhotosSection.Parts(grid.view(), offer.view(), this::welcome),
            models.grid,
            models.search,
            models.results,
            models.folders,
            models.indexing,
            language,
            this::act));
  }

  private Region welcome() {
    WelcomeModel model =
        new WelcomeModel(
            models.folders,
            () -> PicturesFolder.of(start.home(), start.home().resolve(".config")),
            models.folders::refresh,
            workers.background());
    WelcomeView view = new WelcomeView(model, language, picking::folders);
    welcomeSubscription.unsubscribe();
    welcomeSubscription = view::close;
    return view.view();
  }

  private Shell frame() {
    Supplier<Region> folderPage =
        () ->
            closing(
                    new FoldersView(
                        models.folders,
                        language,
                        new FoldersView.Actions(
                            picking::folders,
                            picking::subfolder,
                            this::openFolder,
                            models::reveal,
                            models.indexing::retry,
                            () -> models.indexing.failuresOpenProperty().set(true))))
                .view();
    Supplier<Region> modelPage =
        () -> closing(new ModelsView(models.models, language, picking.models())).view();
    Supplier<Region> settingsPage =
        () ->
            closing(
                    new SettingsView(
                        new SettingsModel(settings, start.places(), models.selection),
                        language,
                        new SettingsView.Actions(
                            models::show, overlays::shortcuts, this::clearHistory, start.version()),
                        closing(
                                new UpdatesView(
                                    models.updates,
                                    language,
                                    start.clock().getZone(),
                                    models::show))
                            .view()))
                .view();
    InspectorModel facts =
        closing(
            new InspectorModel(
                models.grid, PhotoSource.of(models.library.photos()), workers.background()));
    InspectorView inspector =
        closing(new InspectorView(facts, models.grid, models.pictures, models.actions, language));
    IndexingBarView foot =
        closing(new IndexingBarView(models.indexing, language, WindowModels::runLater));
    NoticeView notice = closing(new NoticeView(notices, language, WindowModels::runLater));
    notice.stayAbove(List.of(foot.view(), grid.selectionBar()));
    return closing(
        new Shell(
            shell,
            language,
            new Shell.Parts(
                searchBar.view(),
                Map.of(
                    Section.PHOTOS, photos::view,
                    Section.FOLDERS, folderPage,
                    Section.MODELS, modelPage,
                    Section.SETTINGS, settingsPage),
                inspector.view(),
                foot.view()),
            notice));
  }

  private void open(ContentId content) {
    overlays.open(content);
  }

  private void left(ContentId content) {
    overlays.onViewerClosed(content);
  }

  private void searchWith(List<ContentId> contents) {
    shell.sectionProperty().set(Section.PHOTOS);
    models.search.searchWith(contents.stream().<QueryImage>map(QueryImage.Photo::new).toList());
    if (contents.size() > SearchQuery.MAX_PICTURES) {
      notices.show("search.many", SearchQuery.MAX_PICTURES, contents.size());
    }
  }

  private void clearHistory() {
    models.history.clear();
    notices.show("settings.history.cleared");
  }

  /// Shows the photos of a folder.
  private void openFolder(Path path) {
    shell.sectionProperty().set(Section.PHOTOS);
    models.search.change(SearchQuery.EMPTY.withFilter(new Filter(path, null, null)));
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

  /// Shows the photos of the folder to which the query is restricted. Results need those of all
  /// folders, because the photo that was searched with may be in another.
  private void showFolder(SearchQuery query) {
    Optional<Path> next =
        query.isEmpty() ? Optional.ofNullable(query.filter().in()) : Optional.empty();
    if (!next.equals(folder.getAndSet(next))) {
      feed.poll();
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
        feed.poll();
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

  private <T extends AutoCloseable> T closing(T part) {
    parts.push(part);
    return part;
  }

  private void follow(Subscription subscription) {
    parts.push(subscription::unsubscribe);
  }

  /// Stops indexing and waits for its end. Must not be called on the JavaFX thread.
  void halt() {
    models.stopIndexing();
  }

  /// Closes the parts in reverse order and requests the end of indexing.
  @Override
  public void close() {
    pulse.stop();
    shell.hideOverlay();
    welcomeSubscription.unsubscribe();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        notices.showError(e);
      }
    }
  }
}
