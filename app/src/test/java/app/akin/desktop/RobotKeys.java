package app.akin.desktop;

import app.akin.core.kit.Await;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Scene;
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

  /// Waits until keys reach the controls that a user sees: controls have skins, and the focus is
  /// not on a removed one.
  static void awaitControls() {
    try {
      Await.until("controls", () -> FxThread.call(RobotKeys::areControlsReady));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns whether the focus is on nodes of their scenes, as it is from the next pulse on.
  /// Creates the skins that the next pulse would create.
  private static boolean areControlsReady() {
    boolean ready = true;
    for (Window window : List.copyOf(Window.getWindows())) {
      Scene scene = window.getScene();
      if (scene != null) {
        scene.getRoot().applyCss();
        Node owner = scene.getFocusOwner();
        ready &= owner == null || scene.equals(owner.getScene());
      }
    }
    return ready;
  }

  /// Presses and releases a key while modifiers are held, and waits until it has been handled.
  static void press(KeyCode key, KeyCode... modifiers) {
    awaitControls();
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
