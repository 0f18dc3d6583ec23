package app.akin.desktop;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.stage.Window;

/// Renders the window of a library off screen, to test that a window can be shown without a
/// display, and that it understands a query. Uses the toolkit's own screen if the toolkit is
/// already running.
public final class OffscreenWindow {
  private static final long POLL_MILLIS = 50;
  private static final int POLLS = 400;
  private static final String PHOTO = ".akin-photo";
  private static final String FIELD = ".akin-search-field";
  private static final String CHIP = ".akin-fact-chip";
  private static final String COMMAND = ".akin-popover-row";

  /// A query of one fact, for which every library has a chip.
  private static final String QUERY = "-raw ";

  /// Photos have far more colors; an empty window and text have fewer.
  private static final int LEAST_COLOURS = 500;

  private OffscreenWindow() {}

  /// Renders the window. Must not be called on the JavaFX thread.
  ///
  /// @param start parameters with a library that contains photos
  /// @return a short description of the rendered window
  /// @throws IllegalStateException if no window was shown, no photo was rendered, or a query with a
  ///   fact got no chip with a menu
  public static String render(DesktopApp.Start start) throws InterruptedException {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    CompletableFuture<Boolean> shown = new CompletableFuture<>();
    DesktopApp app = new DesktopApp(start);
    Thread running = Thread.ofPlatform().name("akin-drawn").start(() -> shown.complete(app.run()));
    try {
      return await(shown);
    } finally {
      app.close();
      running.join();
    }
  }

  private static String await(CompletableFuture<Boolean> shown) throws InterruptedException {
    String seen = await(shown, OffscreenWindow::describe, "the window shows no photos");
    await(shown, () -> find(FIELD).map(OffscreenWindow::typeQuery), "the window has no field");
    await(shown, () -> find(CHIP).map(OffscreenWindow::press), "the query has no chip");
    await(shown, () -> find(COMMAND), "the chip has no menu");
    return seen;
  }

  private static <T> T await(
      CompletableFuture<Boolean> shown, Supplier<Optional<T>> wanted, String otherwise)
      throws InterruptedException {
    for (int looks = 0; looks < POLLS; looks++) {
      if (shown.isDone()) {
        throw new IllegalStateException("no window can be shown");
      }
      Thread.sleep(POLL_MILLIS);
      Optional<T> found = onToolkit(wanted);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IllegalStateException(otherwise);
  }

  private static Optional<Node> find(String style) {
    return Window.getWindows().stream()
        .map(Window::getScene)
        .filter(Objects::nonNull)
        .flatMap(scene -> Optional.ofNullable(scene.getRoot().lookup(style)).stream())
        .findFirst();
  }

  private static Node typeQuery(Node field) {
    ((TextInputControl) field).setText(QUERY);
    return field;
  }

  private static Node press(Node chip) {
    ((Button) chip).fire();
    return chip;
  }

  /// Returns a description of the window once it shows photos.
  private static Optional<String> describe() {
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
