package app.akin.desktop.marks;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Five stars that show a rating and set it: by a click, by the arrow keys, and by the keys 0 to 5.
/// A click on the last star of the rating removes it. JavaFX thread only.
public final class StarControl extends HBox {
  /// Style class of the control, which uses typed digits itself.
  public static final String STYLE = "akin-stars";

  private static final PseudoClass MIXED = PseudoClass.getPseudoClass("mixed");

  private final Language language;
  private final IntConsumer onRated;
  private final StackPane[] stars = new StackPane[Mark.MOST_STARS];

  /// The shown rating; null if it differs among photos.
  private @Nullable Integer rating = 0;

  /// @param onRated receives the rating that the user sets, 0 to remove it
  StarControl(Language language, IntConsumer onRated) {
    this.language = language;
    this.onRated = onRated;
    getStyleClass().add(STYLE);
    setAlignment(Pos.CENTER_LEFT);
    setMaxWidth(Region.USE_PREF_SIZE);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.SLIDER);
    for (int i = 0; i < stars.length; i++) {
      int number = i + 1;
      StackPane star = new StackPane();
      star.getStyleClass().add("akin-star-place");
      star.addEventHandler(MouseEvent.MOUSE_ENTERED, _ -> draw(number));
      star.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> draw(shown()));
      star.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> click(number));
      stars[i] = star;
      getChildren().add(star);
    }
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    show(0);
  }

  /// Shows a rating.
  ///
  /// @param now null if it differs among photos
  void show(@Nullable Integer now) {
    rating = now;
    pseudoClassStateChanged(MIXED, now == null);
    String words =
        now == null
            ? language.of("marks.mixed")
            : now == 0 ? language.of("marks.unrated") : language.of("marks.stars", now);
    setAccessibleText(language.of("marks.rating.value", words));
    notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    draw(shown());
  }

  private int shown() {
    Integer now = rating;
    return now == null ? 0 : now;
  }

  private void draw(int filled) {
    for (int i = 0; i < stars.length; i++) {
      boolean full = i < filled;
      var icon = (full ? Icon.RATED : Icon.UNRATED).node(Icon.Size.CLEAR);
      if (full) {
        icon.getStyleClass().add("akin-star");
      }
      stars[i].getChildren().setAll(icon);
    }
  }

  private void click(int number) {
    requestFocus();
    set(Integer.valueOf(number).equals(rating) ? 0 : number);
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    boolean mirrored = getEffectiveNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
    switch (event.getCode()) {
      case LEFT, DOWN -> step(mirrored ? 1 : -1);
      case RIGHT, UP -> step(mirrored ? -1 : 1);
      default -> {
        if (!(Mark.of(event.getCode()).orElse(null) instanceof Mark.Rating(int number))) {
          return;
        }
        set(number);
      }
    }
    event.consume();
  }

  private void step(int by) {
    set(Math.clamp(shown() + by, 0, Mark.MOST_STARS));
  }

  private void set(int number) {
    if (!Integer.valueOf(number).equals(rating)) {
      show(number);
      onRated.accept(number);
    }
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case MIN_VALUE -> 0.0;
      case MAX_VALUE -> (double) Mark.MOST_STARS;
      case VALUE -> (double) shown();
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    switch (action) {
      case INCREMENT -> step(1);
      case DECREMENT -> step(-1);
      default -> super.executeAccessibleAction(action, parameters);
    }
  }
}
