package app.akin.desktop;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;

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

  /// Presses and releases a key while modifiers are held, and waits until it has been handled.
  static void press(KeyCode key, KeyCode... modifiers) {
    FxThread.run(
        () -> {
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
