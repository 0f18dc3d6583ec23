package app.akin.desktop.indexing;

import app.akin.desktop.task.Tasks;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.util.Subscription;

/// Publishes the folders that the library shares, at the start and after each indexing run. JavaFX
/// thread only, except [#stop].
public final class PublishingModel implements AutoCloseable {
  /// Publishes; called in the background.
  @FunctionalInterface
  public interface Publisher {
    /// Publishes what waits; does nothing if the library shares no folder.
    ///
    /// @param stopped whether to stop; what is left is published the next time
    void publish(BooleanSupplier stopped);
  }

  private final Publisher publisher;
  private final IndexingModel indexing;
  private final Tasks tasks;
  private final Consumer<Throwable> onFailure;
  private Subscription subscription = Subscription.EMPTY;
  private boolean publishing;

  /// Whether a run has ended while photos were published.
  private boolean again;

  private boolean busy;
  private volatile boolean stopped;

  /// @param indexing the runs that go first
  /// @param tasks connects to the server, which may take seconds
  /// @param onFailure receives problems
  public PublishingModel(
      Publisher publisher, IndexingModel indexing, Tasks tasks, Consumer<Throwable> onFailure) {
    this.publisher = publisher;
    this.indexing = indexing;
    this.tasks = tasks;
    this.onFailure = onFailure;
  }

  /// Starts to publish, now and after each indexing run. Called once.
  public void begin() {
    busy = indexing.isBusy();
    subscription =
        indexing
            .stateProperty()
            .subscribe(
                _ -> {
                  boolean ended = busy && !indexing.isBusy();
                  busy = indexing.isBusy();
                  if (ended) {
                    publish();
                  }
                });
    if (!busy) {
      publish();
    }
  }

  private void publish() {
    if (publishing) {
      again = true;
      return;
    }
    publishing = true;
    tasks.run(
        () -> {
          publisher.publish(() -> stopped);
          return true;
        },
        _ -> ended(),
        thrown -> {
          ended();
          onFailure.accept(thrown);
        });
  }

  private void ended() {
    publishing = false;
    if (again && !stopped) {
      again = false;
      publish();
    }
  }

  /// Stops after the batch in progress. Thread-safe.
  public void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    stop();
    subscription.unsubscribe();
  }
}
