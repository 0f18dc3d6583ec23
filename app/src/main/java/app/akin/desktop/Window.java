package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.settings.Settings;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.theme.Glyphs;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Pictures;
import app.akin.desktop.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The window on the screen: a stage that remembers its size, the theme, and the [MainWindow] in
/// it, which is put together as soon as the library is open. JavaFX thread only.
final class Window implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Window.class);
  private static final long PATIENCE_SECONDS = 5;

  /// What the log says once the window is there; measurements look for it.
  static final String SHOWN = "The window was shown";

  private final DesktopApp.Start start;
  private final Workers workers;
  private final Runnable first = this::logStart;
  private final Stage stage = new Stage();
  private final StackPane root = new StackPane();
  private final Scene scene;
  private final SettingsStore memory;
  private final Language language;
  private final Notices notices;
  private final Theme theme;
  private final Thread.@Nullable UncaughtExceptionHandler handler;
  private volatile @Nullable MainWindow desk;
  private List<Path> waiting;
  private Locale wanted = Locale.ROOT;

  /// @param opening the library, perhaps not open yet
  /// @param closed is told when the person closes the window
  Window(
      DesktopApp.Start start,
      Workers workers,
      CompletableFuture<PhotoLibrary> opening,
      Runnable closed) {
    this.start = start;
    this.workers = workers;
    this.waiting = start.photos();
    memory =
        SettingsStore.recall(
            start.places().library().resolve("window.properties"),
            workers.keeper(),
            start.language());
    Settings now = memory.now().get();
    language = new Language(now.language());
    notices = new Notices(language);
    scene = new Scene(root, now.width(), now.height());
    theme =
        new Theme(scene, Platform.getPreferences().colorSchemeProperty(), now.theme(), now.text());
    handler = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (_, thrown) -> Platform.runLater(() -> notices.fail(thrown)));
    workers.background().execute(this::wearIcon);
    stage.setScene(scene);
    stage.setMinWidth(Settings.LEAST_WIDTH);
    stage.setMinHeight(Settings.LEAST_HEIGHT);
    stage.titleProperty().bind(language.text("window.title"));
    stage.setMaximized(now.maximized());
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          closed.run();
        });
    memory.now().subscribe(this::apply);
    // What is thrown there is shown there.
    var _ =
        opening.whenComplete(
            (library, thrown) -> Platform.runLater(() -> furnish(library, thrown)));
  }

  /// Shows it.
  void show() {
    stage.show();
    // The next pulse is the first one that paints it.
    scene.addPostLayoutPulseListener(first);
  }

  private void wearIcon() {
    List<Image> sizes = Pictures.icon();
    Platform.runLater(() -> stage.getIcons().setAll(sizes));
  }

  private void logStart() {
    scene.removePostLayoutPulseListener(first);
    log.info(SHOWN);
  }

  /// Brings it to the front, with photos to search with.
  void front(List<Path> photos) {
    stage.setIconified(false);
    stage.toFront();
    stage.requestFocus();
    MainWindow there = desk;
    if (there == null) {
      waiting = photos;
    } else if (!photos.isEmpty()) {
      there.take(new DroppedContent.Files(photos));
    }
  }

  private void furnish(@Nullable PhotoLibrary library, @Nullable Throwable thrown) {
    if (library == null) {
      notices.fail(thrown == null ? new IllegalStateException("no library") : thrown);
      return;
    }
    MainWindow made = new MainWindow(start, library, workers, memory, language, notices, stage);
    desk = made;
    root.getChildren().setAll(made.view());
    made.install(scene);
    if (!waiting.isEmpty()) {
      made.take(new DroppedContent.Files(waiting));
    }
  }

  private void apply(Settings remembered) {
    theme.choose(remembered.theme(), remembered.text());
    Locale wished = remembered.language();
    if (wished.equals(wanted)) {
      return;
    }
    wanted = wished;
    boolean readable = Glyphs.canWrite(wished);
    Locale spoken = readable ? wished : Locale.ENGLISH;
    if (!language.locale().getLanguage().equals(spoken.getLanguage())) {
      language.use(spoken);
    }
    if (!readable) {
      notices.tell("settings.language.unreadable", wished.getDisplayLanguage(Locale.ENGLISH));
    }
  }

  private void remember() {
    boolean maximized = stage.isMaximized();
    memory.change(
        before ->
            maximized
                ? before.sized(before.width(), before.height(), true)
                : before.sized(scene.getWidth(), scene.getHeight(), false));
  }

  /// Takes it off the screen and ends what it follows; from any thread but the JavaFX thread.
  @Override
  public void close() {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            remember();
            stage.hide();
            if (desk != null) {
              desk.close();
            }
            theme.close();
          } finally {
            gone.complete(null);
          }
        });
    try {
      gone.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // A process that was told to end has taken the toolkit down already.
      log.info("The toolkit has gone before the window", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Thread.setDefaultUncaughtExceptionHandler(handler);
    // Whatever became of the toolkit: native code must not compute while the process ends.
    MainWindow there = desk;
    if (there != null) {
      there.halt();
    }
  }
}
