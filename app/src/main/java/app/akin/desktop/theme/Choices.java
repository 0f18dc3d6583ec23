package app.akin.desktop.theme;

import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A few choices beside each other, of which one is taken. JavaFX thread only.
///
/// @param <T> what is chosen
public final class Choices<T> {
  private final HBox box = new HBox(2);
  private final ToggleGroup group = new ToggleGroup();
  private final Consumer<T> chosen;

  /// @param words what the choice is about
  /// @param chosen is told what a person takes
  public Choices(ObservableValue<String> words, Consumer<T> chosen) {
    this.chosen = chosen;
    box.getStyleClass().add("akin-choices");
    box.setAlignment(Pos.CENTER_LEFT);
    box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    box.setMinWidth(Region.USE_PREF_SIZE);
    box.accessibleTextProperty().bind(words);
  }

  /// Adds a choice.
  ///
  /// @param icon before its words; null for none
  public Choices<T> choice(T value, ObservableValue<String> words, @Nullable Node icon) {
    ToggleButton button = new ToggleButton(null, icon);
    button.textProperty().bind(words);
    button.setUserData(value);
    button.setToggleGroup(group);
    button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
    button.getStyleClass().add("akin-choice");
    button.setOnAction(
        _ -> {
          // A second press on the choice that is taken leaves it taken.
          button.setSelected(true);
          chosen.accept(value);
        });
    box.getChildren().add(button);
    return this;
  }

  /// Shows which one is taken.
  public void show(T value) {
    group.getToggles().forEach(toggle -> toggle.setSelected(value.equals(toggle.getUserData())));
  }

  /// The choices.
  public Region view() {
    return box;
  }
}
