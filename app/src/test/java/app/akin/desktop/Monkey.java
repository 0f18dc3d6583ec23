package app.akin.desktop;

import app.akin.desktop.search.DroppedContent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;

/// Plays with a window by real events of mouse, wheel and keyboard, in an order that a seed
/// decides.
final class Monkey {
  /// Keys that mean something somewhere.
  private static final List<KeyCode> KEYS =
      List.of(
          KeyCode.TAB,
          KeyCode.ENTER,
          KeyCode.ESCAPE,
          KeyCode.SPACE,
          KeyCode.LEFT,
          KeyCode.RIGHT,
          KeyCode.UP,
          KeyCode.DOWN,
          KeyCode.HOME,
          KeyCode.END,
          KeyCode.PAGE_DOWN,
          KeyCode.PAGE_UP,
          KeyCode.F1,
          KeyCode.DELETE,
          KeyCode.BACK_SPACE,
          KeyCode.S,
          KeyCode.I,
          KeyCode.DIGIT0,
          KeyCode.SLASH);

  private static final List<String> WORDS =
      List.of("night", "a red house", "sea", "not people", "make it brighter", "雪", "");

  /// The platform's own choosers block or throw; they are tried elsewhere.
  private static final Set<KeyCode> CHOOSERS = EnumSet.of(KeyCode.O, KeyCode.V, KeyCode.C);

  private static final double SMALLEST = 90;
  private static final double USUAL = 190;
  private static final double LARGEST = 380;
  private static final int PAGES = 60;

  private final WindowFixture room;
  private final Random random;
  private final Consumer<Throwable> thrown;

  /// @param thrown is told what an event threw at the robot: some platforms answer for what it
  ///   calls
  Monkey(WindowFixture room, long seed, Consumer<Throwable> thrown) {
    this.thrown = thrown;
    this.room = room;
    this.random = new Random(seed);
  }

  /// Does one thing.
  void play() {
    int kind = random.nextInt(100);
    FxThread.run(
        () -> {
          try {
            play(new Robot(), kind);
          } catch (RuntimeException e) {
            thrown.accept(e);
          }
        });
  }

  private void play(Robot robot, int kind) {
    robot.mouseMove(place());
    if (kind < 40) {
      robot.mouseClick(MouseButton.PRIMARY);
    } else if (kind < 44) {
      robot.mouseClick(MouseButton.SECONDARY);
    } else if (kind < 54) {
      robot.mouseWheel(random.nextInt(-6, 7));
    } else if (kind < 60) {
      robot.mousePress(MouseButton.PRIMARY);
      robot.mouseMove(place());
      robot.mouseRelease(MouseButton.PRIMARY);
    } else if (kind < 88) {
      press(robot);
    } else if (kind < 94) {
      type(robot);
    } else if (kind < 97) {
      resize();
    } else {
      chord(robot);
    }
  }

  /// Goes through every place, the keys, the facts and a large photo: each is made when it is first
  /// seen, and kept.
  void around() {
    for (ToggleButton button : toggles(".akin-rail-button")) {
      FxThread.run(button::fire);
      FxThread.settle();
    }
    // Each photo as large as it gets, so that every picture that is kept is there.
    slide(LARGEST);
    room.find(".akin-grid").ifPresent(grid -> FxThread.run(grid::requestFocus));
    for (int i = 0; i < PAGES; i++) {
      FxThread.run(() -> new Robot().keyType(KeyCode.PAGE_DOWN));
      FxThread.settle();
    }
    // As many photos as ever, so that all nodes that wait for photos are there.
    slide(SMALLEST);
    settle();
    FxThread.run(() -> new Robot().keyType(KeyCode.F1));
    settle();
    room.find(".akin-grid").ifPresent(grid -> FxThread.run(grid::requestFocus));
    FxThread.run(
        () -> {
          Robot robot = new Robot();
          robot.keyType(KeyCode.HOME);
          robot.keyType(KeyCode.ENTER);
        });
    settle();
  }

