package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.IngestStatus;
import app.akin.core.ingest.RetrySelection;
import app.akin.core.library.LibraryStatus;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.desktop.task.Tasks;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Controls indexing from the window: one run at a time, with pause, resume, slow mode, stop and
/// restart. Folder changes go through [#change], because a run holds the lock of the library.
/// JavaFX thread only; [#tick] polls the status several times a second.
public final class IndexingModel {
  /// Actions on the library.
  ///
  /// @param start starts a run; called in the background
  /// @param failures returns the failed files; called in the background
  public record Actions(
      Function<IngestRequest, IndexingRun> start, Supplier<List<LibraryStatus.Failure>> failures) {}

  private final Actions actions;
  private final Tasks tasks;
  private final ObjectProperty<ModelSelection> selection;
  private final ReadOnlyObjectWrapper<RunState> state =
      new ReadOnlyObjectWrapper<>(new RunState.Idle());
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper(false);
  private final BooleanProperty gentle;
  private final BooleanProperty failuresOpen = new SimpleBooleanProperty(false);
  private final ObservableList<LibraryStatus.Failure> failures =
      FXCollections.observableArrayList();
  private final ReadOnlyLongWrapper added = new ReadOnlyLongWrapper(0);
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private @Nullable IndexingRun run;
  private boolean changing;
  private boolean again;

  /// Whether the next run scans all folders instead of retrying single files.
  private boolean fullScan;

  private RetrySelection retryNext = new RetrySelection.None();
  private long before;
  private long failedBefore;

  /// Photos of the runs that the current one continues, finished and embedded.
  private long doneBefore;

  private long embeddedBefore;

  /// @param selection the model that computes embeddings
  /// @param gentle initial value of slow mode
  /// @param tasks accesses the library; at least two threads
  public IndexingModel(Actions actions, ModelSelection selection, boolean gentle, Tasks tasks) {
    this.actions = actions;
    this.selection = new SimpleObjectProperty<>(selection);
    this.gentle = new SimpleBooleanProperty(gentle);
    this.tasks = tasks;
    this.gentle.subscribe(
        slow -> {
          if (run != null) {
            run.gentle(slow);
          }
        });
  }

  /// Returns the state.
  public ReadOnlyObjectProperty<RunState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Returns the model used from the next run on.
  public ObjectProperty<ModelSelection> selectionProperty() {
    return selection;
  }

  /// Returns whether the run is paused or will be.
  public ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  /// Returns whether runs are slowed down in favor of other programs.
  public BooleanProperty gentleProperty() {
    return gentle;
  }

  /// Returns the failed files, as of the last refresh.
  public ObservableList<LibraryStatus.Failure> failures() {
    return failures;
  }

  /// Returns whether the list of failures is open.
  public BooleanProperty failuresOpenProperty() {
    return failuresOpen;
  }

  /// Returns the number of photos added since the window opened. Views reload the timeline when it
  /// grows.
  public ReadOnlyLongProperty addedProperty() {
    return added.getReadOnlyProperty();
  }

  /// Returns whether a run is active or about to start.
  public boolean isBusy() {
    return switch (state.get()) {
      case RunState.Starting _, RunState.Running _ -> true;
      case RunState.Idle _, RunState.Ended _, RunState.Failed _ -> false;
    };
  }

  /// Scans all folders of the library.
  public void start() {
    fullScan = true;
    begin(new RetrySelection.None());
  }

  /// Retries all failed files.
  public void retry() {
    failuresOpen.set(false);
    fullScan = true;
    begin(new RetrySelection.All());
  }

  /// Retries one failed file.
  public void retry(Path file) {
    begin(new RetrySelection.Selected(Set.of(file)));
  }

  /// Stops the run; indexed photos are kept.
  public void stop() {
    again = false;
    if (run != null) {
      run.stop();
    }
  }

  /// Pauses or resumes the run.
  public void togglePause() {
    if (run == null) {
      return;
    }
    paused.set(!paused.get());
    if (paused.get()) {
      run.pause();
    } else {
      run.resume();
    }
  }

  /// Dismisses the outcome of the last run.
  public void dismiss() {
    if (!isBusy()) {
      state.set(new RunState.Idle());
    }
  }

  /// Changes the library while no run holds its lock. An active run is stopped first and restarted
  /// afterwards.
  ///
  /// @param change called in the background
  /// @param look whether to scan the folders afterwards in any case
  /// @param done receives null, or the exception
  public void change(Runnable change, boolean look, Consumer<@Nullable Throwable> done) {
    if (state.get() instanceof RunState.Starting || changing) {
      waiting.add(() -> change(change, look, done));
      return;
    }
    IndexingRun under = run;
    boolean wasBusy = isBusy();
    changing = true;
    tasks.run(
        () -> {
          if (under != null) {
            under.stop();
            awaitEnd(under);
          }
          change.run();
          return true;
        },
        _ -> changed(wasBusy || look, null, done),
        thrown -> changed(wasBusy, thrown, done));
  }

