package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPicture;
import app.akin.desktop.folders.FoldersView;
import app.akin.desktop.grid.PhotoGridView;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.indexing.IndexingBarView;
import app.akin.desktop.indexing.RunState;
import app.akin.desktop.models.ModelOfferView;
import app.akin.desktop.models.ModelsView;
import app.akin.desktop.notice.NoticeView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.Crops;
import app.akin.desktop.search.DropHandler;
import app.akin.desktop.search.DropTarget;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.search.ResultsBar;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.settings.Settings;
import app.akin.desktop.settings.SettingsModel;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.settings.SettingsView;
import app.akin.desktop.theme.Language;
import app.akin.desktop.updates.UpdatesView;
import app.akin.desktop.viewer.InspectorModel;
import app.akin.desktop.viewer.InspectorView;
import app.akin.desktop.viewer.PhotoSource;
import app.akin.desktop.welcome.Condition;
import app.akin.desktop.welcome.PicturesFolder;
import app.akin.desktop.welcome.WelcomeModel;
import app.akin.desktop.welcome.WelcomeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.util.Duration;
import javafx.util.Subscription;

/// Everything in the window, put together over an open library: the one place where models meet
/// their views. JavaFX thread only.
final class MainWindow implements AutoCloseable {
  private static final Duration LOOK = Duration.seconds(1);
  private static final java.time.Duration PAINTED = java.time.Duration.ofMillis(150);
  private static final java.time.Duration SETTLED = java.time.Duration.ofSeconds(3);

  private final DesktopApp.Start start;
  private final Workers workers;
  private final SettingsStore memory;
  private final Language language;
  private final Notices notices;
  private final Picking picking;

  private final ShellModel shell = new ShellModel();
  private final WindowModels models;
  private final DropHandler offers;
  private final Overlays overlays;
  private final TimelineFeed feed;
  private final PhotosPlace photos;
  private final SearchBarView searchBar;
  private final DropTarget drops;
  private final Timeline pulse;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /// What the first run's screen follows; the screen is made anew whenever it is needed.
  private Subscription welcomed = Subscription.EMPTY;

  MainWindow(
      DesktopApp.Start start,
      PhotoLibrary library,
      Workers workers,
      SettingsStore memory,
      Language language,
      Notices notices,
      Stage stage) {
    this.start = start;
    this.workers = workers;
    this.memory = memory;
    this.language = language;
    this.notices = notices;
    picking = new Picking(stage, language);
    WindowModels.Actions turns = new WindowModels.Actions(this::open, this::searchWith, this::left);
    models = closing(new WindowModels(start, library, workers, memory, notices, language, turns));
    offers = offers();
    Crops crops =
        new Crops(
            models.search,
            library.search()::preview,
            language,
            notices,
            shell::lay,
            shell::lift,
            workers.background(),
            Platform::runLater);
    overlays = closing(new Overlays(shell, models, crops, language, this::searchWith));
    searchBar =
        closing(
            new SearchBarView(
                models.search,
                models.thumbnails,
                language,
                new SearchBarView.Actions(this::pick, crops::open)));
    photos = photos();
    feed =
        new TimelineFeed(
            library.photos()::revision,
            library.photos()::timeline,
            workers.background(),
            Platform::runLater,
            this::changed,
            photos::trouble);
    drops = new DropTarget(frame().view(), language, this::take);
    pulse = new Timeline(new KeyFrame(LOOK, _ -> look()));
    pulse.setCycleCount(Animation.INDEFINITE);
    begin();
  }

  /// Everything, to be put into a scene.
  Region view() {
    return drops.view();
  }

  /// Makes the keys of the window work in its scene.
  void install(Scene scene) {
    new Shortcuts(shell, models.search, searchBar, this::take, this::pick, overlays::keys)
        .install(scene);
    searchBar.focus();
  }

  /// Takes what was dropped, pasted, picked or handed over.
  void take(DroppedContent offer) {
    shell.lift();
    shell.placeProperty().set(Section.PHOTOS);
    offers.take(offer);
  }

  private void begin() {
    models.grid.rowHeightProperty().set(memory.now().get().thumbnail());
    shell.placeProperty().set(Section.named(memory.now().get().view()));
    follow(
        models
            .grid
            .rowHeightProperty()
            .subscribe(height -> memory.change(before -> before.rowsOf(height.doubleValue()))));
    follow(
        shell
            .placeProperty()
            .subscribe(
                place -> {
                  memory.change(before -> before.showing(place.name()));
                  models.folders.refresh();
                }));
    follow(memory.now().subscribe(now -> models.indexing.gentleProperty().set(now.gentle())));
    follow(models.indexing.standingProperty().subscribe(this::stands));
    feed.poll();
    pulse.play();
    // The window is painted first: models come after.
    WindowModels.after(PAINTED, models::warmUp);
    WindowModels.after(
        SETTLED,
        () -> {
          models.models.refresh();
          models.updates.recall();
          // What changed on disk since the last time is looked for once the window has settled.
          if (!models.folders.folders().isEmpty() && !models.indexing.isBusy()) {
            models.indexing.start();
          }
        });
  }