  /// Goes back to where everybody begins: nothing on top, nothing asked, the first place and its
  /// first photos, no facts beside it, a window and photos of the usual size.
  void settle() {
    FxThread.run(
        () -> {
          Robot robot = new Robot();
          robot.keyPress(KeyCode.CONTROL);
          robot.keyType(KeyCode.F);
          robot.keyRelease(KeyCode.CONTROL);
          for (int i = 0; i < 6; i++) {
            robot.keyType(KeyCode.ESCAPE);
          }
          room.stage().setWidth(900);
          room.stage().setHeight(800);
        });
    FxThread.settle();
    for (ToggleButton facts : toggles(".akin-facts-button")) {
      if (facts.isSelected()) {
        FxThread.run(facts::fire);
      }
    }
    // By way of the smallest: how many nodes wait for photos depends on what was seen before.
    slide(SMALLEST);
    slide(USUAL);
    press(".akin-notice .button-icon");
    press(".akin-offer-open .akin-soft");
    // To the same photos, of which a screen may hold more or fewer elsewhere.
    room.find(".akin-grid").ifPresent(grid -> FxThread.run(grid::requestFocus));
    FxThread.run(() -> new Robot().keyType(KeyCode.HOME));
    FxThread.settle();
  }

  /// Drops a folder on a window that has none any more and says yes, so that the game goes on with
  /// photos.
  ///
  /// @return whether that was needed
  boolean takeBack(Path folder) throws InterruptedException {
    if (room.find(".akin-welcome").isEmpty()) {
      return false;
    }
    room.take(new DroppedContent.Files(List.of(folder)));
    Display.until("a question", () -> room.find(".akin-notice-action").isPresent());
    press(".akin-notice-action");
    // The folders were shown; the photos are the first place.
    FxThread.run(toggles(".akin-rail-place").getFirst()::fire);
    Display.until("photos", () -> room.find(".akin-photo").isPresent());
    return true;
  }

  private void press(String selector) {
    room.find(selector)
        .filter(Button.class::isInstance)
        .map(Button.class::cast)
        .ifPresent(button -> FxThread.run(button::fire));
  }

  private void slide(double to) {
    room.find(".akin-size-slider")
        .filter(Slider.class::isInstance)
        .map(Slider.class::cast)
        .ifPresent(slider -> FxThread.run(() -> slider.setValue(to)));
    FxThread.run(() -> room.scene().getRoot().layout());
    FxThread.settle();
  }

  private List<ToggleButton> toggles(String selector) {
    return FxThread.call(
        () ->
            room.scene().getRoot().lookupAll(selector).stream()
                .filter(ToggleButton.class::isInstance)
                .map(ToggleButton.class::cast)
                .toList());
  }

  private Point2D place() {
    double x = room.stage().getX() + room.scene().getX();
    double y = room.stage().getY() + room.scene().getY();
    return new Point2D(
        x + random.nextDouble() * room.scene().getWidth(),
        y + random.nextDouble() * room.scene().getHeight());
  }

  private void press(Robot robot) {
    robot.keyType(KEYS.get(random.nextInt(KEYS.size())));
  }

  private void type(Robot robot) {
    String words = WORDS.get(random.nextInt(WORDS.size()));
    for (int i = 0; i < words.length(); i++) {
      char letter = words.charAt(i);
      KeyCode code =
          letter == ' '
              ? KeyCode.SPACE
              : KeyCode.getKeyCode(("" + letter).toUpperCase(Locale.ROOT));
      if (code != null) {
        robot.keyType(code);
      }
    }
  }

  private void chord(Robot robot) {
    List<KeyCode> codes =
        List.of(KeyCode.F, KeyCode.A, KeyCode.LEFT, KeyCode.RIGHT, KeyCode.O).stream()
            .filter(code -> !CHOOSERS.contains(code))
            .toList();
    KeyCode code = codes.get(random.nextInt(codes.size()));
    KeyCode with = code.isArrowKey() ? KeyCode.ALT : KeyCode.CONTROL;
    robot.keyPress(with);
    robot.keyType(code);
    robot.keyRelease(with);
  }

  private void resize() {
    room.stage().setWidth(800 + random.nextInt(200));
    room.stage().setHeight(600 + random.nextInt(400));
  }
}
