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

/// A segmented control: a row of options of which one is selected. JavaFX thread only.
///
/// @param <T> type of the values
public final class SegmentedControl<T> {
  private final HBox box = new HBox(2);
  private final ToggleGroup group = new ToggleGroup();
  private final Consumer<T> onSelected;

  /// @param words accessible name
  /// @param chosen receives the value that the user selects
  public SegmentedControl(ObservableValue<String> words, Consumer<T> chosen) {
    this.onSelected = chosen;
    box.getStyleClass().add("akin-choices");
    box.setAlignment(Pos.CENTER_LEFT);
    box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    box.setMinWidth(Region.USE_PREF_SIZE);
    box.accessibleTextProperty().bind(words);
  }

  /// Adds an option.
  ///
  /// @param icon shown before the text; null for none
  public SegmentedControl<T> addOption(
      T value, ObservableValue<String> words, @Nullable Node icon) {
    ToggleButton button = new ToggleButton(null, icon);
    button.textProperty().bind(words);
    button.setUserData(value);
    button.setToggleGroup(group);
    button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
    button.getStyleClass().add("akin-choice");
    button.setOnAction(
        _ -> {
          // Keeps the selected option selected when it is pressed again.
          button.setSelected(true);
          onSelected.accept(value);
        });
    box.getChildren().add(button);
    return this;
  }

  /// Selects a value without notification.
  public void select(T value) {
    group.getToggles().forEach(toggle -> toggle.setSelected(value.equals(toggle.getUserData())));
  }

  /// Returns the view.
  public Region view() {
    return box;
  }
}
