package app.akin.desktop;

import app.akin.core.kit.Await;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.event.Event;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;

/// Uses a window as a user does: key events to the focused node, buttons by their accessible names,
/// and texts as they are shown. Called outside the JavaFX thread.
record WindowDriver(WindowFixture fixture) {
  private static final String GRID = ".akin-grid";

  /// Presses a key at the focused node of the window, or of the menu over it.
  void press(KeyCode key, KeyCode... held) {
    Set<KeyCode> with = Set.of(held);
    RobotKeys.awaitControls();
    FxThread.run(
        () -> {
          Node owner = fixture.scene().getFocusOwner();
          for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
            Event.fireEvent(
                owner,
                new KeyEvent(
                    type,
                    "",
                    "",
                    key,
                    with.contains(KeyCode.SHIFT),
                    with.contains(KeyCode.CONTROL),
                    with.contains(KeyCode.ALT),
                    false));
          }
        });
    FxThread.settle();
  }

  /// Focuses a node and presses a key at it.
  void pressAt(String selector, KeyCode key, KeyCode... held) {
    FxThread.run(() -> fixture.scene().getRoot().lookup(selector).requestFocus());
    press(key, held);
  }

  /// Enters a text into a field.
  void type(String selector, String text) {
    FxThread.run(
        () -> {
          TextInputControl field = (TextInputControl) fixture.scene().getRoot().lookup(selector);
          field.requestFocus();
          field.setText(text);
        });
  }

  /// Presses the shown button with an accessible name.
  void click(String name) throws InterruptedException {
    Await.until("the button " + name, () -> button(name).isPresent());
    FxThread.run(
        () -> {
          ButtonBase button = button(name).orElseThrow();
          button.requestFocus();
          button.fire();
        });
    FxThread.settle();
  }

  /// Chooses an order of the results.
  void order(String name) {
    FxThread.run(
        () ->
            fixture.scene().getRoot().lookupAll(".akin-results-bar .akin-choice").stream()
                .map(ButtonBase.class::cast)
                .filter(button -> name.equals(button.getText()))
                .findFirst()
                .orElseThrow()
                .fire());
  }

  /// Returns whether a button is shown.
  boolean hasButton(String name) {
    return FxThread.call(() -> button(name).isPresent());
  }

  private Optional<ButtonBase> button(String name) {
    return fixture.scene().getRoot().lookupAll("*").stream()
        .filter(ButtonBase.class::isInstance)
        .filter(WindowFixture::isShown)
        .map(ButtonBase.class::cast)
        .filter(button -> name.equals(button.getAccessibleText()) || name.equals(button.getText()))
        .findFirst();
  }

  /// Returns the names of the items of the open menu, without those of separators.
  List<String> menu() {
    return FxThread.call(
        () ->
            openMenu().stream()
                .flatMap(menu -> menu.getItems().stream())
                .filter(MenuItem::isVisible)
                .map(MenuItem::getText)
                .filter(Objects::nonNull)
                .toList());
  }

  /// Chooses an item of the open menu.
  void choose(String item) {
    FxThread.run(
        () -> {
          ContextMenu menu = openMenu().orElseThrow();
          MenuItem chosen =
              menu.getItems().stream()
                  .filter(one -> item.equals(one.getText()))
                  .findFirst()
                  .orElseThrow();
          menu.hide();
          chosen.fire();
        });
    FxThread.settle();
  }

  private static Optional<ContextMenu> openMenu() {
    return Window.getWindows().stream()
        .filter(ContextMenu.class::isInstance)
        .map(ContextMenu.class::cast)
        .filter(Window::isShowing)
        .findFirst();
  }

  /// Returns all shown texts.
  List<String> texts() {
    return FxThread.call(
        () -> {
          fixture.scene().getRoot().applyCss();
          fixture.scene().getRoot().layout();
          return fixture.scene().getRoot().lookupAll("*").stream()
              .filter(Labeled.class::isInstance)
              .filter(WindowFixture::isShown)
              .map(node -> String.valueOf(((Labeled) node).getText()))
              .toList();
        });
  }

  /// Waits until a text is shown.
  void awaitText(String text) throws InterruptedException {
    Await.until(text, () -> texts().contains(text));
  }

  /// Waits until a text is not shown.
  void awaitNoText(String text) throws InterruptedException {
    Await.until("no " + text, () -> !texts().contains(text));
  }

  /// Moves the focus to the grid and its first photo.
  void toFirstPhoto() {
    pressAt(GRID, KeyCode.HOME);
  }

  /// Returns the accessible text of the focused tile.
  String focusedPhoto() {
    FxThread.settle();
    return FxThread.call(
        () -> {
          fixture.scene().getRoot().layout();
          return gridAttribute(AccessibleAttribute.FOCUS_ITEM) instanceof Node tile
              ? String.valueOf(tile.getAccessibleText())
              : "";
        });
  }

  /// Returns the number of tiles.
  int tiles() {
    return FxThread.call(() -> (int) gridAttribute(AccessibleAttribute.ITEM_COUNT));
  }

  private Object gridAttribute(AccessibleAttribute attribute) {
    return fixture.scene().getRoot().lookup(GRID).queryAccessibleAttribute(attribute);
  }
}
