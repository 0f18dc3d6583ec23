package app.akin.desktop.facet;

import app.akin.core.query.Facet;
import app.akin.desktop.facet.FacetList.Group;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The facets of the shown photos. JavaFX thread only.
public final class FacetsModel {
  private final Tasks tasks;
  private final LatestTask latest;
  private final Consumer<Facet> onChosen;
  private final ReadOnlyObjectWrapper<List<Group>> groups = new ReadOnlyObjectWrapper<>(List.of());

  /// @param tasks loads facets in the background
  /// @param onChosen receives the facet that the user chooses
  public FacetsModel(Tasks tasks, Consumer<Facet> onChosen) {
    this.tasks = tasks;
    this.latest = tasks.latest();
    this.onChosen = onChosen;
  }

  /// Loads the facets of the photos that are shown now. Those shown before stay until then. Only
  /// the latest call counts.
  ///
  /// @param source returns the facets; called in the background
  public void load(Callable<FacetList> source) {
    latest.run(
        _ -> source.call(),
        loaded -> groups.set(loaded.groups()),
        thrown -> {
          groups.set(List.of());
          tasks.reportUnexpected(thrown);
        });
  }

  /// Returns the facets that leave out some of the shown photos, by field.
  ReadOnlyObjectProperty<List<Group>> groupsProperty() {
    return groups.getReadOnlyProperty();
  }

  /// Passes on the choice of the user.
  void choose(Facet facet) {
    onChosen.accept(facet);
  }
}
