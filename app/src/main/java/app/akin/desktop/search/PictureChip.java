package app.akin.desktop.search;

import app.akin.core.search.Crop;
import app.akin.core.search.QueryPart;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;

/// The chip of a query image in the search bar: its crop, its weight, and a remove button.
/// Recreated for every change, so it has no listeners.
final class PictureChip {
  private static final double SIDE = 44;
  private static final double SMALL = 28;
  private static final double ROUND = 16;

  private final StackPane pane = new StackPane();

  /// @param small whether the chip is one of many
  /// @param open opens the crop view
  /// @param remove removes the image
  PictureChip(
      QueryPart.Image part,
      boolean small,
      QueryThumbnails thumbnails,
      Language language,
      Runnable open,
      Runnable remove) {
    double side = small ? SMALL : SIDE;
    ImageView image = square(side);
    StackPane face = new StackPane(Icon.PHOTO.node(Icon.Size.CLEAR), image);
    face.getStyleClass().add("akin-chip-face");
    face.setPrefSize(side, side);
    thumbnails.show(part.image(), picture -> show(image, picture, part.crop()));

    Button button = new Button(null, face);
    button.getStyleClass().add("akin-picture-chip");
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.setAccessibleText(language.of("search.chip.picture"));
    Tooltips.setText(button, language.of("search.chip.open"));
    button.setOnAction(_ -> open.run());
    button.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
            remove.run();
            event.consume();
          }
        });

    Button close = new Button(null, Icon.CLOSE.node(Icon.Size.TINY));
    close.getStyleClass().add("akin-chip-close");
    close.setAccessibleText(language.of("search.chip.remove"));
    close.setFocusTraversable(false);
    close.setOnAction(_ -> remove.run());
    StackPane.setAlignment(close, Pos.TOP_RIGHT);
    StackPane.setMargin(close, new Insets(2));

    pane.getChildren().addAll(button, close);
    if (part.weight() != 1) {
      Label weight = new Label(language.of("search.chip.times", part.weight()));
      weight.getStyleClass().add("akin-chip-weight");
      weight.setMouseTransparent(true);
      StackPane.setAlignment(weight, Pos.BOTTOM_CENTER);
      pane.getChildren().add(weight);
    }
  }

  StackPane view() {
    return pane;
  }

  /// Returns a view of a square with round corners.
  static ImageView square(double side) {
    ImageView image = new ImageView();
    image.setFitWidth(side);
    image.setFitHeight(side);
    image.setSmooth(true);
    Rectangle round = new Rectangle(side, side);
    round.setArcWidth(ROUND * side / SIDE);
    round.setArcHeight(ROUND * side / SIDE);
    image.setClip(round);
    return image;
  }

  /// Shows the crop, cut to a centered square.
  static void show(ImageView view, Image picture, Crop crop) {
    double width = crop.width() * picture.getWidth();
    double height = crop.height() * picture.getHeight();
    double side = Math.min(width, height);
    view.setImage(picture);
    view.setViewport(
        new Rectangle2D(
            crop.left() * picture.getWidth() + (width - side) / 2,
            crop.top() * picture.getHeight() + (height - side) / 2,
            side,
            side));
  }
}
