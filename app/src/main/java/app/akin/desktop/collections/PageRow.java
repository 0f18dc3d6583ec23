package app.akin.desktop.collections;

import app.akin.desktop.theme.Tooltips;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A row of the page: a button with picture, name and detail, and further controls at its end.
/// JavaFX thread only.
final class PageRow {
  private final HBox row = new HBox(4);
  private final FlowPane first = new FlowPane(8, 2);

  /// @param picture shown at the start
  /// @param detail shown below the name; empty for none
  /// @param spoken accessible name of the button
  PageRow(Node picture, String name, String detail, String spoken, Runnable open) {
    Label title = new Label(name);
    title.getStyleClass().add("akin-strong");
    title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    title.setMinWidth(0);
    first.setMinWidth(0);
    title.maxWidthProperty().bind(first.widthProperty());
    first.getChildren().add(title);
    VBox words = new VBox(2, first);
    if (!detail.isEmpty()) {
      Label small = new Label(detail);
      small.getStyleClass().addAll("akin-muted", "akin-small");
      small.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      small.setMinWidth(0);
      words.getChildren().add(small);
    }
    words.setMinWidth(0);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(14, picture, words);
    line.setAlignment(Pos.CENTER_LEFT);
    Button button = new Button(null, line);
    button.getStyleClass().add("akin-folder-open");
    button.setMinWidth(0);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAlignment(Pos.CENTER_LEFT);
    button.setAccessibleText(spoken);
    Tooltips.setText(button, detail.isEmpty() ? name : name + "\n" + detail);
    button.setOnAction(_ -> open.run());
    line.prefWidthProperty().bind(button.widthProperty().subtract(24));
    HBox.setHgrow(button, Priority.ALWAYS);
    HBox.setMargin(button, new Insets(-6, 0, -6, -8));
    row.getChildren().add(button);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().addAll("akin-row", "akin-page-row");
  }

  /// Adds a badge beside the name.
  ///
  /// @param styles further style classes
  PageRow badge(String text, String... styles) {
    Label badge = new Label(text);
    badge.getStyleClass().add("akin-badge");
    badge.getStyleClass().addAll(styles);
    badge.setMinWidth(Region.USE_PREF_SIZE);
    first.getChildren().add(badge);
    return this;
  }

  /// Adds a control at the end.
  PageRow add(Node control) {
    row.getChildren().add(control);
    return this;
  }

  Region view() {
    return row;
  }
}
