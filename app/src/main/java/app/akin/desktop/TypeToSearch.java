package app.akin.desktop;

import app.akin.core.photo.OperatingSystem;
import app.akin.desktop.marks.Mark;
import app.akin.desktop.marks.StarControl;
import app.akin.desktop.search.SearchBarView;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// Sends characters that are typed outside a text field to the search bar, the first one included.
/// Applies to the photos and to the rail; other pages keep their keys. JavaFX thread only.
final class TypeToSearch {
  private final ShellModel shell;
  private final SearchBarView searchBar;
  private final boolean isMac = OperatingSystem.current() == OperatingSystem.MACOS;

  /// The focus owner when the current key was pressed; null without a pressed key.
  private @Nullable Node pressedOn;

  /// Whether the current key marks photos, and so enters no sign; see the shortcuts of the grid.
  private boolean marks;

  TypeToSearch(ShellModel shell, SearchBarView searchBar) {
    this.shell = shell;
    this.searchBar = searchBar;
  }

  /// Installs the rule in a scene for its lifetime.
  void install(Scene scene) {
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          pressedOn = scene.getFocusOwner();
          marks =
              event.isAltDown() && !event.isControlDown() && Mark.of(event.getCode()).isPresent();
        });
    scene.addEventFilter(KeyEvent.KEY_RELEASED, _ -> pressedOn = null);
    scene.addEventFilter(KeyEvent.KEY_TYPED, event -> typed(scene, event));
    scene.addEventFilter(
        InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
        event -> {
          if (!event.getCommitted().isBlank()) {
            type(scene, event, event.getCommitted());
          }
        });
    // Input methods are active only for nodes that support them.
    scene.getRoot().lookupAll("." + Shell.RAIL_BUTTON).forEach(searchBar::acceptInputMethods);
  }

  private void typed(Scene scene, KeyEvent event) {
    if (pressedOn != null && !pressedOn.equals(scene.getFocusOwner())) {
      // The key was a shortcut that moved the focus: its character is not text of the new owner.
      event.consume();
    } else if (isText(event)) {
      type(scene, event, event.getCharacter());
    }
    pressedOn = null;
  }

  private void type(Scene scene, Event event, String text) {
    if (shell.overlayProperty().get().isEmpty() && isOutsideText(scene.getFocusOwner())) {
      shell.sectionProperty().set(Section.PHOTOS);
      searchBar.append(text);
      event.consume();
    }
  }

  private boolean isOutsideText(@Nullable Node owner) {
    if (owner instanceof TextInputControl
        || (owner != null && owner.getStyleClass().contains(StarControl.STYLE))) {
      return false;
    }
    return shell.sectionProperty().get() == Section.PHOTOS
        || (owner != null && owner.getStyleClass().contains(Shell.RAIL_BUTTON));
  }

  /// Returns whether a key event enters text, as in a text field. Space is a key of buttons and of
  /// the grid.
  private boolean isText(KeyEvent event) {
    boolean command = event.isControlDown() || event.isAltDown() || event.isMetaDown();
    // AltGr is Ctrl and Alt on Windows; Alt enters signs on macOS.
    boolean entersSign =
        event.isAltDown() && (event.isControlDown() || isMac) && !event.isMetaDown() && !marks;
    String text = event.getCharacter();
    return (!command || entersSign)
        && !text.isBlank()
        && text.codePoints().noneMatch(Character::isISOControl);
  }
}
