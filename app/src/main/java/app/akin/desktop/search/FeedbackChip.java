package app.akin.desktop.search;

import app.akin.core.search.Crop;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/// The chip of a photo that is marked as a right or wrong result: a plus or minus sign, the photo
/// and a remove button. Recreated for every change, so it has no listeners. JavaFX thread only.
final class FeedbackChip {
  private static final double SIDE = 28;
  private static final String STYLE = "akin-feedback-chip";

  private final HBox pane = new HBox(4);

  /// The place of a photo among those of its direction.
  ///
  /// @param number its number, from 1
  /// @param count number of all
  record Place(int number, int count) {}

  /// @param remove removes the photo from the query
  FeedbackChip(
      QueryPart.Feedback part,
      Place place,
      QueryThumbnails thumbnails,
      Language language,
      Runnable remove) {
    boolean more = part.direction() == Direction.MORE;
    pane.getStyleClass().addAll("akin-chip", STYLE, more ? "akin-more-chip" : "akin-not-chip");
    pane.setAlignment(Pos.CENTER_LEFT);
    ImageView image = PictureChip.square(SIDE);
    StackPane face = new StackPane(Icon.PHOTO.node(Icon.Size.SMALL), image);
    face.setMinSize(SIDE, SIDE);
    face.setPrefSize(SIDE, SIDE);
    thumbnails.show(part.image(), picture -> PictureChip.show(image, picture, Crop.WHOLE));
    String name =
        language.of(
            more ? "feedback.chip.removeMore" : "feedback.chip.removeLess",
            place.number(),
            place.count());
    Button close = new Button(null, Icon.CLOSE.node(Icon.Size.TINY));
    close.getStyleClass().add("akin-chip-x");
    close.setAccessibleText(name);
    Tooltips.setText(close, name);
    close.setOnAction(_ -> remove.run());
    close.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
            remove.run();
            event.consume();
          }
        });
    pane.getChildren()
        .addAll((more ? Icon.MORE_LIKE : Icon.LESS_LIKE).node(Icon.Size.SMALL), face, close);
  }

  HBox view() {
    return pane;
  }

  /// Returns the place of the chip that has the focus, or -1.
  static int focused(List<Node> chips) {
    for (int i = 0; i < chips.size(); i++) {
      if (isChip(chips.get(i)) && chips.get(i).isFocusWithin()) {
        return i;
      }
    }
    return -1;
  }

  /// Focuses the chip at a place, otherwise the last one.
  ///
  /// @return false if there is none
  static boolean focus(List<Node> chips, int place) {
    if (chips.isEmpty()) {
      return false;
    }
    Node chip = chips.get(Math.min(place, chips.size() - 1));
    if (!isChip(chip) || !(chip instanceof HBox box)) {
      return false;
    }
    box.getChildren().getLast().requestFocus();
    return true;
  }

  private static boolean isChip(Node node) {
    return node.getStyleClass().contains(STYLE);
  }
}
