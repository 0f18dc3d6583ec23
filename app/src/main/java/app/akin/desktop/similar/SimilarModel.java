package app.akin.desktop.similar;

import app.akin.core.library.Stacks.Member;
import app.akin.core.library.Stacks.Stack;
import app.akin.core.photo.ContentId;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The stacks of a library, those with the largest other photos first, and which of them are
/// selected. A selected stack stands for all its photos but the best, its cover. JavaFX thread
/// only.
public final class SimilarModel {
  private final Supplier<List<Stack>> source;
  private final Tasks tasks;
  private final LatestTask loading;
  private final ObservableList<Stack> stacks = FXCollections.observableArrayList();
  private final ObservableList<Stack> view = FXCollections.unmodifiableObservableList(stacks);
  private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
  private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();
  private final Set<Long> selected = new HashSet<>();

  /// @param source reads the stacks in the background; see [app.akin.core.library.Stacks#list]
  /// @param tasks the background
  public SimilarModel(Supplier<List<Stack>> source, Tasks tasks) {
    this.source = source;
    this.tasks = tasks;
    loading = tasks.latest();
  }

  /// Reads the stacks. Selected ones that remain stay selected.
  public void refresh() {
    loading.run(
        _ -> source.get(),
        read -> {
          loaded.set(true);
          if (!read.equals(stacks)) {
            selected.retainAll(read.stream().map(Stack::id).toList());
            stacks.setAll(read);
            changed();
          }
        },
        tasks::report);
  }

  /// Returns the stacks.
  public ObservableList<Stack> stacks() {
    return view;
  }

  /// Returns whether they are read.
  public ReadOnlyBooleanProperty loadedProperty() {
    return loaded.getReadOnlyProperty();
  }

  /// Returns a counter that grows with each change of stacks or selection, for listeners.
  public ReadOnlyLongProperty changesProperty() {
    return changes.getReadOnlyProperty();
  }

  /// Returns whether a stack is selected.
  public boolean isSelected(Stack stack) {
    return selected.contains(stack.id());
  }

  /// Selects a stack or clears it.
  public void select(Stack stack, boolean on) {
    if (on ? selected.add(stack.id()) : selected.remove(stack.id())) {
      changed();
    }
  }

  /// Selects all stacks.
  public void selectAll() {
    stacks.forEach(stack -> selected.add(stack.id()));
    changed();
  }

  /// Clears the selection.
  public void clear() {
    selected.clear();
    changed();
  }

  /// Returns the number of selected stacks.
  public int selectedStacks() {
    return selected.size();
  }

  /// Returns the photos of the selected stacks without the best of each.
  public List<ContentId> selectedPhotos() {
    return chosen().flatMap(SimilarModel::others).map(Member::content).toList();
  }

  /// Returns the size of the files of the selected photos.
  public long selectedBytes() {
    return chosen().mapToLong(Stack::otherBytes).sum();
  }

  /// Returns the size of the files of all photos but the best of each stack.
  public long otherBytes() {
    return stacks.stream().mapToLong(Stack::otherBytes).sum();
  }

  private Stream<Stack> chosen() {
    return stacks.stream().filter(this::isSelected);
  }

  /// Returns the photos of a stack without the best.
  static Stream<Member> others(Stack stack) {
    Member best = stack.members().get(stack.cover());
    return stack.members().stream().filter(member -> !member.equals(best));
  }

  private void changed() {
    changes.set(changes.get() + 1);
  }
}
