package app.akin.desktop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javafx.util.Subscription;

/// Parts of the window that are closed in the reverse order of their creation. JavaFX thread only.
final class PartStack implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Consumer<Throwable> onError;

  /// @param onError receives the errors of parts that fail to close
  PartStack(Consumer<Throwable> onError) {
    this.onError = onError;
  }

  /// Adds a part and returns it.
  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /// Adds a subscription.
  void add(Subscription subscription) {
    parts.push(subscription::unsubscribe);
  }

  /// Closes all parts, also if one of them fails.
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        onError.accept(e);
      }
    }
  }
}
