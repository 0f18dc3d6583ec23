package app.akin.desktop.collections;

import app.akin.core.export.ExportProgress;
import app.akin.core.export.ExportResult;
import app.akin.core.export.PhotoExport.Form;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.desktop.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// An export of photos: what is written, its progress, and its result. JavaFX thread only.
public final class ExportModel {
  /// Writes photos; called in the background. See [app.akin.core.export.PhotoExport#run].
  public interface Export {
    /// Exports photos in a form.
    ExportResult run(
        Form form,
        List<ContentId> contents,
        Path target,
        int longSide,
        String title,
        ExportProgress progress);
  }

  /// The state of the export.
  public sealed interface State {
    /// Nothing was started.
    record Ready() implements State {}

    /// Photos are written.
    ///
    /// @param done number of photos that are done
    /// @param total number of photos
    record Running(int done, int total) implements State {}

    /// It has ended.
    ///
    /// @param target the file or folder
    /// @param result what was written
    record Done(Path target, ExportResult result) implements State {}

    /// It has failed.
    ///
    /// @param problem why
    record Failed(AkinException problem) implements State {}
  }

  private final Export export;
  private final List<ContentId> photos;
  private final String title;
  private final Tasks tasks;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Ready());
  private AtomicBoolean stopped = new AtomicBoolean();

  /// @param export writes the photos
  /// @param photos the photos, in order
  /// @param title name of the collection, or what the photos are
  /// @param tasks runs the export; it may take minutes
  public ExportModel(Export export, List<ContentId> photos, String title, Tasks tasks) {
    this.export = export;
    this.photos = List.copyOf(photos);
    this.title = title;
    this.tasks = tasks;
  }

  /// Returns the number of photos.
  public int count() {
    return photos.size();
  }

  /// Returns the title.
  public String title() {
    return title;
  }

  /// Returns the state.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Starts the export, unless one runs.
  ///
  /// @param target the folder of copies, otherwise the file
  /// @param longSide maximum long side of copies in pixels; 0 for the original files
  public void start(Form form, Path target, int longSide) {
    if (state.get() instanceof State.Running) {
      return;
    }
    AtomicBoolean stop = new AtomicBoolean();
    stopped = stop;
    state.set(new State.Running(0, photos.size()));
    ExportProgress progress =
        (done, total) -> {
          tasks.publish(() -> advance(stop, done, total));
          return !stop.get();
        };
    tasks.run(
        () -> export.run(form, photos, target, longSide, title, progress),
        result -> end(stop, new State.Done(target, result)),
        thrown -> {
          if (thrown instanceof AkinException known) {
            end(stop, new State.Failed(known));
          } else {
            end(stop, new State.Ready());
            tasks.report(thrown);
          }
        });
  }

  private void advance(AtomicBoolean run, int done, int total) {
    if (run.equals(stopped) && state.get() instanceof State.Running) {
      state.set(new State.Running(done, total));
    }
  }

  private void end(AtomicBoolean run, State next) {
    if (run.equals(stopped)) {
      state.set(next);
    }
  }

  /// Stops the export after the present photo. What was written is complete.
  public void stop() {
    stopped.set(true);
  }
}
