package app.akin.desktop.sidecars;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.sidecar.SidecarPlan;
import app.akin.core.sidecar.SidecarReport;
import app.akin.core.sidecar.UndoReport;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Task;
import app.akin.desktop.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// An export of marks to sidecars: the options, the preview of what would be written, and the
/// export itself, which the user starts. JavaFX thread only.
public final class SidecarExportModel {
  /// Smallest change of the progress that is shown.
  private static final double STEP = 0.005;

  /// Plans, writes and undoes exports; called in the background. Every method throws
  /// [app.akin.core.photo.AkinException] if the library cannot be read or written. A receiver of
  /// progress gets the completed fraction from 0 to 1 and returns whether to continue.
  public interface Store {
    /// Returns what an export would write.
    ///
    /// @param photos the photos; empty for all with marks
    /// @param folder the folder to write into; empty to write beside the photos
    /// @return empty if it was stopped
    Optional<SidecarPlan> plan(
        Optional<List<ContentId>> photos, Optional<Path> folder, DoublePredicate progress);

    /// Writes a plan.
    SidecarReport write(SidecarPlan plan, DoublePredicate progress);

    /// Undoes the last export.
    UndoReport undo(DoublePredicate progress);

    /// Returns the number of exports that can be undone.
    int undoable();
  }

  /// The state of the export.
  sealed interface State {
    /// Nothing was read yet, or the preview was canceled.
    record Idle() implements State {}

    /// Sidecars are read for the preview.
    record Planning() implements State {}

    /// The preview is shown; nothing was written.
    record Planned(SidecarPlan plan) implements State {}

    /// Sidecars are written.
    record Writing() implements State {}

    /// The export has ended.
    record Written(SidecarReport report) implements State {}

    /// An export is being undone.
    record Undoing() implements State {}

    /// An export was undone.
    record Undone(UndoReport report) implements State {}

    /// The last action failed.
    record Failed(AkinException problem) implements State {}
  }

  private final Store store;
  private final Tasks tasks;
  private final LatestTask planning;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Idle());
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
  private final ReadOnlyIntegerWrapper undoable = new ReadOnlyIntegerWrapper();
  private List<ContentId> selection = List.of();
  private boolean onlySelection;
  private Optional<Path> folder = Optional.empty();

  /// Stops the current work.
  private AtomicBoolean stopped = new AtomicBoolean();

  /// @param tasks works in the background
  public SidecarExportModel(Store store, Tasks tasks) {
    this.store = store;
    this.tasks = tasks;
    planning = tasks.latest();
  }

  /// Returns the state.
  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Returns the completed fraction of the current work, from 0 to 1.
  ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /// Returns the number of exports that can be undone.
  ReadOnlyIntegerProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  /// Returns the number of photos that were selected when the export was opened.
  int selected() {
    return selection.size();
  }

  /// Returns whether only the selected photos are exported.
  boolean isOnlySelection() {
    return onlySelection;
  }

  /// Returns the folder to write into; empty to write beside the photos.
  Optional<Path> folder() {
    return folder;
  }

  /// Returns whether sidecars are being read or written.
  boolean isBusy() {
    return switch (state.get()) {
      case State.Planning _, State.Writing _, State.Undoing _ -> true;
      case State.Idle _, State.Planned _, State.Written _, State.Undone _, State.Failed _ -> false;
    };
  }

  /// Opens the export: shows the preview for all photos with marks.
  ///
  /// @param selected the selected photos
  public void open(List<ContentId> selected) {
    if (isWriting()) {
      return;
    }
    selection = List.copyOf(selected);
    onlySelection = false;
    plan();
    countUndoable();
  }

  private boolean isWriting() {
    return state.get() instanceof State.Writing || state.get() instanceof State.Undoing;
  }

  /// Chooses the photos and shows the preview again.
  void setOnlySelection(boolean only) {
    onlySelection = only && !selection.isEmpty();
    plan();
  }

  /// Chooses the destination and shows the preview again.
  ///
  /// @param next empty to write beside the photos
  void setFolder(Optional<Path> next) {
    folder = next;
    plan();
  }

  /// Shows what would be written now.
  void plan() {
    if (isWriting()) {
      return;
    }
    stopped.set(true);
    DoublePredicate watched = begin(new State.Planning());
    Optional<List<ContentId>> photos = onlySelection ? Optional.of(selection) : Optional.empty();
    Optional<Path> target = folder;
    planning.run(
        (Task task) ->
            store.plan(photos, target, part -> !task.isCancelled() && watched.test(part)),
        plan -> state.set(plan.<State>map(State.Planned::new).orElseGet(State.Idle::new)),
        this::fail);
  }

  /// Writes the sidecars of the preview.
  void write() {
    if (state.get() instanceof State.Planned(SidecarPlan plan)) {
      run(new State.Writing(), watched -> store.write(plan, watched), State.Written::new);
    }
  }

  /// Undoes the last export.
  void undo() {
    if (!isBusy()) {
      run(new State.Undoing(), store::undo, State.Undone::new);
    }
  }

  private <T> void run(State during, Function<DoublePredicate, T> work, Function<T, State> ended) {
    DoublePredicate watched = begin(during);
    tasks.run(
        () -> work.apply(watched),
        result -> {
          state.set(ended.apply(result));
          countUndoable();
        },
        this::fail);
  }

  /// Begins work and returns the receiver of its progress, which runs in the background.
  private DoublePredicate begin(State during) {
    AtomicBoolean stop = new AtomicBoolean();
    stopped = stop;
    progress.set(0);
    state.set(during);
    double[] last = {0};
    return part -> {
      if (part - last[0] >= STEP) {
        last[0] = part;
        tasks.publish(
            () -> {
              if (!stop.get()) {
                progress.set(part);
              }
            });
      }
      return !stop.get();
    };
  }

  private void fail(Throwable thrown) {
    if (thrown instanceof AkinException problem) {
      state.set(new State.Failed(problem));
    } else {
      state.set(new State.Idle());
      tasks.report(thrown);
    }
    countUndoable();
  }

  private void countUndoable() {
    tasks.run(store::undoable, undoable::set, tasks::reportUnexpected);
  }

  /// Stops the current work. Sidecars that are complete are kept.
  public void cancel() {
    stopped.set(true);
  }
}