  private void look() {
    feed.poll();
    models.updates.tick();
  }

  /// The library's photos changed.
  private void changed(app.akin.core.library.Timeline now) {
    photos.photos(now);
    models.search.refresh();
    if (models.models.isMoving()) {
      models.models.refresh();
    }
  }

  private void stands(RunState standing) {
    switch (standing) {
      case RunState.Ended _, RunState.Failed _ -> {
        models.folders.refresh();
        models.models.refresh();
      }
      case RunState.Idle _, RunState.Starting _, RunState.Running _ -> {}
    }
  }

  private DropHandler offers() {
    return new DropHandler(
        models.search,
        models.thumbnails,
        notices,
        language,
        new DropHandler.Actions(
            folder -> {
              models.folders.add(List.of(folder));
              shell.placeProperty().set(Section.FOLDERS);
            },
            () -> memory.now().get().addresses(),
            models.library::pictureAt,
            () -> shell.placeProperty().set(Section.SETTINGS)),
        workers.background(),
        workers.slow(),
        Platform::runLater);
  }

  private PhotosPlace photos() {
    ResultsBar line = closing(new ResultsBar(models.results, language));
    PhotoGridView rows =
        closing(
            new PhotoGridView(models.grid, models.pictures, models.actions, language, line.view()));
    return closing(
        new PhotosPlace(
            new PhotosPlace.Parts(
                rows.view(), closing(offer(ModelOfferView.Form.LINE)).view(), this::welcome),
            models.grid,
            models.search,
            models.results,
            models.folders,
            models.indexing,
            language,
            this::act));
  }

  private ModelOfferView offer(ModelOfferView.Form form) {
    return new ModelOfferView(
        models.models,
        language,
        form,
        picking.models(),
        memory.now().map(Settings::offer),
        () -> memory.change(Settings::declined));
  }

  private Region welcome() {
    WelcomeModel model =
        new WelcomeModel(
            models.folders,
            () -> PicturesFolder.of(start.home(), start.home().resolve(".config")),
            models.folders::refresh,
            workers.background(),
            Platform::runLater);
    ModelOfferView offer = offer(ModelOfferView.Form.CARD);
    WelcomeView view = new WelcomeView(model, language, picking::folders, offer.view());
    welcomed.unsubscribe();
    welcomed = Subscription.combine(offer::close, view::close);
    return view.view();
  }

  private Shell frame() {
    Supplier<Region> folderPage =
        () ->
            closing(
                    new FoldersView(
                        models.folders,
                        language,
                        new FoldersView.Actions(picking::folders, picking::inside)))
                .view();
    Supplier<Region> modelPage =
        () -> closing(new ModelsView(models.models, language, picking.models())).view();
    Supplier<Region> settingsPage =
        () ->
            closing(
                    new SettingsView(
                        new SettingsModel(memory, start.places(), models.wish),
                        language,
                        new SettingsView.Actions(models::show, overlays::keys, start.version()),
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
                models.grid,
                PhotoSource.of(models.library.photos()),
                workers.background(),
                Platform::runLater,
                notices::fail));
    InspectorView inspector =
        closing(new InspectorView(facts, models.grid, models.pictures, models.actions, language));
    IndexingBarView foot = closing(new IndexingBarView(models.indexing, language));
    NoticeView notice = closing(new NoticeView(notices, language));
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
    overlays.left(content);
  }

  private void searchWith(ContentId content) {
    shell.placeProperty().set(Section.PHOTOS);
    models.search.searchWith(new QueryPicture.Photo(content));
  }

  private void act(Condition condition) {
    switch (condition) {
      case NO_FOLDERS, NO_PHOTOS, FOLDER_OFFLINE -> shell.placeProperty().set(Section.FOLDERS);
      case NOTHING_FOUND -> models.search.clear();
      case MODEL_MISSING, MODEL_DAMAGED -> shell.placeProperty().set(Section.MODELS);
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

  private void pick() {
    picking.pictures().ifPresent(this::take);
  }

  private <T extends AutoCloseable> T closing(T part) {
    parts.push(part);
    return part;
  }

  private void follow(Subscription subscription) {
    parts.push(subscription::unsubscribe);
  }

  /// Ends the run that takes photos in, and waits for it; from any thread but the JavaFX thread.
  void halt() {
    models.halt();
  }

  /// Ends what the parts follow, the last first, and asks a run to end.
  @Override
  public void close() {
    pulse.stop();
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
