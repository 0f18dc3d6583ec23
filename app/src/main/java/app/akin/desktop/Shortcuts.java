package app.akin.desktop;

import app.akin.desktop.actions.UndoActions;
import app.akin.desktop.grid.PhotoGridModel;
import app.akin.desktop.search.ClipboardReader;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.search.SearchBarView;
import app.akin.desktop.search.SearchModel;
import java.util.Optional;
import java.util.function.BiConsumer;
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
  private final BiConsumer<DroppedContent, Boolean> offers;
  private final Consumer<Boolean> pick;
  private final PhotoGridModel grid;
  private final UndoActions undo;
  private final Runnable sheet;
  private final Runnable map;
  private final Runnable slideshow;

  /// @param offers receives pasted content, and whether it is added to the query
  /// @param pick opens the image file chooser, and whether the images are added to the query
  /// @param sheet shows the keyboard shortcuts
  /// @param map shows the map of places
  /// @param slideshow starts or ends a slideshow
  Shortcuts(
      ShellModel shell,
      SearchModel search,
      SearchBarView searchBar,
      PhotoGridModel grid,
      UndoActions undo,
      BiConsumer<DroppedContent, Boolean> offers,
      Consumer<Boolean> pick,
      Runnable sheet,
      Runnable map,
      Runnable slideshow) {
    this.shell = shell;
    this.search = search;
    this.searchBar = searchBar;
    this.grid = grid;
    this.undo = undo;
    this.offers = offers;
    this.pick = pick;
    this.sheet = sheet;
    this.map = map;
    this.slideshow = slideshow;
  }

  /// Installs the shortcuts in a scene for its lifetime. Controls that use a key themselves take
  /// precedence, except over the few shortcuts that work while text is edited.
  void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> first(scene, event));
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::last);
  }

  private void first(Scene scene, KeyEvent event) {
    boolean typing = scene.getFocusOwner() instanceof TextInputControl;
    boolean covered = shell.overlayProperty().get().isPresent();
    KeyCode key = event.getCode();
    // Alt+Shift moves photos within a collection.
    boolean isAlt = event.isAltDown() && !event.isShiftDown();
    boolean done = true;
    if (event.isShortcutDown() && key == KeyCode.F) {
      toSearch();
    } else if (event.isShortcutDown() && key == KeyCode.O) {
      pick.accept(event.isShiftDown());
    } else if (event.isShortcutDown() && key == KeyCode.V) {
      // Text goes to the focused field; any other content becomes part of the query.
      Optional<DroppedContent> offer = ClipboardReader.read(Clipboard.getSystemClipboard());
      boolean words = offer.orElse(null) instanceof DroppedContent.Text;
      done = offer.isPresent() && !(typing && words);
      if (done) {
        offers.accept(offer.get(), event.isShiftDown());
      }
    } else if (isAlt && key == KeyCode.LEFT && !covered) {
      search.back();
    } else if (isAlt && key == KeyCode.RIGHT && !covered) {
      search.forward();
    } else if (event.isShortcutDown() && key == KeyCode.I) {
      shell.inspectorProperty().set(!shell.inspectorProperty().get());
    } else if (event.isShortcutDown() && key == KeyCode.M) {
      map.run();
    } else if (event.isShortcutDown() && key == KeyCode.E && !event.isShiftDown() && !covered) {
      grid.foldingProperty().set(!grid.foldingProperty().get());
    } else if (key == KeyCode.F1) {
      sheet.run();
    } else if (key == KeyCode.F5) {
      slideshow.run();
    } else if (key == KeyCode.F11) {
      shell.fullScreenProperty().set(!shell.fullScreenProperty().get());
    } else {
      done = false;
    }
    if (done) {
      event.consume();
    }
  }

  private void last(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.Z) {
      if (event.isShiftDown()) {
        undo.redo();
      } else {
        undo.undo();
      }
      event.consume();
    }
    if (event.isShortcutDown() || event.isAltDown() || event.isConsumed()) {
      return;
    }
    if (event.getCode() == KeyCode.ESCAPE) {
      escape();
      event.consume();
    }
  }

  /// Goes back one step: leaves full screen, the overlay or another page; then clears the
  /// selection, closes an open stack, and clears the words and the rest of the query.
  private void escape() {
    if (shell.leaveFullScreen() || shell.hideOverlay()) {
      return;
    }
    if (shell.sectionProperty().get() != Section.PHOTOS) {
      shell.sectionProperty().set(Section.PHOTOS);
    } else if (!searchBar.isFocused() && grid.selection().sizeProperty().get() > 0) {
      grid.selection().clear();
    } else if (searchBar.isFocused() || !grid.closeStack()) {
      clearSearch();
    }
  }

  private void clearSearch() {
    if (!search.queryProperty().get().words().isEmpty()) {
      search.clearWords();
    } else {
      search.clear();
    }
  }

  private void toSearch() {
    shell.hideOverlay();
    shell.sectionProperty().set(Section.PHOTOS);
    searchBar.focusWithSuggestions();
  }
}
