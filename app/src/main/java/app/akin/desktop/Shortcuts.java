package app.akin.desktop;

import app.akin.desktop.search.ClipboardReader;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchModel;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The global keyboard shortcuts. JavaFX thread only.
final class Shortcuts {
  private final ShellModel shell;
  private final SearchModel search;
  private final SearchBarView searchBar;
  private final Consumer<DroppedContent> offers;
  private final Runnable pick;
  private final Runnable sheet;

  /// @param pick opens the image file chooser
  /// @param sheet shows the keyboard shortcuts
  Shortcuts(
      ShellModel shell,
      SearchModel search,
      SearchBarView searchBar,
      Consumer<DroppedContent> offers,
      Runnable pick,
      Runnable sheet) {
    this.shell = shell;
    this.search = search;
    this.searchBar = searchBar;
    this.offers = offers;
    this.pick = pick;
    this.sheet = sheet;
  }

  /// Installs the shortcuts in a scene for its lifetime. Controls that use a key themselves take
  /// precedence, except over the few shortcuts that work while text is edited.
  void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> first(scene, event));
    scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> last(scene, event));
  }

  private void first(Scene scene, KeyEvent event) {
    boolean typing = scene.getFocusOwner() instanceof TextInputControl;
    boolean covered = shell.overlayProperty().get().isPresent();
    KeyCode key = event.getCode();
    boolean done = true;
    if (event.isShortcutDown() && key == KeyCode.F) {
      toSearch();
    } else if (event.isShortcutDown() && key == KeyCode.O) {
      pick.run();
    } else if (event.isShortcutDown() && key == KeyCode.V) {
      // Text goes to the focused field; any other content becomes part of the query.
      Optional<DroppedContent> offer = ClipboardReader.read(Clipboard.getSystemClipboard());
      boolean words = offer.orElse(null) instanceof DroppedContent.Text;
      done = offer.isPresent() && !(typing && words);
      if (done) {
        offers.accept(offer.get());
      }
    } else if (event.isAltDown() && key == KeyCode.LEFT && !covered) {
      search.back();
    } else if (event.isAltDown() && key == KeyCode.RIGHT && !covered) {
      search.forward();
    } else if (event.isShortcutDown() && key == KeyCode.I) {
      shell.inspectorProperty().set(!shell.inspectorProperty().get());
    } else if (key == KeyCode.F1) {
      sheet.run();
    } else if (key == KeyCode.F11) {
      shell.fullScreenProperty().set(!shell.fullScreenProperty().get());
    } else {
      done = false;
    }
    if (done) {
      event.consume();
    }
  }

  private void last(Scene scene, KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown() || event.isConsumed()) {
      return;
    }
    boolean typing = scene.getFocusOwner() instanceof TextInputControl;
    if (event.getCode() == KeyCode.ESCAPE) {
      escape(typing);
      event.consume();
    } else if (!typing && "/".equals(event.getText())) {
      toSearch();
      event.consume();
    } else if (!typing && "?".equals(event.getText())) {
      sheet.run();
      event.consume();
    }
  }

  /// Leaves full screen, closes the overlay, leaves the text field, then clears the search.
  private void escape(boolean typing) {
    if (shell.leaveFullScreen() || shell.hideOverlay()) {
      return;
    }
    if (typing && !search.queryProperty().get().words().isEmpty()) {
      search.type("");
      return;
    }
    search.clear();
  }

  private void toSearch() {
    shell.hideOverlay();
    shell.sectionProperty().set(Section.PHOTOS);
    searchBar.focus();
  }
}
