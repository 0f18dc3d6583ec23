package app.akin.desktop;

import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Window;

/// Types with keys of the robot into the focused window.
final class RobotKeys {
  private RobotKeys() {}

  /// Types letters, digits and blanks.
  static void type(String text) {
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(
            one ->
                press(
                    one.isBlank()
                        ? KeyCode.SPACE
                        : KeyCode.getKeyCode(one.toUpperCase(Locale.ROOT))));
  }

  /// Creates the skins of all controls, as the next pulse does. Without a skin, a control does not
  /// handle keys. JavaFX thread only.
  static void createSkins() {
    for (Window window : List.copyOf(Window.getWindows())) {
      if (window.getScene() != null) {
        window.getScene().getRoot().applyCss();
      }
    }
  }

  /// Presses and releases a key while modifiers are held, and waits until it has been handled.
  static void press(KeyCode key, KeyCode... modifiers) {
    FxThread.run(
        () -> {
          createSkins();
          Robot robot = new Robot();
          for (KeyCode modifier : modifiers) {
            robot.keyPress(modifier == KeyCode.SHORTCUT ? KeyCode.CONTROL : modifier);
          }
          robot.keyType(key);
          for (KeyCode modifier : modifiers) {
            robot.keyRelease(modifier == KeyCode.SHORTCUT ? KeyCode.CONTROL : modifier);
          }
        });
    FxThread.settle();
  }
}
