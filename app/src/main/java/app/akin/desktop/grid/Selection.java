package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/// The selected photos, by content. The selection survives another search, another order and new
/// photos. JavaFX thread only.
public final class Selection {
  private final Set<ContentId> contents = new LinkedHashSet<>();
  private final ReadOnlyIntegerWrapper size = new ReadOnlyIntegerWrapper();
  private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();

  /// Returns the number of selected photos.
  public ReadOnlyIntegerProperty sizeProperty() {
    return size.getReadOnlyProperty();
  }

  /// Returns a counter that grows once per change, for listeners.
  public ReadOnlyLongProperty changesProperty() {
    return changes.getReadOnlyProperty();
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

  /// Clears the selection.
  public void clear() {
    if (!contents.isEmpty()) {
      contents.clear();
      changed();
    }
  }

  /// Removes photos that are no longer shown.
  void keep(java.util.function.Predicate<ContentId> there) {
    Set<ContentId> gone = new HashSet<>();
    for (ContentId content : contents) {
      if (!there.test(content)) {
        gone.add(content);
      }
    }
    if (!gone.isEmpty()) {
      contents.removeAll(gone);
      changed();
    }
  }

  private void changed() {
    size.set(contents.size());
    changes.set(changes.get() + 1);
  }
}