  private void changed(
      boolean restart, @Nullable Throwable thrown, Consumer<@Nullable Throwable> done) {
    tick();
    changing = false;
    done.accept(thrown);
    again |= restart;
    fullScan |= again;
    goOn();
  }

  /// Starts pending changes, then a pending run.
  private void goOn() {
    if (!waiting.isEmpty()) {
      waiting.remove().run();
    } else if (again) {
      begin(new RetrySelection.None());
    }
  }

  private static void awaitEnd(IndexingRun under) throws InterruptedException {
    try {
      under.await();
    } catch (AkinException e) {
      // The next tick shows the problem of the run; the change continues.
      return;
    }
  }

  /// Reloads the failures.
  public void lookAtFailures() {
    tasks.run(() -> actions.failures().get(), found -> failures.setAll(found));
  }

  /// Updates the state; called several times a second while [#isBusy].
  public void tick() {
    IndexingRun now = run;
    if (now == null) {
      return;
    }
    IngestStatus status = now.status();
    added.set(before + status.embedded());
    if (now.isOver()) {
      end(now);
      return;
    }
    state.set(new RunState.Running(continued(status)));
    if (status.failed() != failedBefore) {
      failedBefore = status.failed();
      lookAtFailures();
    }
  }

  /// Returns the status with the photos of the runs that this one continues. They are known once
  /// the scan has counted the photos that are left.
  private IngestStatus continued(IngestStatus status) {
    long toDo = status.toDo() + (status.toDo() > 0 ? doneBefore : 0);
    return new IngestStatus(
        status.phase(),
        status.files(),
        toDo,
        status.done() + (status.toDo() > 0 ? doneBefore : 0),
        status.embedded() + embeddedBefore,
        status.failed(),
        status.fraction(),
        status.photosPerSecond(),
        status.remaining(),
        status.precisions(),
        status.throttle());
  }

  private IngestReport continued(IngestReport report) {
    return new IngestReport(
        report.files(),
        report.photos(),
        report.embedded() + embeddedBefore,
        report.unchanged(),
        report.failed(),
        report.removed(),
        report.videos(),
        report.unavailable(),
        report.losses(),
        report.slowDecoderReason(),
        report.stopped(),
        report.model(),
        report.time());
  }

  private void begin(RetrySelection more) {
    RetrySelection retry = both(retryNext, more);
    if (isBusy() || changing) {
      again = true;
      retryNext = retry;
      return;
    }
    IngestRequest request =
        !fullScan && retry instanceof RetrySelection.Selected(Set<Path> files)
            ? IngestRequest.retry(files, selection.get())
            : new IngestRequest(List.of(), Set.of(), retry, false, selection.get());
    again = false;
    fullScan = false;
    retryNext = new RetrySelection.None();
    state.set(new RunState.Starting());
    tasks.run(
        () -> actions.start().apply(request),
        this::begun,
        thrown -> {
          fail(thrown);
          if (!waiting.isEmpty()) {
            waiting.remove().run();
          }
        });
  }

  private static RetrySelection both(RetrySelection one, RetrySelection other) {
    return switch (one) {
      case RetrySelection.None _ -> other;
      case RetrySelection.All _ -> one;
      case RetrySelection.Selected(Set<Path> files) ->
          switch (other) {
            case RetrySelection.None _ -> one;
            case RetrySelection.All _ -> other;
            case RetrySelection.Selected(Set<Path> more) -> {
              Set<Path> all = new HashSet<>(files);
              all.addAll(more);
              yield new RetrySelection.Selected(all);
            }
          };
    };
  }

  private void begun(IndexingRun begun) {
    run = begun;
    before = added.get();
    failedBefore = 0;
    paused.set(false);
    begun.gentle(gentle.get());
    tick();
    if (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private void end(IndexingRun over) {
    run = null;
    paused.set(false);
    try {
      IngestReport report = over.await();
      state.set(new RunState.Ended(continued(report)));
      // The next run continues this one, for example after a folder was added.
      boolean goesOn = again || changing;
      doneBefore = goesOn ? doneBefore + over.status().done() : 0;
      embeddedBefore = goesOn ? embeddedBefore + report.embedded() : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      state.set(new RunState.Idle());
    } catch (RuntimeException e) {
      fail(e);
    }
    lookAtFailures();
    if (!changing) {
      goOn();
    }
  }

  private void fail(Throwable thrown) {
    doneBefore = 0;
    embeddedBefore = 0;
    switch (thrown) {
      case AkinException known -> state.set(new RunState.Failed(known));
      default -> {
        state.set(new RunState.Idle());
        tasks.report(thrown);
      }
    }
  }
}
