package app.akin.desktop.viewer;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The keys of a slideshow, which come before those of the viewer. JavaFX thread only.
///
/// @param slideshow the slideshow
/// @param photo the node that has the focus unless a control has it
record SlideshowKeys(Slideshow slideshow, Node photo) {
  /// Handles a pressed key, and consumes it if it has a function in a slideshow that runs.
  void press(KeyEvent event) {
    if (!slideshow.runningProperty().get() || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    boolean isOnPhoto = photo.isFocused();
    switch (event.getCode()) {
      case ESCAPE -> slideshow.stop();
      case SPACE -> {
        if (!isOnPhoto) {
          return;
        }
        slideshow.pausedProperty().set(!slideshow.pausedProperty().get());
      }
      case LEFT, RIGHT -> {
        if (!isOnPhoto) {
          return;
        }
        slideshow.step(event.getCode() == KeyCode.RIGHT ? 1 : -1);
      }
      default -> {
        return;
      }
    }
    event.consume();
  }
}
