package app.akin.desktop.welcome;

import app.akin.desktop.folders.FoldersModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The first run: which folders to begin with. JavaFX thread only.
public final class WelcomeModel {
  private final FoldersModel folders;
  private final Runnable begun;
  private final ObservableList<Path> chosen = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Path>> offered =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// @param folders takes the folders in
  /// @param pictures finds the folder to offer; called on the executor
  /// @param begun is told that the first photos are on their way
  public WelcomeModel(
      FoldersModel folders,
      Supplier<Optional<Path>> pictures,
      Runnable begun,
      Executor background,
      Executor ui) {
    this.folders = folders;
    this.begun = begun;
    background.execute(
        () -> {
          Optional<Path> found = pictures.get();
          ui.execute(
              () -> {
                offered.set(found);
                found.ifPresent(this::choose);
              });
        });
  }

  /// The folder that the system keeps pictures in, once it is known.
  public ReadOnlyObjectProperty<Optional<Path>> offeredProperty() {
    return offered.getReadOnlyProperty();
  }

  /// The folders to begin with.
  public ObservableList<Path> chosen() {
    return chosen;
  }

  /// Takes one more folder; one that is inside another, or holds another, changes nothing twice.
  public void choose(Path folder) {
    if (chosen.stream().anyMatch(folder::startsWith)) {
      return;
    }
    chosen.removeIf(other -> other.startsWith(folder));
    chosen.add(folder);
  }

  /// Takes more folders.
  public void choose(List<Path> more) {
    more.forEach(this::choose);
  }

  /// Leaves a folder out again.
  public void leave(Path folder) {
    chosen.remove(folder);
  }

  /// Begins, where there is a folder to begin with.
  public void begin() {
    if (!chosen.isEmpty()) {
      folders.add(chosen);
      begun.run();
    }
  }
}
