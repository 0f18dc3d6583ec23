package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// The selected photos, by content. The selection survives another order and new photos, but
/// another search only if the user keeps it; it may then have photos that are not shown. JavaFX
/// thread only.
public final class Selection {
  private final Set<ContentId> contents = new LinkedHashSet<>();
  private final ReadOnlyIntegerWrapper size = new ReadOnlyIntegerWrapper();
  private final BooleanProperty kept = new SimpleBooleanProperty();
  private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();

  /// Returns the number of selected photos.
  public ReadOnlyIntegerProperty sizeProperty() {
    return size.getReadOnlyProperty();
  }

  /// Returns a counter that grows once per change, for listeners.
  public ReadOnlyLongProperty changesProperty() {
    return changes.getReadOnlyProperty();
  }

  /// Returns whether the selection is kept for other searches. False once it is cleared.
  public BooleanProperty keptProperty() {
    return kept;
  }

  /// Returns whether a photo is selected.
  public boolean contains(ContentId content) {
    return contents.contains(content);
  }

  /// Returns the selected photos in selection order.
  public List<ContentId> contents() {
    return List.copyOf(contents);
  }

  /// Replaces the selection.
  public void set(Collection<ContentId> photos) {
    contents.clear();
    contents.addAll(photos);
    changed();
  }

  /// Adds to the selection.
  public void add(Collection<ContentId> photos) {
    contents.addAll(photos);
    changed();
  }

  /// Toggles the selection of a photo.
  public void toggle(ContentId content) {
    if (!contents.remove(content)) {
      contents.add(content);
    }
    changed();
  }

  /// Clears the selection, which is not kept any more.
  public void clear() {
    kept.set(false);
    if (!contents.isEmpty()) {
      contents.clear();
      changed();
    }
  }

  /// Clears the selection unless it is kept.
  void endSearch() {
    if (!kept.get()) {
      clear();
    }
  }

  /// Removes photos that do not meet a condition.
  void keep(java.util.function.Predicate<ContentId> there) {
    Set<ContentId> gone = new HashSet<>();
    for (ContentId content : contents) {
      if (!there.test(content)) {
        gone.add(content);
      }
    }
    if (!gone.isEmpty()) {
      contents.removeAll(gone);
      kept.set(kept.get() && !contents.isEmpty());
      changed();
    }
  }

  private void changed() {
    size.set(contents.size());
    changes.set(changes.get() + 1);
  }
}
