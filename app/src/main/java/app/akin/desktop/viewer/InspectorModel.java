package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.core.search.SearchResult;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The subject of the inspector: the one selected or focused photo, or the number of selected
/// photos. JavaFX thread only.
public final class InspectorModel implements AutoCloseable {
  /// The subject.
  public sealed interface Subject {
    /// No photo is selected.
    record Nothing() implements Subject {}

    /// Several photos are selected.
    ///
    /// @param count number of photos
    record Several(int count) implements Subject {}

    /// One photo is selected or focused.
    ///
    /// @param content the photo
    /// @param result its search result
    /// @param details its details; null while loading
    record One(ContentId content, Optional<SearchResult> result, @Nullable PhotoDetails details)
        implements Subject {}
  }

  private final PhotoGridModel grid;
  private final PhotoSource source;
  private final Tasks tasks;
  private final LatestTask lookUp;
  private final ReadOnlyObjectWrapper<Subject> subject =
      new ReadOnlyObjectWrapper<>(new Subject.Nothing());
  private final Subscription subscriptions;

  /// @param grid the grid to follow
  /// @param source provides details
  /// @param tasks loads details in the background
  public InspectorModel(PhotoGridModel grid, PhotoSource source, Tasks tasks) {
    this.grid = grid;
    this.source = source;
    this.tasks = tasks;
    lookUp = tasks.latest();
    subscriptions =
        Subscription.combine(
            grid.focusProperty().subscribe(_ -> look()),
            grid.selection().changesProperty().subscribe(_ -> look()),
            grid.itemsProperty().subscribe(_ -> look()));
  }

  /// Returns the current subject.
  public ReadOnlyObjectProperty<Subject> subjectProperty() {
    return subject.getReadOnlyProperty();
  }

  private void look() {
    List<ContentId> chosen = grid.chosen();
    if (chosen.isEmpty()) {
      subject.set(new Subject.Nothing());
      return;
    }
    if (chosen.size() > 1) {
      subject.set(new Subject.Several(chosen.size()));
      return;
    }
    ContentId content = chosen.getFirst();
    GridItems items = grid.itemsProperty().get();
    int index = items.indexOf(content);
    Optional<SearchResult> hit = index < 0 ? Optional.empty() : items.result(index);
    PhotoDetails known =
        subject.get() instanceof Subject.One one && one.content().equals(content)
            ? one.details()
            : null;
    Subject.One next = new Subject.One(content, hit, known);
    if (!next.equals(subject.get())) {
      subject.set(next);
      if (known == null) {
        lookUp(content);
      }
    }
  }

  private void lookUp(ContentId content) {
    lookUp.run(
        task -> task.isCancelled() ? Optional.<PhotoDetails>empty() : source.details(content),
        found -> {
          if (subject.get() instanceof Subject.One(var shown, var hit, _)
              && shown.equals(content)
              && found.isPresent()) {
            subject.set(new Subject.One(content, hit, found.get()));
          }
        },
        tasks::report);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
