package app.akin.desktop.viewer;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import javafx.util.StringConverter;

/// The controls of a slideshow over the photo. They and the pointer are hidden while the mouse
/// rests and no control has the focus. JavaFX thread only.
final class SlideshowBar {
  private static final Duration HIDE_AFTER = Duration.seconds(2.5);

  private final Slideshow slideshow;
  private final HBox bar = new HBox(2);
  private final PauseTransition hide = new PauseTransition(HIDE_AFTER);
  private final Node surface;

  /// @param surface the node over which mouse moves show the controls
  /// @param choices the times to choose from, in seconds
  /// @param end ends the slideshow
  SlideshowBar(
      Slideshow slideshow, Node surface, List<Integer> choices, Runnable end, Language language) {
    this.slideshow = slideshow;
    this.surface = surface;
    Button pause = new Button();
    slideshow
        .pausedProperty()
        .subscribe(
            paused -> pause.setGraphic((paused ? Icon.RESUME : Icon.PAUSE).node(Icon.Size.CLEAR)));
    dress(
        pause,
        slideshow
            .pausedProperty()
            .flatMap(
                paused -> language.text(paused ? "viewer.slides.resume" : "viewer.slides.pause")));
    pause.setOnAction(_ -> slideshow.pausedProperty().set(!slideshow.pausedProperty().get()));
    bar.getChildren()
        .addAll(
            button(Icon.PREVIOUS, "viewer.slides.previous", () -> slideshow.step(-1), language),
            pause,
            button(Icon.NEXT, "viewer.slides.next", () -> slideshow.step(1), language),
            seconds(choices, language),
            button(Icon.CLOSE, "viewer.slides.end", end, language));
    bar.setAlignment(Pos.CENTER);
    bar.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    bar.getStyleClass().addAll("akin-selection-bar", "akin-slideshow-bar");
    bar.setVisible(false);
    hide.setOnFinished(_ -> rest());
    surface.addEventFilter(MouseEvent.MOUSE_MOVED, _ -> wake());
    bar.focusWithinProperty().subscribe(this::wake);
    slideshow.runningProperty().subscribe(this::wake);
  }

  /// Returns the view.
  Region view() {
    return bar;
  }

  private void wake() {
    boolean running = slideshow.runningProperty().get();
    bar.setVisible(running);
    surface.setCursor(Cursor.DEFAULT);
    if (running) {
      hide.playFromStart();
    } else {
      hide.stop();
    }
  }

  private void rest() {
    if (!bar.isFocusWithin() && !bar.isHover()) {
      bar.setVisible(false);
      surface.setCursor(Cursor.NONE);
    }
  }

  private ComboBox<Integer> seconds(List<Integer> choices, Language language) {
    ComboBox<Integer> box = new ComboBox<>();
    box.getItems().setAll(choices);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Integer value) {
            return value == null ? "" : language.of("viewer.slides.seconds", value);
          }

          @Override
          public Integer fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    box.setValue(slideshow.secondsProperty().get());
    box.valueProperty().subscribe((_, value) -> slideshow.secondsProperty().set(value));
    box.accessibleTextProperty().bind(language.text("viewer.slides.time"));
    Tooltips.setText(box, language.text("viewer.slides.time"));
    return box;
  }

  private static Button button(Icon icon, String key, Runnable action, Language language) {
    Button button = new Button(null, icon.node(Icon.Size.CLEAR));
    dress(button, language.text(key));
    button.setOnAction(_ -> action.run());
    return button;
  }

  private static void dress(Button button, ObservableValue<String> name) {
    button.getStyleClass().add("akin-quiet-button");
    button.accessibleTextProperty().bind(name);
    Tooltips.setText(button, name);
  }
}
