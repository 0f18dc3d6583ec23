package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.MigrationStatus;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.indexing.LibraryUpdateView;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.settings.Settings;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.FontCoverage;
import app.akin.desktop.theme.Images;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Theme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Dimension2D;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stage: stores its size, applies the theme, and shows the [MainWindow] once the library is
/// open. JavaFX thread only.
final class Window implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Window.class);
  private static final long PATIENCE_SECONDS = 5;
  private static final Duration UPDATE_DELAY = Duration.ofMillis(400);

  /// Log message for the first paint; measurements search for it.
  static final String SHOWN = "The window was shown";

  private final DesktopApp.Start start;
  private final Workers workers;
  private final CompletableFuture<TimelineFeed.Snapshot> photos;
  private final CompletableFuture<Boolean> painted = new CompletableFuture<>();
  private final Runnable first = this::onFirstPaint;
  private final ListChangeListener<Screen> screens = _ -> limitSize();
  private final Stage stage = new Stage();
  private final StackPane root = new StackPane();
  private final Scene scene;
  private final SettingsStore settings;
  private final Language language;
  private final Notices notices;
  private final Theme theme;
  private final Thread.@Nullable UncaughtExceptionHandler handler;
  private volatile @Nullable MainWindow mainWindow;
  private @Nullable LibraryUpdateView update;
  private List<Path> waiting;
  private Locale pendingPhotos = Locale.ROOT;

  /// @param opening the library, which may still be opening
  /// @param photos the photos of the library, which may still be loading
  /// @param closed called when the user closes the window
  Window(
      DesktopApp.Start start,
      Workers workers,
      CompletableFuture<PhotoLibrary> opening,
      CompletableFuture<TimelineFeed.Snapshot> photos,
      Runnable closed) {
    this.start = start;
    this.workers = workers;
    // The photos wait for the first paint, so that the window appears sooner.
    this.photos = photos.thenCombine(painted, (loaded, _) -> loaded);
    this.waiting = start.photos();
    settings =
        SettingsStore.load(
            start.places().library().resolve("window.properties"),
            workers.settingsWriter(),
            start.language());
    Settings now = settings.settings().get();
    language = new Language(now.language());
    notices = new Notices(language);
    Dimension2D size = WindowSize.initial(now, Screen.getPrimary().getVisualBounds());
    scene = new Scene(root, size.getWidth(), size.getHeight());
    theme =
        new Theme(scene, Platform.getPreferences().colorSchemeProperty(), now.theme(), now.text());
    handler = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (_, thrown) -> Platform.runLater(() -> notices.showError(thrown)));
    workers.background().run(Images::icon, sizes -> stage.getIcons().setAll(sizes));
    stage.setScene(scene);
    Screen.getScreens().addListener(screens);
    limitSize();
    stage.titleProperty().bind(language.text("window.title"));
    stage.setMaximized(now.maximized());
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          closed.run();
        });
    settings.settings().subscribe(this::apply);
    // Exceptions are shown in the window.
    var _ =
        opening.whenComplete(
            (library, thrown) -> Platform.runLater(() -> showLibrary(library, thrown)));
  }

  /// Shows the stage.
  void show() {
    stage.show();
    // The next pulse paints the window for the first time.
    scene.addPostLayoutPulseListener(first);
  }

  /// Shows an error in the notice area.
  void showError(Throwable thrown) {
    notices.showError(thrown);
  }

  private void limitSize() {
    Dimension2D least =
        WindowSize.minimum(Screen.getScreens().stream().map(Screen::getVisualBounds).toList());
    stage.setMinWidth(least.getWidth());
    stage.setMinHeight(least.getHeight());
  }

  private void onFirstPaint() {
    scene.removePostLayoutPulseListener(first);
    log.info(SHOWN);
    painted.complete(true);
  }

  /// Brings the window to the front with new query images.
  void bringToFront(List<Path> photos) {
    stage.setIconified(false);
    stage.toFront();
    stage.requestFocus();
    MainWindow there = mainWindow;
    if (there == null) {
      waiting = photos;
    } else if (!photos.isEmpty()) {
      there.take(new DroppedContent.Files(photos));
    }
  }

  /// Shows the progress of updating the library, unless the library is shown. A short update shows
  /// nothing.
  void showUpdate(MigrationStatus status) {
    LibraryUpdateView shown = update;
    if (shown != null) {
      shown.show(status);
      return;
    }
    LibraryUpdateView view = new LibraryUpdateView(status, language);
    update = view;
    WindowModels.runLater(
        UPDATE_DELAY,
        () -> {
          if (root.getChildren().isEmpty()) {
            root.getChildren().setAll(view.view());
          }
        });
  }

  private void showLibrary(@Nullable PhotoLibrary library, @Nullable Throwable thrown) {
    if (library == null) {
      notices.showError(thrown == null ? new IllegalStateException("no library") : thrown);
      return;
    }
    MainWindow made =
        new MainWindow(start, library, photos, workers, settings, language, notices, stage);
    mainWindow = made;
    root.getChildren().setAll(made.view());
    made.install(scene);
    if (!waiting.isEmpty()) {
      made.take(new DroppedContent.Files(waiting));
    }
  }

  private void apply(Settings remembered) {
    theme.choose(remembered.theme(), remembered.text());
    Locale wished = remembered.language();
    if (wished.equals(pendingPhotos)) {
      return;
    }
    pendingPhotos = wished;
    boolean readable = FontCoverage.canWrite(wished);
    Locale spoken = readable ? wished : Locale.ENGLISH;
    if (!language.locale().getLanguage().equals(spoken.getLanguage())) {
      language.setLocale(spoken);
    }
    if (!readable) {
      notices.show("settings.language.unreadable", wished.getDisplayLanguage(Locale.ENGLISH));
    }
  }

  private void remember() {
    boolean maximized = stage.isMaximized();
    boolean covers = maximized || stage.isFullScreen();
    settings.update(
        before ->
            covers
                ? before.withSize(before.width(), before.height(), maximized)
                : before.withSize(scene.getWidth(), scene.getHeight(), false));
  }

  /// Hides the stage and closes its content. Must not be called on the JavaFX thread.
  @Override
  public void close() {
    painted.complete(true);
    CompletableFuture<Void> gone = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            remember();
            Screen.getScreens().removeListener(screens);
            stage.hide();
            if (mainWindow != null) {
              mainWindow.close();
            }
            theme.close();
          } finally {
            gone.complete(null);
          }
        });
    try {
      gone.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The toolkit has already shut down with the process.
      log.info("The toolkit has shut down before the window", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Thread.setDefaultUncaughtExceptionHandler(handler);
    // Native code must not compute while the process exits, whatever the state of the toolkit.
    MainWindow there = mainWindow;
    if (there != null) {
      there.halt();
    }
  }
}
