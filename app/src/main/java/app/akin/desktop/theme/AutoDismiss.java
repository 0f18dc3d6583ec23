package app.akin.desktop.theme;

import java.time.Duration;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.util.Subscription;

/// Dismisses a message some seconds after it was shown. It stays while the pointer or the keyboard
/// focus is on it, and for the same time afterwards. JavaFX thread only.
public final class AutoDismiss implements AutoCloseable {
  /// How long a message is shown.
  public static final Duration SHOWN = Duration.ofSeconds(5);

  private final Node node;
  private final BiConsumer<Duration, Runnable> timer;
  private final Runnable dismiss;
  private final Subscription subscriptions;
  private boolean active;

  /// Number of the latest wait; earlier ones have no effect.
  private long newest;

  /// @param node the message
  /// @param timer runs an action on the JavaFX thread after a delay
  /// @param dismiss hides the message
  public AutoDismiss(Node node, BiConsumer<Duration, Runnable> timer, Runnable dismiss) {
    this.node = node;
    this.timer = timer;
    this.dismiss = dismiss;
    subscriptions =
        Subscription.combine(
            node.hoverProperty().subscribe(_ -> await()),
            node.focusWithinProperty().subscribe(_ -> await()));
  }

  /// Starts the time again, for a message that was just shown.
  public void start() {
    active = true;
    await();
  }

  /// Keeps the message until it is dismissed by the user.
  public void stop() {
    active = false;
    newest++;
  }

  private void await() {
    long mine = ++newest;
    if (active && !node.isHover() && !node.isFocusWithin()) {
      timer.accept(
          SHOWN,
          () -> {
            if (mine == newest) {
              stop();
              dismiss.run();
            }
          });
    }
  }

  @Override
  public void close() {
    stop();
    subscriptions.unsubscribe();
  }
}
