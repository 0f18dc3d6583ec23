package app.akin.desktop;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;

/// The state of the frame: section, overlay and inspector. JavaFX thread only.
public final class ShellModel {
  private final ObjectProperty<Section> section = new SimpleObjectProperty<>(Section.PHOTOS);
  private final BooleanProperty inspector = new SimpleBooleanProperty(false);
  private final BooleanProperty fullScreen = new SimpleBooleanProperty(false);
  private final ReadOnlyObjectWrapper<Optional<Node>> overlay =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Runnable onHidden = () -> {};

  /// Returns the current section.
  public ObjectProperty<Section> sectionProperty() {
    return section;
  }

  /// Returns whether the inspector is open.
  public BooleanProperty inspectorProperty() {
    return inspector;
  }

  /// Returns whether the window is in full screen.
  public BooleanProperty fullScreenProperty() {
    return fullScreen;
  }

  /// Leaves full screen.
  ///
  /// @return whether the window was in full screen
  public boolean leaveFullScreen() {
    boolean was = fullScreen.get();
    fullScreen.set(false);
    return was;
  }

  /// Returns the overlay: the viewer, a sheet or the crop view.
  public ReadOnlyObjectProperty<Optional<Node>> overlayProperty() {
    return overlay.getReadOnlyProperty();
  }

  /// Shows an overlay, replacing the current one.
  public void showOverlay(Node node) {
    showOverlay(node, () -> {});
  }

  /// Shows an overlay with an action that runs when it is hidden.
  ///
  /// @param hidden called once, when the overlay is hidden
  public void showOverlay(Node node, Runnable hidden) {
    hideOverlay();
    onHidden = hidden;
    overlay.set(Optional.of(node));
  }

  /// Hides the overlay.
  ///
  /// @return whether an overlay was shown
  public boolean hideOverlay() {
    boolean laid = overlay.get().isPresent();
    Runnable callback = onHidden;
    onHidden = () -> {};
    overlay.set(Optional.empty());
    callback.run();
    return laid;
  }
}
