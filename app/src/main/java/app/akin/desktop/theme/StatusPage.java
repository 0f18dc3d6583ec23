package app.akin.desktop.theme;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A status page: icon, title, sentence and actions, shown instead of content. JavaFX thread only.
public final class StatusPage {
  private final VBox column = new VBox(12);
  private final FlowPane actions = new FlowPane(8, 8);

  /// @param icon the decorative icon
  /// @param title the title
  /// @param sentence the description
  public StatusPage(Icon icon, ObservableValue<String> title, ObservableValue<String> sentence) {
    StackPane disc = new StackPane(icon.node(Icon.Size.HUGE));
    disc.getStyleClass().add("akin-state-disc");
    disc.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    Region heading = new BalancedLabel(Page.text(title, "akin-state-title"));
    Region body = new BalancedLabel(Page.text(sentence, "akin-muted", "akin-state-body"));
    actions.setAlignment(Pos.CENTER);
    actions.managedProperty().bind(actions.visibleProperty());
    actions.setVisible(false);
    column.getChildren().addAll(disc, heading, body, actions);
    column.setAlignment(Pos.CENTER);
    column.getStyleClass().add("akin-state");
    VBox.setMargin(heading, new javafx.geometry.Insets(8, 0, 0, 0));
    VBox.setMargin(actions, new javafx.geometry.Insets(8, 0, 0, 0));
  }

  /// Adds an action; the first is the primary one.
  public StatusPage addAction(ObservableValue<String> words, Runnable action) {
    boolean first = actions.getChildren().isEmpty();
    Button button = Buttons.words(words, action, first ? "accent" : "flat");
    actions.getChildren().add(button);
    actions.setVisible(true);
    return this;
  }

  /// Returns the view, centered in the available space.
  public Region view() {
    return column;
  }
}
