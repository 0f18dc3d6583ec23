package app.akin.desktop.marks;

import app.akin.core.photo.Flag;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The flag of photos as three buttons of which one is selected, or none if it differs. The buttons
/// wrap with large text. JavaFX thread only.
final class FlagControl {
  /// Width that the buttons never reach, so that only the panel wraps them.
  private static final double WIDE = 2_000;

  private final FlowPane box = new FlowPane(2, 2);
  private final ToggleGroup group = new ToggleGroup();
  private final Language language;
  private final Consumer<Flag> onChosen;

  /// @param onChosen receives the flag that the user chooses
  FlagControl(Language language, Consumer<Flag> onChosen) {
    this.language = language;
    this.onChosen = onChosen;
    box.getStyleClass().addAll("akin-choices", "akin-flags");
    box.setMaxWidth(Region.USE_PREF_SIZE);
    box.setPrefWrapLength(WIDE);
    box.accessibleTextProperty().bind(language.text("marks.flag"));
    box.getChildren()
        .addAll(
            option(Flag.PICK, Icon.PICKED.node(Icon.Size.TINY)),
            option(Flag.NONE, null),
            option(Flag.REJECT, Icon.REJECTED.node(Icon.Size.TINY)));
  }

  private ToggleButton option(Flag flag, @Nullable Node icon) {
    ToggleButton button = new ToggleButton(null, icon);
    button.textProperty().bind(language.text("marks.flag." + flag.word()));
    button.setUserData(flag);
    button.setToggleGroup(group);
    button.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
    button.getStyleClass().add("akin-choice");
    button.setOnAction(
        _ -> {
          // Keeps the current flag selected when it is pressed again.
          button.setSelected(true);
          onChosen.accept(flag);
        });
    return button;
  }

  Region view() {
    return box;
  }

  /// Shows a flag.
  ///
  /// @param flag null if it differs among photos
  void show(@Nullable Flag flag) {
    group
        .getToggles()
        .forEach(toggle -> toggle.setSelected(Objects.equals(toggle.getUserData(), flag)));
  }
}
