package app.akin.desktop.models;

import app.akin.core.evaluation.ModelRecall;
import app.akin.desktop.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// How many of the right photos each model finds: the latest results, and their measurement, one at
/// a time. JavaFX thread only.
public final class RecallModel implements AutoCloseable {
  private static final int PERCENT = 100;

  /// Actions on the library. May block and throw [app.akin.core.photo.AkinException].
  ///
  /// @param read returns the latest result of each model
  /// @param measure measures all models and keeps the results; receives what is called with the
  ///   completed fraction and returns whether to continue
  public record Actions(Supplier<List<ModelRecall>> read, Consumer<DoublePredicate> measure) {}

  /// Progress of a measurement.
  ///
  /// @param part the completed fraction, from 0 to 1
  /// @param remaining the estimated time left, if known
  public record Progress(double part, Optional<Duration> remaining) {}

  private final Actions actions;
  private final Clock clock;
  private final Tasks background;
  private final Tasks longRunning;
  private final ReadOnlyObjectWrapper<List<ModelRecall>> results =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Progress>> progress =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private AtomicBoolean running = new AtomicBoolean();

  /// @param background reads results
  /// @param longRunning measures; platform threads
  public RecallModel(Actions actions, Clock clock, Tasks background, Tasks longRunning) {
    this.actions = actions;
    this.clock = clock;
    this.background = background;
    this.longRunning = longRunning;
  }

  /// Returns the latest result of each model.
  public ReadOnlyObjectProperty<List<ModelRecall>> resultsProperty() {
    return results.getReadOnlyProperty();
  }

  /// Returns the progress of the running measurement.
  public ReadOnlyObjectProperty<Optional<Progress>> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /// Reads the results again.
  public void refresh() {
    background.run(actions.read()::get, results::set);
  }

  /// Measures all models that have indexed photos.
  public void measure() {
    if (progress.get().isPresent()) {
      return;
    }
    AtomicBoolean on = new AtomicBoolean(true);
    running = on;
    progress.set(Optional.of(new Progress(0, Optional.empty())));
    Instant start = clock.instant();
    AtomicInteger shown = new AtomicInteger();
    longRunning.run(
        () -> {
          actions
              .measure()
              .accept(
                  part -> {
                    int percent = (int) (PERCENT * part);
                    if (shown.getAndSet(percent) != percent) {
                      report(on, part, Duration.between(start, clock.instant()));
                    }
                    return on.get();
                  });
          return actions.read().get();
        },
        list -> {
          end(on);
          results.set(list);
        },
        thrown -> {
          end(on);
          // Models that were measured before the error have results.
          refresh();
          longRunning.report(thrown);
        });
  }

  /// Stops the measurement. Models that are already measured keep their new results.
  public void cancel() {
    running.set(false);
  }

  private void report(AtomicBoolean on, double part, Duration elapsed) {
    Duration remaining = Duration.ofMillis((long) (elapsed.toMillis() * (1 - part) / part));
    longRunning.publish(
        () -> {
          if (on.get()) {
            progress.set(Optional.of(new Progress(part, Optional.of(remaining))));
          }
        });
  }

  private void end(AtomicBoolean on) {
    on.set(false);
    progress.set(Optional.empty());
  }

  @Override
  public void close() {
    cancel();
  }
}
