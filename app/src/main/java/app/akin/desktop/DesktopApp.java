package app.akin.desktop;

import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Photos;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.install.NetEnvironment;
import app.akin.core.photo.MigrationStatus;
import app.akin.core.update.Updates;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.grid.TimelineFeed;
import app.akin.desktop.instance.Instance;
import app.akin.desktop.task.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the window: claims the library, starts the toolkit and opens the library concurrently,
/// shows the window and releases everything when it is closed. Created and run once on the main
/// thread; [#close] may be called from any thread.
public final class DesktopApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DesktopApp.class);
  private static final int READERS = 2;

  /// Log messages of the phases of a start; measurements search for them.
  static final String STARTED = "The program has started";

  /// Logged when the toolkit calls the program.
  static final String TOOLKIT = "The toolkit has started";

  /// Logged on the thread that opens the library.
  static final String OPENED = "The library is open";

  /// Start parameters of the window.
  ///
  /// @param places folders of the library
  /// @param selection the model that answers queries
  /// @param photos query images to start with
  /// @param clock the clock
  /// @param language language of the system, the default at the first start
  /// @param environment the environment that downloads depend on, with the user's home folder
  /// @param version version of Akin
  /// @param programs starts other programs
  /// @param updates the update check
  public record Start(
      AppPaths places,
      ModelSelection selection,
      List<Path> photos,
      Clock clock,
      Locale language,
      NetEnvironment environment,
      String version,
      ExternalPrograms programs,
      Updates updates) {}

  private final Start start;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable Window> window = new AtomicReference<>();
  private final AtomicReference<Optional<MigrationStatus>> updating =
      new AtomicReference<>(Optional.empty());

  public DesktopApp(Start start) {
    this.start = start;
  }

  /// Shows the window and waits until it is closed, or passes the photos to a window that is
  /// already open.
  ///
  /// @return false if the toolkit does not start, because a display or a system library is missing
  public boolean run() {
    log.info(STARTED);
    Path folder = start.places().library();
    Optional<Instance> claimed;
    try {
      claimed = Instance.claim(folder, this::receive);
      if (claimed.isEmpty() && Instance.handOver(folder, start.photos())) {
        return true;
      }
    } catch (IOException e) {
      // A read-only library is opened without protection against a second window.
      log.info("The library {} cannot be claimed", folder, e);
      claimed = Optional.empty();
    }
    CompletableFuture<PhotoLibrary> opening = new CompletableFuture<>();
    CompletableFuture<TimelineFeed.Snapshot> photos = new CompletableFuture<>();
    try (Workers workers = new Workers(READERS, this::showError)) {
      workers.search().run(() -> open(opening, photos));
      boolean shown = startToolkit(start.places().natives(), () -> show(workers, opening, photos));
      if (shown) {
        closed.await();
        Optional.ofNullable(window.get()).ifPresent(Window::close);
      }
      return shown;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      // The workers have stopped, so nothing reads the library any more.
      if (opening.isDone() && !opening.isCompletedExceptionally()) {
        opening.join().close();
      }
      claimed.ifPresent(Instance::close);
    }
  }

  /// Opens the library and loads its photos, while the toolkit starts.
  private void open(
      CompletableFuture<PhotoLibrary> opening, CompletableFuture<TimelineFeed.Snapshot> photos) {
    try {
      PhotoLibrary library =
          PhotoLibrary.open(start.places(), start.clock(), start.environment(), this::showUpdate);
      log.info(OPENED);
      opening.complete(library);
      Photos all = library.photos();
      photos.complete(
          TimelineFeed.load(all::revision, () -> all.newest().orElseGet(all::timeline)));
    } catch (RuntimeException | Error e) {
      opening.completeExceptionally(e);
      photos.completeExceptionally(e);
    }
  }

  /// Closes the window, which makes [#run] return.
  @Override
  public void close() {
    closed.countDown();
  }

  private static boolean startToolkit(Path natives, Runnable first) {
    try {
      System.setProperty("javafx.cachedir", natives.toString());
      Platform.setImplicitExit(false);
      Platform.startup(first);
      return true;
    } catch (IllegalStateException e) {
      // The toolkit is already running in this process.
      Platform.runLater(first);
      return true;
    } catch (RuntimeException | LinkageError e) {
      // The exceptions of the toolkit for a missing display or library are not documented.
      log.info("The toolkit does not start", e);
      return false;
    }
  }

  private void show(
      Workers workers,
      CompletableFuture<PhotoLibrary> opening,
      CompletableFuture<TimelineFeed.Snapshot> photos) {
    log.info(TOOLKIT);
    Window shown = new Window(start, workers, opening, photos, closed::countDown);
    window.set(shown);
    shown.show();
    updating.get().ifPresent(shown::showUpdate);
  }

  private void showUpdate(MigrationStatus status) {
    updating.set(Optional.of(status));
    if (window.get() != null) {
      Platform.runLater(
          () -> Optional.ofNullable(window.get()).ifPresent(shown -> shown.showUpdate(status)));
    }
  }

  private void showError(Throwable thrown) {
    Window shown = window.get();
    if (shown == null) {
      log.error("A task failed before the window was shown", thrown);
    } else {
      shown.showError(thrown);
    }
  }

  private void receive(List<Path> photos) {
    Platform.runLater(
        () -> {
          Window shown = window.get();
          if (shown != null) {
            shown.bringToFront(photos);
          }
        });
  }
}
