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

/// The photos that are selected, by content: another search, another order, or new photos take none
/// of them away. JavaFX thread only.
public final class Selection {
  private final Set<ContentId> chosen = new LinkedHashSet<>();
  private final ReadOnlyIntegerWrapper size = new ReadOnlyIntegerWrapper();
  private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();

  /// How many photos are selected.
  public ReadOnlyIntegerProperty sizeProperty() {
    return size.getReadOnlyProperty();
  }

  /// Grows with every change; listen to it to hear of all of them, one for each action.
  public ReadOnlyLongProperty changesProperty() {
    return changes.getReadOnlyProperty();
  }

  /// Whether a photo is selected.
  public boolean contains(ContentId content) {
    return chosen.contains(content);
  }

  /// The photos, in the order in which they were selected.
  public List<ContentId> contents() {
    return List.copyOf(chosen);
  }

  /// Selects these and no others.
  public void set(Collection<ContentId> contents) {
    chosen.clear();
    chosen.addAll(contents);
    changed();
  }

  /// Selects these too.
  public void add(Collection<ContentId> contents) {
    chosen.addAll(contents);
    changed();
  }

  /// Selects a photo, or no longer.
  public void toggle(ContentId content) {
    if (!chosen.remove(content)) {
      chosen.add(content);
    }
    changed();
  }

  /// Selects nothing.
  public void clear() {
    if (!chosen.isEmpty()) {
      chosen.clear();
      changed();
    }
  }

  /// Lets go of photos that are no more.
  void keep(java.util.function.Predicate<ContentId> there) {
    Set<ContentId> gone = new HashSet<>();
    for (ContentId content : chosen) {
      if (!there.test(content)) {
        gone.add(content);
      }
    }
    if (!gone.isEmpty()) {
      chosen.removeAll(gone);
      changed();
    }
  }

  private void changed() {
    size.set(chosen.size());
    changes.set(changes.get() + 1);
  }
}
