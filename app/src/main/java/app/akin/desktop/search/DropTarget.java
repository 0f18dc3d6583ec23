package app.akin.desktop.search;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Makes the window a drop target, and shows a sign during a drag. If the query has images already,
/// the sign has two halves: a new image replaces them or is added. JavaFX thread only.
public final class DropTarget {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final StackPane pane = new StackPane();
  private final Region replace;
  private final Region add;
  private final HBox sign = new HBox();
  private final ObservableValue<Boolean> canAdd;

  /// @param content the content of the window
  /// @param canAdd whether the query has images
  /// @param take receives the dropped content, and whether it is added
  public DropTarget(
      Region content,
      Language language,
      ObservableValue<Boolean> canAdd,
      BiConsumer<DroppedContent, Boolean> take) {
    this.canAdd = canAdd;
    replace = half(Icon.SEARCH_WITH, language.text("shell.drop"));
    add = half(Icon.ADD_PHOTO, language.text("shell.drop.add"));
    add.managedProperty().bind(add.visibleProperty());
    add.setVisible(false);
    sign.getChildren().addAll(replace, add);
    sign.getStyleClass().add("akin-drop");
    sign.setMouseTransparent(true);
    sign.setVisible(false);
    pane.getChildren().addAll(content, sign);
    pane.addEventHandler(DragEvent.DRAG_OVER, this::over);
    pane.addEventHandler(DragEvent.DRAG_EXITED, _ -> invite(false));
    pane.addEventHandler(
        DragEvent.DRAG_DROPPED,
        event -> {
          boolean added = isAdd(event);
          invite(false);
          Optional<DroppedContent> dropped = ClipboardReader.read(event.getDragboard());
          dropped.ifPresent(one -> take.accept(one, added));
          event.setDropCompleted(dropped.isPresent());
          event.consume();
        });
  }

  /// Returns the content with the sign above it.
  public Region view() {
    return pane;
  }

  /// Shows or hides the drop sign.
  public void invite(boolean shown) {
    add.setVisible(canAdd.getValue());
    sign.setVisible(shown);
  }

  private static Region half(Icon icon, ObservableValue<String> text) {
    Label words = new Label();
    words.textProperty().bind(text);
    words.setWrapText(true);
    words.getStyleClass().add("akin-title");
    VBox half = new VBox(12, icon.node(Icon.Size.HUGE), words);
    half.setAlignment(Pos.CENTER);
    half.setMaxWidth(Double.MAX_VALUE);
    half.setPrefWidth(0);
    half.getStyleClass().add("akin-drop-half");
    HBox.setHgrow(half, Priority.ALWAYS);
    return half;
  }

  private boolean isAdd(DragEvent event) {
    return canAdd.getValue() && event.getX() > pane.getWidth() / 2;
  }

  private void over(DragEvent event) {
    if (ClipboardReader.mayContain(event.getDragboard())) {
      event.acceptTransferModes(TransferMode.COPY);
      invite(true);
      add.pseudoClassStateChanged(CHOSEN, isAdd(event));
      replace.pseudoClassStateChanged(CHOSEN, !isAdd(event));
      event.consume();
    }
  }
}
