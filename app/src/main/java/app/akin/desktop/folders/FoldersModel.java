package app.akin.desktop.folders;

import app.akin.desktop.indexing.IndexingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
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

/// The folders of the library, and what is asked before one goes. JavaFX thread only.
public final class FoldersModel {
  /// The ways to the library, called on the executor.
  ///
  /// @param list the folders, by path
  /// @param add takes a folder in, with folders in it to leave out
  /// @param remove takes a folder out
  /// @param accept says yes to what is asked about a folder
  /// @param failed is told on the JavaFX thread what went wrong
  public record Actions(
      Supplier<List<PhotoFolder>> list,
      BiConsumer<Path, List<Path>> add,
      Consumer<Path> remove,
      Consumer<Path> accept,
      Consumer<Throwable> failed) {}

  private final Actions ways;
  private final IndexingModel indexing;
  private final Executor background;
  private final Executor ui;
  private final ObservableList<PhotoFolder> folders = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper known = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyObjectWrapper<Optional<Path>> asked =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// @param indexing holds still while folders change, and looks through new ones
  public FoldersModel(Actions ways, IndexingModel indexing, Executor background, Executor ui) {
    this.ways = ways;
    this.indexing = indexing;
    this.background = background;
    this.ui = ui;
  }

  /// The folders, by path.
  public ObservableList<PhotoFolder> folders() {
    return folders;
  }

  /// Whether the folders were read: before that, an empty list says nothing.
  public ReadOnlyBooleanProperty knownProperty() {
    return known.getReadOnlyProperty();
  }

  /// The folder that may go, where the person is asked about one.
  public ReadOnlyObjectProperty<Optional<Path>> askedProperty() {
    return asked.getReadOnlyProperty();
  }

  /// Reads the folders anew.
  public void refresh() {
    background.execute(
        () -> {
          try {
            List<PhotoFolder> list = ways.list().get();
            ui.execute(
                () -> {
                  // Rows that did not change keep their focus.
                  if (!folders.equals(list)) {
                    folders.setAll(list);
                  }
                  known.set(true);
                });
          } catch (RuntimeException e) {
            ui.execute(() -> ways.failed().accept(e));
          }
        });
  }

  /// Takes folders in and looks through them.
  public void add(List<Path> chosen) {
    List<Path> these = List.copyOf(chosen);
    change(() -> these.forEach(folder -> ways.add().accept(folder, List.of())), true);
  }

  /// Leaves a folder inside one of the library's out; its photos go with the next look.
  public void exclude(Path folder, Path inside) {
    change(() -> ways.add().accept(folder, List.of(inside)), true);
  }

  /// Says yes to what Akin asks about a folder, and looks through it.
  public void accept(Path folder) {
    change(() -> ways.accept().accept(folder), true);
  }

  /// Asks whether a folder shall go.
  public void ask(Path folder) {
    asked.set(Optional.of(folder));
  }

  /// The folder stays.
  public void keep() {
    asked.set(Optional.empty());
  }

  /// Takes the folder out that was asked about; the photos on disk are not touched.
  public void remove() {
    asked
        .get()
        .ifPresent(
            folder -> {
              keep();
              change(() -> ways.remove().accept(folder), false);
            });
  }

  private void change(Runnable change, boolean look) {
    indexing.change(change, look, this::changed);
  }

  private void changed(@Nullable Throwable thrown) {
    if (thrown != null) {
      ways.failed().accept(thrown);
    }
    refresh();
  }
}
