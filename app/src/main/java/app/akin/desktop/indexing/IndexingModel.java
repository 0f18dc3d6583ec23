package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.IngestStatus;
import app.akin.core.library.LibraryStatus;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.AkinException;
import app.akin.desktop.task.Tasks;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
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
  private Activity activity = new Activity.Idle();

  /// The run that follows the activity; empty for none.
  private Optional<NextRun> next = Optional.empty();

  private ContinuedCounts continued = ContinuedCounts.NONE;

  /// Value of [#addedProperty] at the start of the run.
  private long addedBefore;

  /// Number of failures at the last look.
  private long failedBefore;

  /// @param selection the model that computes embeddings
  /// @param gentle initial value of slow mode
  /// @param tasks accesses the library; at least two threads
  public IndexingModel(Actions actions, ModelSelection selection, boolean gentle, Tasks tasks) {
    this.actions = actions;
    this.selection = new SimpleObjectProperty<>(selection);
    this.gentle = new SimpleBooleanProperty(gentle);
    this.tasks = tasks;
    this.gentle.subscribe(slow -> activity.run().ifPresent(run -> run.gentle(slow)));
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
    request(NextRun.SCAN);
  }

  /// Retries all failed files.
  public void retry() {
    failuresOpen.set(false);
    request(NextRun.RETRY_ALL);
  }

  /// Retries one failed file.
  public void retry(Path file) {
    request(NextRun.retry(file));
  }

  /// Stops the run; indexed photos are kept.
  public void stop() {
    next = Optional.empty();
    activity.run().ifPresent(IndexingRun::stop);
  }

  /// Pauses or resumes the run.
  public void togglePause() {
    activity.run().ifPresent(this::togglePause);
  }

  private void togglePause(IndexingRun run) {
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
    switch (activity) {
      case Activity.Starting _, Activity.Changing _ ->
          waiting.add(() -> change(change, look, done));
      case Activity.Idle _ -> changeAfter(Optional.empty(), change, look, done);
      case Activity.Running(IndexingRun run) -> changeAfter(Optional.of(run), change, look, done);
    }
  }

  private void changeAfter(
      Optional<IndexingRun> run,
      Runnable change,
      boolean look,
      Consumer<@Nullable Throwable> done) {
    activity = new Activity.Changing(run);
    tasks.run(
        () -> {
          if (run.isPresent()) {
            run.get().stop();
            awaitEnd(run.get());
          }
          change.run();
          return true;
        },
        _ -> changed(run.isPresent() || look, null, done),
        thrown -> changed(run.isPresent(), thrown, done));
  }

  private void changed(
      boolean restart, @Nullable Throwable thrown, Consumer<@Nullable Throwable> done) {
    tick();
    activity = activity.run().<Activity>map(Activity.Running::new).orElseGet(Activity.Idle::new);
    done.accept(thrown);
    if (restart) {
      request(NextRun.SCAN);
    } else {
      goOn();
    }
  }

  /// Starts a run, or notes it for the end of the activity.
  private void request(NextRun more) {
    next = Optional.of(next.map(before -> before.and(more)).orElse(more));
    goOn();
  }

  /// Unless something is going on, starts a pending change, otherwise a pending run.
  private void goOn() {
    if (activity instanceof Activity.Idle && !changeNext()) {
      next.ifPresent(this::begin);
    }
  }

  private boolean changeNext() {
    Runnable change = waiting.poll();
    if (change != null) {
      change.run();
    }
    return change != null;
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
    activity.run().ifPresent(this::tick);
  }

  private void tick(IndexingRun run) {
    IngestStatus status = run.status();
    added.set(addedBefore + status.embedded());
    if (run.isOver()) {
      end(run);
      return;
    }
    state.set(new RunState.Running(continued.with(status)));
    if (status.failed() != failedBefore) {
      failedBefore = status.failed();
      lookAtFailures();
    }
  }

  private void begin(NextRun run) {
    IngestRequest request = run.request(selection.get());
    next = Optional.empty();
    activity = new Activity.Starting();
    state.set(new RunState.Starting());
    tasks.run(
        () -> actions.start().apply(request),
        this::begun,
        thrown -> {
          activity = new Activity.Idle();
          fail(thrown);
          changeNext();
        });
  }

  private void begun(IndexingRun run) {
    activity = new Activity.Running(run);
    addedBefore = added.get();
    failedBefore = 0;
    paused.set(false);
    run.gentle(gentle.get());
    tick();
    if (activity instanceof Activity.Running) {
      changeNext();
    }
  }

  private void end(IndexingRun over) {
    activity =
        switch (activity) {
          case Activity.Changing _ -> new Activity.Changing(Optional.empty());
          case Activity.Idle _, Activity.Starting _, Activity.Running _ -> new Activity.Idle();
        };
    paused.set(false);
    try {
      IngestReport report = over.await();
      state.set(new RunState.Ended(continued.with(report)));
      boolean goesOn = next.isPresent() || activity instanceof Activity.Changing;
      continued = goesOn ? continued.plus(over.status(), report) : ContinuedCounts.NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      state.set(new RunState.Idle());
    } catch (RuntimeException e) {
      fail(e);
    }
    lookAtFailures();
    goOn();
  }

  private void fail(Throwable thrown) {
    continued = ContinuedCounts.NONE;
    switch (thrown) {
      case AkinException known -> state.set(new RunState.Failed(known));
      default -> {
        state.set(new RunState.Idle());
        tasks.report(thrown);
      }
    }
  }
}
