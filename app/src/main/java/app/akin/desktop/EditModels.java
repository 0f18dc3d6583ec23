package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.StepResult;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.sidecars.SidecarExportModel;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.Language;

/// The models of what the user changes in the library. JavaFX thread only.
final class EditModels {
  final UndoActions undo;
  final MarkModel marks;
  final SidecarExportModel sidecars;

  /// @param onChanged called after each change of marks or collections
  EditModels(
      PhotoLibrary library,
      StackActions stacks,
      Workers workers,
      Notices notices,
      Language language,
      Runnable onChanged) {
    // Changes and their undoing are written in the order in which the user makes them.
    Tasks writes = workers.longRunning().inOrder();
    undo =
        new UndoActions(
            new UndoActions.Journal() {
              @Override
              public StepResult undo() {
                return library.marks().undo();
              }

              @Override
              public StepResult redo() {
                return library.marks().redo();
              }
            },
            stacks,
            writes,
            notices,
            language,
            () -> undone(onChanged));
    marks =
        new MarkModel(
            new LibraryMarkStore(library.marks()), workers.background(), writes, undo, onChanged);
    sidecars =
        new SidecarExportModel(new LibrarySidecarStore(library.sidecars()), workers.longRunning());
  }

  private void undone(Runnable onChanged) {
    marks.refresh();
    onChanged.run();
  }
}
