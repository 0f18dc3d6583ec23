package app.akin.desktop.theme;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What stands where there is nothing to show: an icon, a few words, a sentence, and what to do
/// about it. JavaFX thread only.
public final class StateView {
  private final VBox column = new VBox(12);
  private final FlowPane actions = new FlowPane(8, 8);

  /// @param icon what it is about, beside words that say it
  /// @param title a few words
  /// @param sentence what it means
  public StateView(Icon icon, ObservableValue<String> title, ObservableValue<String> sentence) {
    StackPane disc = new StackPane(icon.node(Icon.Size.HUGE));
    disc.getStyleClass().add("akin-state-disc");
    disc.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    Region heading = new Balanced(Page.text(title, "akin-state-title"));
    Region body = new Balanced(Page.text(sentence, "akin-muted", "akin-state-body"));
    actions.setAlignment(Pos.CENTER);
    actions.managedProperty().bind(actions.visibleProperty());
    actions.setVisible(false);
    column.getChildren().addAll(disc, heading, body, actions);
    column.setAlignment(Pos.CENTER);
    column.getStyleClass().add("akin-state");
    VBox.setMargin(heading, new javafx.geometry.Insets(8, 0, 0, 0));
    VBox.setMargin(actions, new javafx.geometry.Insets(8, 0, 0, 0));
  }

  /// Adds something to do; the first is the one that is meant.
  public StateView action(ObservableValue<String> words, Runnable action) {
    boolean first = actions.getChildren().isEmpty();
    Button button = Buttons.words(words, action, first ? "accent" : "flat");
    actions.getChildren().add(button);
    actions.setVisible(true);
    return this;
  }

  /// The whole, in the middle of what it is given.
  public Region view() {
    return column;
  }
}
