package app.akin.desktop.welcome;

import app.akin.desktop.folders.FoldersModel;
import app.akin.desktop.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The state of the welcome page: the folders to add. JavaFX thread only.
public final class WelcomeModel {
  private final FoldersModel folders;
  private final Runnable begun;
  private final ObservableList<Path> chosen = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Path>> offered =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// @param folders adds the folders
  /// @param pictures finds the Pictures folder; called in the background
  /// @param begun called when indexing starts
  public WelcomeModel(
      FoldersModel folders, Supplier<Optional<Path>> pictures, Runnable begun, Tasks tasks) {
    this.folders = folders;
    this.begun = begun;
    tasks.run(
        pictures::get,
        found -> {
          offered.set(found);
          found.ifPresent(this::choose);
        });
  }

  /// Returns the Pictures folder, once it is known.
  public ReadOnlyObjectProperty<Optional<Path>> offeredProperty() {
    return offered.getReadOnlyProperty();
  }

  /// Returns the folders to add.
  public ObservableList<Path> chosen() {
    return chosen;
  }

  /// Adds a folder to the list, unless a listed folder contains it.
  public void choose(Path folder) {
    if (chosen.stream().anyMatch(folder::startsWith)) {
      return;
    }
    chosen.removeIf(other -> other.startsWith(folder));
    chosen.add(folder);
  }

  /// Adds folders to the list.
  public void choose(List<Path> more) {
    more.forEach(this::choose);
  }

  /// Removes a folder from the list.
  public void leave(Path folder) {
    chosen.remove(folder);
  }

  /// Adds the listed folders to the library and starts indexing.
  public void begin() {
    if (!chosen.isEmpty()) {
      folders.add(chosen);
      begun.run();
    }
  }
}
