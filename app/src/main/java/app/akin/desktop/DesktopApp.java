package app.akin.desktop;

import app.akin.core.library.LibraryPlaces;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.update.Updates;
import app.akin.desktop.actions.Programs;
import app.akin.desktop.instance.Instance;
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

/// The window as a program: claims the library, starts the toolkit and opens the library at the
/// same time, shows the window, and puts everything away when it is closed. Made and run once, on
/// the main thread; [#close] may be called from any.
public final class DesktopApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DesktopApp.class);
  private static final int READERS = 2;

  /// What a window is started with.
  ///
  /// @param places where the library is
  /// @param wish the model that answers
  /// @param photos what to search with at once
  /// @param clock tells the time
  /// @param language the system's, for the first start
  /// @param home the user's home folder
  /// @param version what this Akin calls itself
  /// @param programs the other programs of this computer
  /// @param updates whether there is a newer version
  public record Start(
      LibraryPlaces places,
      ModelSelection wish,
      List<Path> photos,
      Clock clock,
      Locale language,
      Path home,
      String version,
      Programs programs,
      Updates updates) {}

  private final Start start;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable Window> window = new AtomicReference<>();

  public DesktopApp(Start start) {
    this.start = start;
  }

  /// Shows the window and waits until it is closed, or hands over to the one that is open.
  ///
  /// @return false where there is no display to show it on
  public boolean run() {
    Path folder = start.places().library();
    Optional<Instance> claimed;
    try {
      claimed = Instance.claim(folder, this::handedOver);
      if (claimed.isEmpty() && Instance.handOver(folder, start.photos())) {
        return true;
      }
    } catch (IOException e) {
      // A library that cannot be written is still read, without a guard against a second window.
      log.info("The library {} cannot be claimed", folder, e);
      claimed = Optional.empty();
    }
    CompletableFuture<PhotoLibrary> opening = new CompletableFuture<>();
    try (Workers workers = Workers.start(READERS)) {
      workers.search().execute(() -> open(opening));
      boolean shown = startToolkit(start.places().natives(), () -> show(workers, opening));
      if (shown) {
        closed.await();
        Optional.ofNullable(window.get()).ifPresent(Window::close);
      }
      return shown;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      // The workers have ended by now: nothing reads the library any more.
      if (opening.isDone() && !opening.isCompletedExceptionally()) {
        opening.join().close();
      }
      claimed.ifPresent(Instance::close);
    }
  }

  private void open(CompletableFuture<PhotoLibrary> opening) {
    try {
      opening.complete(PhotoLibrary.open(start.places(), start.clock()));
    } catch (RuntimeException | Error e) {
      opening.completeExceptionally(e);
    }
  }

  /// Asks the window to close; [#run] then ends.
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
      // It runs already: this is not the first window of the process.
      Platform.runLater(first);
      return true;
    } catch (RuntimeException | LinkageError e) {
      // What the toolkit throws where it has no display, or cannot use it, is not documented.
      log.info("No window can be shown here", e);
      return false;
    }
  }

  private void show(Workers workers, CompletableFuture<PhotoLibrary> opening) {
    Window shown = new Window(start, workers, opening, closed::countDown);
    window.set(shown);
    shown.show();
  }

  private void handedOver(List<Path> photos) {
    Platform.runLater(
        () -> {
          Window shown = window.get();
          if (shown != null) {
            shown.front(photos);
          }
        });
  }
}
