package app.akin.desktop;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.IncludedModel;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Problem;
import app.akin.core.update.Updates;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.settings.SettingsStore;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

/// The whole window over a real library, on a shown stage, without external programs. Created and
/// closed outside the JavaFX thread.
public final class WindowFixture implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;
  private static final int MOST_TABS = 80;

  /// Title of the window.
  public static final String TITLE = "Akin in a room";

  private final Path base;
  private final Workers workers = new Workers(2, this::showError);
  private final PhotoLibrary library;
  private final List<List<String>> started = new CopyOnWriteArrayList<>();
  private final AtomicReference<Notices> shown = new AtomicReference<>();
  private final Parts parts;

  private record Parts(
      Stage stage, Scene scene, MainWindow mainWindow, SettingsStore settings, Theme theme) {}

  /// @param base folder for all data
  /// @param width width of the window
  /// @param height height of the window
  public WindowFixture(Path base, int width, int height) {
    this.base = base;
    FxThread.start();
    IncludedModel.keepOpen();
    // Requests for a model must not reach a real hub.
    Map<String, String> environment = Map.of("HF_ENDPOINT", "http://127.0.0.1:1");
    library =
        PhotoLibrary.open(
            places(base), Clock.systemUTC(), NetEnvironment.of(environment, base), _ -> {});
    parts = FxThread.call(() -> create(width, height));
  }

  /// Returns the folders of a fixture.
  public static AppPaths places(Path base) {
    return new AppPaths(
        base.resolve("library"),
        base.resolve("compiled"),
        BuildCache.NATIVES,
        base.resolve("logs"));
  }

  /// Indexes a folder in another library instance, once no other process writes.
  public static void index(Path base, Path photos) throws InterruptedException {
    try (PhotoLibrary library = PhotoLibrary.openIsolated(places(base), Clock.systemUTC())) {
      startWhenFree(library, List.of(photos)).await();
    }
  }

  /// Starts a run once no other process writes, because a run of an earlier test may still be
  /// active.
  static IngestJob startWhenFree(PhotoLibrary library, List<Path> photos)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (true) {
      try {
        return library.ingest().start(new IngestRequest(photos, false, ModelSelection.DEFAULT));
      } catch (AkinException e) {
        if (!(e.problem() instanceof Problem.LibraryBusy) || System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /// Opens a section by its entry in the rail.
  public void open(Section section) {
    FxThread.run(railEntry(section)::fire);
  }

  /// Returns the entry of a section in the rail.
  ToggleButton railEntry(Section section) {
    return FxThread.call(
        () ->
            scene().getRoot().lookupAll("." + Shell.RAIL_BUTTON).stream()
                .map(ToggleButton.class::cast)
                .toList()
                .get(List.of(Section.values()).indexOf(section)));
  }

  /// Returns whether a node of a selector is shown.
  boolean shows(String selector) {
    return FxThread.call(
        () -> scene().getRoot().lookupAll(selector).stream().anyMatch(WindowFixture::isShown));
  }

  static boolean isShown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /// Moves the focus by Tab until a node of a selector has it.
  void tabTo(String selector) {
    for (int i = 0; i < MOST_TABS; i++) {
      boolean there =
          FxThread.call(
              () -> scene().getRoot().lookupAll(selector).stream().anyMatch(Node::isFocused));
      if (there) {
        return;
      }
      RobotKeys.press(KeyCode.TAB);
    }
    throw new AssertionError("Tab does not reach " + selector);
  }

  private Parts create(int width, int height) {
    SettingsStore memory =
        SettingsStore.load(
            base.resolve("window.properties"), workers.settingsWriter(), Locale.ENGLISH);
    // Tests of other things need no text.
    memory.update(before -> before.with(Option.TEXT, false));
    Language language = new Language(Locale.ENGLISH);
    Notices notices = new Notices(language);
    shown.set(notices);
    Stage stage = new Stage();
    DesktopApp.Start start =
        new DesktopApp.Start(
            places(base),
            ModelSelection.DEFAULT,
            List.of(),
            Clock.systemUTC(),
            Locale.ENGLISH,
            NetEnvironment.of(Map.of(), base),
            "Akin",
            new ExternalPrograms(
                OperatingSystem.LINUX,
                command -> {
                  started.add(command);
                  return true;
                }),
            // No update server.
            new Updates(
                places(base).settings(),
                Map.of(Updates.VARIABLE, "http://127.0.0.1:1/newest"),
                Clock.systemUTC()));
    CompletableFuture<TimelineFeed.Snapshot> photos =
        CompletableFuture.supplyAsync(
            () -> TimelineFeed.load(library.photos()::revision, library.photos()::timeline));
    MainWindow desk =
        new MainWindow(start, library, photos, workers, memory, language, notices, stage);
    Scene scene = new Scene(desk.view(), width, height);
    Theme theme =
        new Theme(
            scene,
            new SimpleObjectProperty<>(javafx.application.ColorScheme.LIGHT),
            Theme.Choice.SYSTEM,
            TextSize.NORMAL);
    memory
        .settings()
        .subscribe(
            now -> {
              theme.choose(now.theme(), now.text());
              language.setLocale(now.language());
            });
    stage.setTitle(TITLE);
    stage.setScene(scene);
    desk.install(scene);
    stage.show();
    return new Parts(stage, scene, desk, memory, theme);
  }

  private void showError(Throwable thrown) {
    shown.get().showError(thrown);
  }

  /// Returns the stage.
  public Stage stage() {
    return parts.stage();
  }

  /// Returns the content of the window.
  MainWindow mainWindow() {
    return parts.mainWindow();
  }

  /// Returns the scene.
  public Scene scene() {
    return parts.scene();
  }

  /// Returns the library.
  public PhotoLibrary library() {
    return library;
  }

  /// Passes content to the window.
  public void take(DroppedContent offer) {
    FxThread.run(() -> parts.mainWindow().take(offer));
  }

  /// Returns the settings.
  public SettingsStore settings() {
    return parts.settings();
  }

  /// Returns the commands of started programs.
  public List<List<String>> started() {
    return List.copyOf(started);
  }

  /// Returns a visible node by its selector.
  public Optional<javafx.scene.Node> find(String selector) {
    return FxThread.call(
        () ->
            scene().getRoot().lookupAll(selector).stream()
                .filter(javafx.scene.Node::isVisible)
                .findFirst());
  }

  @Override
  public void close() {
    FxThread.run(
        () -> {
          parts.stage().hide();
          parts.mainWindow().close();
          parts.theme().close();
        });
    parts.mainWindow().halt();
    workers.close();
    library.close();
  }
}
