package app.akin.desktop;

import java.io.File;
import java.util.Arrays;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.util.Duration;

/// A program to drag files from: a small window at a fixed position that runs until it is killed.
///
/// Arguments: x, y, files.
public final class DragSource {
  static final String TITLE = "Files to drag";
  static final int SIDE = 120;

  private DragSource() {}

  /// Shows the window.
  public static void main(String[] arguments) {
    Platform.startup(() -> show(arguments));
  }

  private static void show(String[] arguments) {
    Pane pane = new Pane();
    pane.setStyle("-fx-background-color: teal");
    pane.setOnDragDetected(
        event -> {
          ClipboardContent content = new ClipboardContent();
          content.putFiles(Arrays.stream(arguments).skip(2).map(File::new).toList());
          pane.startDragAndDrop(TransferMode.COPY).setContent(content);
          event.consume();
        });
    Stage stage = new Stage();
    stage.setScene(new Scene(pane, SIDE, SIDE));
    stage.setX(Double.parseDouble(arguments[0]));
    stage.setY(Double.parseDouble(arguments[1]));
    stage.show();
    // Its title says that it is drawn, in its place and ready for the mouse.
    PauseTransition drawn = new PauseTransition(Duration.millis(500));
    drawn.setOnFinished(event -> stage.setTitle(TITLE));
    drawn.play();
  }
}
