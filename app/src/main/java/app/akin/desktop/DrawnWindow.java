package app.akin.desktop;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Window;

/// A library's window, opened on a screen in memory, drawn and closed again: whether a window can
/// be had at all, without a display. Where the toolkit runs already it takes that one's screen.
public final class DrawnWindow {
  private static final long LOOK_MILLIS = 50;
  private static final int LOOKS = 400;
  private static final String PHOTO = ".akin-photo";

  /// A window of photos shows far more colours, an empty one and a text fewer.
  private static final int LEAST_COLOURS = 500;

  private DrawnWindow() {}

  /// Draws it. Not to be called on the JavaFX thread.
  ///
  /// @param start a library with photos
  /// @return what there was to see, in a short phrase
  /// @throws IllegalStateException where there is no window, or nothing to see in it
  public static String draw(DesktopApp.Start start) throws InterruptedException {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    CompletableFuture<Boolean> shown = new CompletableFuture<>();
    DesktopApp app = new DesktopApp(start);
    Thread running = Thread.ofPlatform().name("akin-drawn").start(() -> shown.complete(app.run()));
    try {
      return look(shown);
    } finally {
      app.close();
      running.join();
    }
  }

  private static String look(CompletableFuture<Boolean> shown) throws InterruptedException {
    for (int looks = 0; looks < LOOKS; looks++) {
      if (shown.isDone()) {
        throw new IllegalStateException("no window can be shown");
      }
      Thread.sleep(LOOK_MILLIS);
      Optional<String> seen = onToolkit(DrawnWindow::seen);
      if (seen.isPresent()) {
        return seen.get();
      }
    }
    throw new IllegalStateException("the window shows no photos");
  }

  /// What the window shows, once photos are drawn in it.
  private static Optional<String> seen() {
    for (Window window : Window.getWindows()) {
      Scene scene = window.getScene();
      int photos = scene == null ? 0 : scene.getRoot().lookupAll(PHOTO).size();
      if (photos > 0) {
        WritableImage picture = scene.snapshot(null);
        int colours = colours(picture);
        if (colours >= LEAST_COLOURS) {
          return Optional.of(
              "%.0f by %.0f pixels, %d photos, %d colours"
                  .formatted(picture.getWidth(), picture.getHeight(), photos, colours));
        }
      }
    }
    return Optional.empty();
  }

  private static int colours(WritableImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < (int) picture.getHeight(); y++) {
      for (int x = 0; x < (int) picture.getWidth(); x++) {
        colours.add(picture.getPixelReader().getArgb(x, y));
      }
    }
    return colours.size();
  }

  private static <T> Optional<T> onToolkit(Supplier<Optional<T>> action)
      throws InterruptedException {
    CompletableFuture<Optional<T>> done = new CompletableFuture<>();
    try {
      Platform.runLater(
          () -> {
            try {
              done.complete(action.get());
            } catch (RuntimeException e) {
              done.completeExceptionally(e);
            }
          });
      return done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the window cannot be drawn: " + e.getCause(), e);
    } catch (IllegalStateException e) {
      // The toolkit has not started yet.
      return Optional.empty();
    }
  }
}
