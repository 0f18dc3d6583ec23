package app.akin.desktop.folders;

import app.akin.desktop.indexing.IndexingModel;
import app.akin.desktop.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The folders of the library, and the confirmation before one is removed. JavaFX thread only.
public final class FoldersModel {
  /// Actions on the library, called in the background.
  ///
  /// @param list returns the folders, ordered by path
  /// @param add adds a folder with excluded subfolders
  /// @param remove removes a folder
  /// @param accept accepts the pending confirmation of a folder
  public record Actions(
      Supplier<List<PhotoFolder>> list,
      BiConsumer<Path, List<Path>> add,
      Consumer<Path> remove,
      Consumer<Path> accept) {}

  private final Actions actions;
  private final IndexingModel indexing;
  private final Tasks tasks;
  private final ObservableList<PhotoFolder> folders = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyObjectWrapper<Optional<Path>> removal =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// @param indexing pauses while folders change, and scans new ones
  public FoldersModel(Actions actions, IndexingModel indexing, Tasks tasks) {
    this.actions = actions;
    this.indexing = indexing;
    this.tasks = tasks;
  }

  /// Returns the folders, ordered by path.
  public ObservableList<PhotoFolder> folders() {
    return folders;
  }

  /// Returns whether the folders were loaded.
  public ReadOnlyBooleanProperty loadedProperty() {
    return loaded.getReadOnlyProperty();
  }

  /// Returns the folder whose removal awaits confirmation.
  public ReadOnlyObjectProperty<Optional<Path>> removalProperty() {
    return removal.getReadOnlyProperty();
  }

  /// Reloads the folders.
  public void refresh() {
    tasks.run(
        actions.list()::get,
        list -> {
          // Keeps the focus of unchanged rows.
          if (!folders.equals(list)) {
            folders.setAll(list);
          }
          loaded.set(true);
        });
  }

  /// Adds folders and scans them.
  public void add(List<Path> chosen) {
    List<Path> these = List.copyOf(chosen);
    change(() -> these.forEach(folder -> actions.add().accept(folder, List.of())), true);
  }

  /// Excludes a subfolder; the next scan removes its photos.
  public void exclude(Path folder, Path inside) {
    change(() -> actions.add().accept(folder, List.of(inside)), true);
  }

  /// Accepts the pending confirmation of a folder and scans it.
  public void accept(Path folder) {
    change(() -> actions.accept().accept(folder), true);
  }

  /// Requests the removal of a folder, to be confirmed.
  public void requestRemoval(Path folder) {
    removal.set(Optional.of(folder));
  }

  /// Cancels the removal.
  public void cancelRemoval() {
    removal.set(Optional.empty());
  }

  /// Removes the folder after confirmation; the photos on disk are not changed.
  public void remove() {
    removal
        .get()
        .ifPresent(
            folder -> {
              cancelRemoval();
              change(() -> actions.remove().accept(folder), false);
            });
  }

  private void change(Runnable change, boolean look) {
    indexing.change(change, look, this::changed);
  }

  private void changed(@Nullable Throwable thrown) {
    if (thrown != null) {
      tasks.report(thrown);
    }
    refresh();
  }
}
