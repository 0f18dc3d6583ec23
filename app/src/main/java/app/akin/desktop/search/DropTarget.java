package app.akin.desktop.search;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Makes the window a drop target, and shows a sign during a drag. JavaFX thread only.
public final class DropTarget {
  private final StackPane pane = new StackPane();
  private final VBox sign = new VBox(12);

  /// @param content the content of the window
  /// @param take receives the dropped content
  public DropTarget(Region content, Language language, Consumer<DroppedContent> take) {
    Label words = new Label();
    words.textProperty().bind(language.text("shell.drop"));
    words.getStyleClass().add("akin-title");
    sign.getChildren().addAll(Icon.ADD_PHOTO.node(Icon.Size.HUGE), words);
    sign.setAlignment(Pos.CENTER);
    sign.getStyleClass().add("akin-drop");
    sign.setMouseTransparent(true);
    sign.setVisible(false);
    pane.getChildren().addAll(content, sign);
    pane.addEventHandler(DragEvent.DRAG_OVER, this::over);
    pane.addEventHandler(DragEvent.DRAG_EXITED, _ -> invite(false));
    pane.addEventHandler(
        DragEvent.DRAG_DROPPED,
        event -> {
          invite(false);
          Optional<DroppedContent> dropped = ClipboardReader.read(event.getDragboard());
          dropped.ifPresent(take);
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
    sign.setVisible(shown);
  }

  private void over(DragEvent event) {
    if (ClipboardReader.mayContain(event.getDragboard())) {
      event.acceptTransferModes(TransferMode.COPY);
      invite(true);
      event.consume();
    }
  }
}
