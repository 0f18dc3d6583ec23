package app.akin.desktop.viewer;

import app.akin.desktop.marks.Mark;
import app.akin.desktop.viewer.ViewerCommands.Action;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.input.KeyEvent;

/// The keys of the viewer: each runs an action or moves the zoomed image. JavaFX thread only.
final class ViewerKeys {
  private static final double PAN = 80;

  private final Consumer<Action> act;
  private final Consumer<Mark> mark;
  private final ZoomableImage stage;
  private final BooleanSupplier fullScreen;

  /// @param act runs an action
  /// @param mark sets a mark of the photo
  /// @param stage the image that is moved
  /// @param fullScreen whether the window is in full screen, which Escape leaves first
  ViewerKeys(
      Consumer<Action> act, Consumer<Mark> mark, ZoomableImage stage, BooleanSupplier fullScreen) {
    this.act = act;
    this.mark = mark;
    this.stage = stage;
    this.fullScreen = fullScreen;
  }

  /// Handles a pressed key, and consumes it if it has a function.
  void press(KeyEvent event) {
    boolean handled =
        pressWithAlt(event)
            || (event.isShortcutDown()
                ? pressWithShortcut(event)
                : event.isShiftDown() ? pressWithShift(event) : pressAlone(event));
    if (handled) {
      event.consume();
    }
  }

  private boolean pressWithAlt(KeyEvent event) {
    if (!event.isAltDown() || event.isShortcutDown()) {
      return false;
    }
    return switch (event.getCode()) {
      case M -> run(Action.MORE);
      case L -> run(Action.LESS);
      default -> false;
    };
  }

  private boolean pressWithShortcut(KeyEvent event) {
    return switch (event.getCode()) {
      case C -> run(event.isShiftDown() ? Action.COPY_PATH : Action.COPY_PICTURE);
      case DIGIT0, NUMPAD0 -> run(Action.FIT);
      case DIGIT1, NUMPAD1 -> run(Action.ACTUAL_SIZE);
      case K -> run(Action.COMPARE_STACK);
      case E -> event.isShiftDown() && run(Action.OPEN_IN);
      case G -> run(event.isShiftDown() ? Action.TAKE_OUT : Action.JOIN_NEXT);
      default -> false;
    };
  }

  private boolean pressWithShift(KeyEvent event) {
    return switch (event.getCode()) {
      case LEFT -> pan(PAN, 0);
      case RIGHT -> pan(-PAN, 0);
      case UP -> pan(0, PAN);
      case DOWN -> pan(0, -PAN);
      case EQUALS, PLUS -> run(Action.ZOOM_IN);
      // Some keyboards have digits on the second level.
      default -> Mark.of(event.getCode()).orElse(null) instanceof Mark.Rating stars && set(stars);
    };
  }

  private boolean pressAlone(KeyEvent event) {
    return switch (event.getCode()) {
      case LEFT, PAGE_UP -> run(Action.PREVIOUS);
      case RIGHT, PAGE_DOWN -> run(Action.NEXT);
      case UP -> run(Action.STACK_PREVIOUS);
      case DOWN -> run(Action.STACK_NEXT);
      case M -> run(Action.MAKE_COVER);
      case ESCAPE -> run(fullScreen.getAsBoolean() ? Action.FULL_SCREEN : Action.CLOSE);
      case SPACE, ENTER -> run(Action.CLOSE);
      case PLUS, EQUALS, ADD -> run(Action.ZOOM_IN);
      case MINUS, SUBTRACT -> run(Action.ZOOM_OUT);
      case I -> run(Action.FACTS);
      case C -> run(Action.COMPARE);
      case S -> run(Action.SEARCH);
      case B -> run(Action.COLLECT);
      default -> Mark.of(event.getCode()).filter(this::set).isPresent();
    };
  }

  private boolean set(Mark one) {
    mark.accept(one);
    return true;
  }

  private boolean run(Action action) {
    act.accept(action);
    return true;
  }

  private boolean pan(double x, double y) {
    stage.pan(x, y);
    return true;
  }
}
