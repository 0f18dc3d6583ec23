package app.akin.desktop.indexing;

import app.akin.core.ingest.TextJob;
import app.akin.core.ingest.TextStatus;
import app.akin.core.photo.TextCounts;
import app.akin.desktop.task.Tasks;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;

/// Reads the text in photos while no indexing run is active: photos first, their text later. JavaFX
/// thread only, except [#stop]; [#tick] polls the status several times a second.
public final class TextReadingModel implements AutoCloseable {
  /// Starts jobs; called in the background.
  @FunctionalInterface
  public interface Starter {
    /// Starts a job.
    ///
    /// @param gentle whether it uses few resources
    TextJob start(boolean gentle);
  }

  /// Actions on the library.
  ///
  /// @param counts returns how many photos were read; called in the background
  /// @param starter starts a job
  /// @param onRead called on the JavaFX thread after text was read
  public record Actions(Supplier<TextCounts> counts, Starter starter, Runnable onRead) {}

  private final Actions actions;
  private final ObservableValue<Boolean> wanted;
  private final IndexingModel indexing;
  private final Tasks tasks;
  private final ReadOnlyObjectWrapper<Optional<TextStatus>> status =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
  private Subscription subscriptions = Subscription.EMPTY;
  private volatile Optional<TextJob> job = Optional.empty();
  private boolean starting;
  private boolean busy;

  /// @param wanted whether text is read
  /// @param indexing the runs that go first
  /// @param tasks accesses the library; opening it takes seconds
  public TextReadingModel(
      Actions actions, ObservableValue<Boolean> wanted, IndexingModel indexing, Tasks tasks) {
    this.actions = actions;
    this.wanted = wanted;
    this.indexing = indexing;
    this.tasks = tasks;
  }

  /// Starts to read, now and after each indexing run. Called once.
  public void begin() {
    busy = indexing.isBusy();
    subscriptions =
        Subscription.combine(
            wanted.subscribe(_ -> consider()),
            indexing.gentleProperty().subscribe(this::setGentle),
            indexing.stateProperty().subscribe(_ -> followRuns()));
  }

  private void setGentle(boolean gentle) {
    job.ifPresent(reading -> reading.setGentle(gentle));
  }

  private void followRuns() {
    if (indexing.isBusy() != busy) {
      busy = indexing.isBusy();
      consider();
    }
  }

  /// Starts, pauses, resumes or stops the job, as is suitable now.
  private void consider() {
    if (job.isPresent()) {
      adjust(job.get());
    } else if (wanted.getValue() && !busy && !starting) {
      starting = true;
      boolean gentle = indexing.gentleProperty().get();
      tasks.run(
          () ->
              actions.counts().get().unread() == 0
                  ? Optional.<TextJob>empty()
                  : Optional.of(actions.starter().start(gentle)),
          this::started,
          thrown -> {
            starting = false;
            tasks.reportUnexpected(thrown);
          });
    }
  }

  private void adjust(TextJob reading) {
    if (!wanted.getValue()) {
      reading.stop();
    } else if (busy || paused.get()) {
      reading.pause();
    } else {
      reading.resume();
    }
  }

  private void started(Optional<TextJob> reading) {
    starting = false;
    job = reading;
    job.ifPresent(this::adjust);
    tick();
  }

  /// Returns the status; empty while nothing is read.
  public ReadOnlyObjectProperty<Optional<TextStatus>> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /// Returns whether the user has paused the reading.
  public ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  /// Pauses or resumes the reading.
  public void togglePause() {
    paused.set(!paused.get());
    consider();
    tick();
  }

  /// Updates the status; called several times a second while there is one.
  public void tick() {
    job.ifPresentOrElse(this::tick, () -> status.set(Optional.empty()));
  }

  private void tick(TextJob reading) {
    if (!reading.isDone()) {
      status.set(Optional.of(reading.status()));
      return;
    }
    job = Optional.empty();
    paused.set(false);
    status.set(Optional.empty());
    try {
      reading.await();
      actions.onRead().run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      tasks.report(e);
    }
  }

  /// Stops the reading and waits for its end. Not for the JavaFX thread.
  public void stop() throws InterruptedException {
    Optional<TextJob> reading = job;
    if (reading.isPresent()) {
      reading.get().stop();
      reading.get().await();
    }
  }

  /// Requests the end of the reading.
  @Override
  public void close() {
    subscriptions.unsubscribe();
    job.ifPresent(TextJob::stop);
  }
}
