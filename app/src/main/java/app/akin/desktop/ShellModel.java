package app.akin.desktop;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;

/// Where the window stands: the place shown, what lies over it, whether the inspector is open.
/// JavaFX thread only.
public final class ShellModel {
  private final ObjectProperty<Section> place = new SimpleObjectProperty<>(Section.PHOTOS);
  private final BooleanProperty inspector = new SimpleBooleanProperty(false);
  private final ReadOnlyObjectWrapper<Optional<Node>> overlay =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Runnable gone = () -> {};

  /// The place shown.
  public ObjectProperty<Section> placeProperty() {
    return place;
  }

  /// Whether the inspector is open.
  public BooleanProperty inspectorProperty() {
    return inspector;
  }

  /// What lies over everything else: the viewer, a sheet, the crop of a picture.
  public ReadOnlyObjectProperty<Optional<Node>> overlayProperty() {
    return overlay.getReadOnlyProperty();
  }

  /// Lays something over everything else, in place of what is there.
  public void lay(Node node) {
    lay(node, () -> {});
  }

  /// The same for something that has to be told when it goes.
  ///
  /// @param lifted is told once
  public void lay(Node node, Runnable lifted) {
    lift();
    gone = lifted;
    overlay.set(Optional.of(node));
  }

  /// Takes away what lies over everything.
  ///
  /// @return whether there was something
  public boolean lift() {
    boolean laid = overlay.get().isPresent();
    Runnable told = gone;
    gone = () -> {};
    overlay.set(Optional.empty());
    told.run();
    return laid;
  }
}
