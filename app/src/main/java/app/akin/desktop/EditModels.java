package app.akin.desktop;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.StepResult;
import app.akin.core.query.FactField;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.collections.CollectionsModel;
import app.akin.desktop.collections.SavedSearchesModel;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.search.ResultsModel;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.sidecars.SidecarExportModel;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.Language;

/// The models of what the user changes in the library. JavaFX thread only.
final class EditModels implements AutoCloseable {
  final UndoActions undo;
  final MarkModel marks;
  final SidecarExportModel sidecars;
  final CollectionsModel collections;
  final SavedSearchesModel searches;

  /// @param onChanged called after each change of marks or collections
  EditModels(
      PhotoLibrary library,
      ModelSelection selection,
      SearchModel search,
      ResultsModel results,
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
            () -> {
              refreshAll();
              onChanged.run();
              refreshCollection(search);
            });
    marks =
        new MarkModel(
            new LibraryMarkStore(library.marks()), workers.background(), writes, undo, onChanged);
    sidecars =
        new SidecarExportModel(new LibrarySidecarStore(library.sidecars()), workers.longRunning());
    collections =
        new CollectionsModel(
            new LibraryCollections(library.collections()),
            writes,
            notices,
            undo,
            () -> refreshCollection(search));
    searches =
        new SavedSearchesModel(
            new LibrarySavedSearches(library, selection),
            search,
            results,
            workers.background(),
            workers.longRunning(),
            undo);
  }

  private void refreshAll() {
    marks.refresh();
    refresh();
  }

  /// Reads collections and saved searches again.
  void refresh() {
    collections.refresh();
    searches.refresh();
  }

  /// Repeats the search after a collection was changed, if it is restricted to one.
  private static void refreshCollection(SearchModel search) {
    boolean restricted =
        search
            .foundProperty()
            .get()
            .filter(
                found ->
                    found.request().filter().facts().stream()
                        .anyMatch(fact -> fact.field() == FactField.COLLECTION))
            .isPresent();
    if (restricted) {
      search.refresh();
    }
  }

  @Override
  public void close() {
    searches.close();
  }
}
