package app.akin.desktop.theme;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A scrolling page with a title, a lead sentence and parts in one column of limited width. JavaFX
/// thread only.
public final class Page {
  private final VBox column = new VBox();
  private final ScrollPane scroll;

  /// @param title the title
  /// @param lead the sentence below the title
  public Page(ObservableValue<String> title, ObservableValue<String> lead) {
    column.getStyleClass().add("akin-page");
    column.getChildren().add(new VBox(6, text(title, "akin-title"), text(lead, "akin-muted")));
    StackPane middle = new StackPane(column);
    middle.setAlignment(Pos.TOP_CENTER);
    scroll = scroll(middle);
  }

  /// Returns a pane that scrolls vertically. The room of its scroll bar stays reserved while the
  /// bar is hidden, so that the content does not move sideways.
  public static ScrollPane scroll(Region content) {
    ScrollPane pane = new ScrollPane(content);
    pane.getStyleClass().add("akin-page-scroll");
    pane.setFitToWidth(true);
    pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    pane.setFocusTraversable(false);
    pane.viewportBoundsProperty()
        .subscribe(
            viewport -> {
              if (pane.lookup(".scroll-bar:vertical") instanceof ScrollBar bar) {
                boolean shown = viewport.getWidth() < pane.getWidth();
                content.setPadding(new Insets(0, shown ? 0 : bar.prefWidth(-1), 0, 0));
              }
            });
    return pane;
  }

  /// Appends a part.
  public Page add(Node part) {
    column.getChildren().add(part);
    return this;
  }

  /// Appends a part with a heading.
  public Page add(ObservableValue<String> heading, Node part) {
    VBox section = new VBox(8, text(heading, "akin-heading"), part);
    return add(section);
  }

  /// Returns the view.
  public Region view() {
    return scroll;
  }

  /// Returns a titled section that is collapsed at first.
  public static TitledPane fold(ObservableValue<String> title, Node content) {
    TitledPane fold = new TitledPane();
    fold.textProperty().bind(title);
    fold.setContent(content);
    fold.setExpanded(false);
    fold.setAnimated(false);
    fold.getStyleClass().add("akin-fold");
    return fold;
  }

  /// Returns a row: lines that fill the width, and controls at its end.
  public static HBox row(VBox lines, Node... end) {
    lines.setMinWidth(0);
    HBox.setHgrow(lines, Priority.ALWAYS);
    HBox row = new HBox(24, lines);
    row.getChildren().addAll(end);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("akin-row");
    return row;
  }

  /// Returns a wrapping label bound to a text.
  ///
  /// @param styles style classes
  public static Label text(ObservableValue<String> words, String... styles) {
    Label label = line(words, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /// Returns a single-line label bound to a text.
  ///
  /// @param styles style classes
  public static Label line(ObservableValue<String> words, String... styles) {
    Label label = new Label();
    label.textProperty().bind(words);
    label.getStyleClass().addAll(styles);
    label.setAccessibleRole(AccessibleRole.TEXT);
    return label;
  }
}
