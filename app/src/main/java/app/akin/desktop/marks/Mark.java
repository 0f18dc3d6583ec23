package app.akin.desktop.marks;

import app.akin.core.photo.Flag;
import java.util.Optional;
import javafx.scene.input.KeyCode;

/// A mark that one key or one menu item sets.
public sealed interface Mark {
  /// Maximum number of stars.
  int MOST_STARS = 5;

  /// A rating.
  ///
  /// @param stars 1 to 5, 0 to remove the rating
  record Rating(int stars) implements Mark {}

  /// A flag.
  ///
  /// @param flag [Flag#NONE] to remove the flag
  record Flagged(Flag flag) implements Mark {}

  /// Returns the mark that a key sets: 0 to 5, also of the numeric keypad, for the rating; P, X and
  /// U for pick, reject and no flag.
  static Optional<Mark> of(KeyCode key) {
    return switch (key) {
      case DIGIT0, NUMPAD0 -> Optional.of(new Rating(0));
      case DIGIT1, NUMPAD1 -> Optional.of(new Rating(1));
      case DIGIT2, NUMPAD2 -> Optional.of(new Rating(2));
      case DIGIT3, NUMPAD3 -> Optional.of(new Rating(3));
      case DIGIT4, NUMPAD4 -> Optional.of(new Rating(4));
      case DIGIT5, NUMPAD5 -> Optional.of(new Rating(5));
      case P -> Optional.of(new Flagged(Flag.PICK));
      case X -> Optional.of(new Flagged(Flag.REJECT));
      case U -> Optional.of(new Flagged(Flag.NONE));
      default -> Optional.empty();
    };
  }
}
