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

/// Sends random mouse, wheel and keyboard events to a window, determined by a seed.
final class Monkey {
  /// Keys with a function.
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

  /// System choosers block or throw; they are tested elsewhere.
  private static final Set<KeyCode> CHOOSERS = EnumSet.of(KeyCode.O, KeyCode.V, KeyCode.C);

  private static final double SMALLEST = 90;
  private static final double USUAL = 190;
  private static final double LARGEST = 380;
  private static final int PAGES = 60;

  private final WindowFixture fixture;
  private Random random = new Random(0);
  private final Consumer<Throwable> thrown;

  /// @param thrown receives exceptions that the robot throws
  Monkey(WindowFixture fixture, Consumer<Throwable> thrown) {
    this.thrown = thrown;
    this.fixture = fixture;
  }

  /// Starts a sequence of actions.
  void restart(long seed) {
    random = new Random(seed);
  }

  /// Performs one random action.
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

  /// Visits every section and overlay, because each is created on first use and cached.
  void around() {
    for (ToggleButton button : toggles(".akin-rail-button")) {
      FxThread.run(button::fire);
      FxThread.settle();
    }
    // Shows photos at maximum size, to fill the caches.
    slide(LARGEST);
    fixture.find(".akin-grid").ifPresent(grid -> FxThread.run(grid::requestFocus));
    for (int i = 0; i < PAGES; i++) {
      FxThread.run(() -> new Robot().keyType(KeyCode.PAGE_DOWN));
      FxThread.settle();
    }
    // Shows as many photos as possible, to create all cells.
    slide(SMALLEST);
    settle();
    FxThread.run(() -> new Robot().keyType(KeyCode.F1));
    settle();
    fixture.find(".akin-grid").ifPresent(grid -> FxThread.run(grid::requestFocus));
    FxThread.run(
        () -> {
          Robot robot = new Robot();
          robot.keyType(KeyCode.HOME);
          robot.keyType(KeyCode.ENTER);
        });
    settle();
  }

  /// Returns to the initial state: no overlay, no query, first section and photos, no inspector,
  /// default sizes.
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
          fixture.stage().setWidth(900);
          fixture.stage().setHeight(800);
        });
    FxThread.settle();
    for (ToggleButton facts : toggles(".akin-facts-button")) {
      if (facts.isSelected()) {
        FxThread.run(facts::fire);
      }
    }
    // Via the smallest size, because the number of spare cells depends on earlier sizes.
    slide(SMALLEST);
    slide(USUAL);
    press(".akin-notice .button-icon");
    press(".akin-offer-open .akin-soft");
    // Returns to the first photos, because other screens hold more or fewer.
    fixture.find(".akin-grid").ifPresent(grid -> FxThread.run(grid::requestFocus));
    FxThread.run(() -> new Robot().keyType(KeyCode.HOME));
    FxThread.settle();
  }

  /// Adds the folder again if the window has none, so that the test continues with photos.
  ///
  /// @return whether it was added
  boolean takeBack(Path folder) throws InterruptedException {
    if (fixture.find(".akin-welcome").isEmpty()) {
      return false;
    }
    fixture.take(new DroppedContent.Files(List.of(folder)));
    Display.until("a question", () -> fixture.find(".akin-notice-action").isPresent());
    press(".akin-notice-action");
    // The folders page is shown; the photos are the first section.
    fixture.open(Section.PHOTOS);
    Display.until("photos", () -> fixture.find(".akin-photo").isPresent());
    return true;
  }

  private void press(String selector) {
    fixture
        .find(selector)
        .filter(Button.class::isInstance)
        .map(Button.class::cast)
        .ifPresent(button -> FxThread.run(button::fire));
  }

  private void slide(double to) {
    fixture
        .find(".akin-size-slider")
        .filter(Slider.class::isInstance)
        .map(Slider.class::cast)
        .ifPresent(slider -> FxThread.run(() -> slider.setValue(to)));
    FxThread.run(() -> fixture.scene().getRoot().layout());
    FxThread.settle();
  }

  private List<ToggleButton> toggles(String selector) {
    return FxThread.call(
        () ->
            fixture.scene().getRoot().lookupAll(selector).stream()
                .filter(ToggleButton.class::isInstance)
                .map(ToggleButton.class::cast)
                .toList());
  }

  private Point2D place() {
    double x = fixture.stage().getX() + fixture.scene().getX();
    double y = fixture.stage().getY() + fixture.scene().getY();
    return new Point2D(
        x + random.nextDouble() * fixture.scene().getWidth(),
        y + random.nextDouble() * fixture.scene().getHeight());
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
    fixture.stage().setWidth(800 + random.nextInt(200));
    fixture.stage().setHeight(600 + random.nextInt(400));
  }
}
