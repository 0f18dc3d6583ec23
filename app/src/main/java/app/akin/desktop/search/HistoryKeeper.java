package app.akin.desktop.search;

import app.akin.desktop.task.Tasks;
import java.time.Duration;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;

/// Keeps the history of a [SearchModel] in a [SearchHistoryStore] while the setting allows it:
/// restores it at the start, writes it when searches change, and deletes it when the setting is
/// turned off. JavaFX thread only; files are accessed in the background.
public final class HistoryKeeper implements AutoCloseable {
  /// Delay between a change and the writing, because typing changes the history.
  static final Duration DELAY = Duration.ofSeconds(2);

  private final SearchModel model;
  private final SearchHistoryStore store;
  private final ObservableValue<Boolean> allowed;
  private final Tasks files;
  private final SearchModel.Timer timer;
  private final Subscription subscriptions;
  private boolean pending;
  private boolean closed;

  /// @param allowed whether the history may be stored
  /// @param files accesses the files in order
  /// @param timer delays the writing
  public HistoryKeeper(
      SearchModel model,
      SearchHistoryStore store,
      ObservableValue<Boolean> allowed,
      Tasks files,
      SearchModel.Timer timer) {
    this.model = model;
    this.store = store;
    this.allowed = allowed;
    this.files = files;
    this.timer = timer;
    if (allowed.getValue()) {
      files.run(store::read, stored -> stored.ifPresent(model::restore));
    }
    subscriptions =
        Subscription.combine(
            model.historyProperty().subscribe((_, _) -> writeLater()),
            allowed.subscribe((_, now) -> allow(now)));
  }

  private void allow(boolean now) {
    if (now) {
      writeLater();
    } else {
      pending = false;
      files.run(store::delete);
    }
  }

  /// Clears the history, stored and shown, except for the current query.
  public void clear() {
    model.clearHistory();
    pending = false;
    files.run(store::delete);
  }

  private void writeLater() {
    if (!pending && allowed.getValue()) {
      pending = true;
      timer.after(
          DELAY,
          () -> {
            if (!closed) {
              write();
            }
          });
    }
  }

  private void write() {
    if (pending) {
      pending = false;
      SearchHistory history = model.historyProperty().get();
      files.run(() -> store.write(history));
    }
  }

  /// Writes pending changes.
  @Override
  public void close() {
    subscriptions.unsubscribe();
    closed = true;
    write();
  }
}
