package app.akin.desktop.search;

import app.akin.core.search.Crop;
import app.akin.core.search.QueryPart;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.io.ByteArrayInputStream;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Slider;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/// The crop view of a query image: a box to draw, and the weight of the image. Shown as an overlay;
/// Escape closes it. JavaFX thread only.
///
/// Dragging draws the box, arrow keys move it, Shift + arrow keys resize it.
final class CropView {
  private static final double STEP = 0.02;
  private static final double WIDEST = 620;
  private static final double HIGHEST = 420;
  private static final double LOWEST = 160;

  /// Height of everything above and below the image.
  private static final double AROUND = 300;

  private final Language language;
  private final Consumer<QueryPart.Image> change;
  private final Runnable close;
  private final StackPane shade = new StackPane();
  private final ImageView image = new ImageView();
  private final Pane surface = new Pane();
  private final Region box = new Region();
  private final Rectangle[] dark = {
    new Rectangle(), new Rectangle(), new Rectangle(), new Rectangle()
  };
  private final StackPane imageArea = new StackPane(new ProgressIndicator());
  private QueryPart.Image part;
  private double startX;
  private double startY;

  /// @param weighed whether the query has other images
  /// @param change receives the part with its new crop or weight
  /// @param remove removes the image from the query
  /// @param close closes the view
  CropView(
      QueryPart.Image part,
      boolean weighed,
      Language language,
      Consumer<QueryPart.Image> change,
      Runnable remove,
      Runnable close) {
    this.part = part;
    this.language = language;
    this.change = change;
    this.close = close;
    VBox card = new VBox(16);
    card.getStyleClass().addAll("akin-card", "akin-sheet");
    card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    imageArea.setPrefWidth(WIDEST);
    imageArea
        .prefHeightProperty()
        .bind(shade.heightProperty().map(high -> room(high.doubleValue())));
    card.getChildren().addAll(head(), imageArea);
    if (weighed) {
      card.getChildren().add(weight());
    }
    card.getChildren().add(foot(remove));
    shade.getStyleClass().add("akin-shade");
    shade.getChildren().add(card);
    shade.setOnMouseClicked(
        event -> {
          if (shade.equals(event.getTarget())) {
            close.run();
          }
        });
    shade.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    surface.setFocusTraversable(true);
    surface.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    surface.setAccessibleText(language.of("search.crop.surface"));
  }

  StackPane view() {
    return shade;
  }

  /// Shows the image.
  ///
  /// @param jpeg the encoded preview
  void show(byte[] jpeg) {
    Image picture = new Image(new ByteArrayInputStream(jpeg));
    double scale =
        Math.min(
            1,
            Math.min(WIDEST / picture.getWidth(), room(shade.getHeight()) / picture.getHeight()));
    double width = picture.getWidth() * scale;
    double height = picture.getHeight() * scale;
    image.setImage(picture);
    image.setFitWidth(width);
    image.setFitHeight(height);
    surface.getStyleClass().add("akin-crop");
    surface.setMinSize(width, height);
    surface.setMaxSize(width, height);
    surface.setCursor(Cursor.CROSSHAIR);
    box.getStyleClass().add("akin-crop-box");
    box.setMouseTransparent(true);
    surface.getChildren().setAll(image);
    for (Rectangle part : dark) {
      part.getStyleClass().add("akin-crop-dark");
      part.setMouseTransparent(true);
      surface.getChildren().add(part);
    }
    surface.getChildren().add(box);
    surface.setOnMousePressed(this::press);
    surface.setOnMouseDragged(event -> drag(event, false));
    surface.setOnMouseReleased(event -> drag(event, true));
    imageArea.getChildren().setAll(surface);
    draw(part.crop());
    surface.requestFocus();
  }

  /// Returns the maximum image height for a window height.
  private static double room(double high) {
    return high <= 0 ? HIGHEST : Math.clamp(high - AROUND, LOWEST, HIGHEST);
  }

  private Region head() {
    Label title = new Label(language.of("search.crop.title"));
    title.getStyleClass().add("akin-heading");
    Label how = new Label(language.of("search.crop.how"));
    how.getStyleClass().add("akin-muted");
    how.setWrapText(true);
    how.setMaxWidth(WIDEST);
    return new VBox(4, title, how);
  }

  private Region weight() {
    Label name = new Label(language.of("search.crop.weight"));
    Slider slider = new Slider(-2, 2, Math.log(part.weight()) / Math.log(2));
    slider.setMajorTickUnit(1);
    slider.setMinorTickCount(1);
    slider.setSnapToTicks(true);
    slider.setAccessibleText(language.of("search.crop.weight"));
    name.setLabelFor(slider);
    Label value = new Label(language.of("search.chip.times", part.weight()));
    value.setMinWidth(48);
    slider
        .valueProperty()
        .subscribe(
            power -> {
              double weight = Math.pow(2, Math.round(2 * power.doubleValue()) / 2.0);
              value.setText(language.of("search.chip.times", weight));
              put(part.withWeight(weight));
            });
    HBox.setHgrow(slider, Priority.ALWAYS);
    HBox line = new HBox(12, name, slider, value);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private Region foot(Runnable remove) {
    Button away = new Button(language.of("search.crop.remove"), Icon.CLOSE.node());
    away.getStyleClass().add("flat");
    away.setOnAction(
        _ -> {
          close.run();
          remove.run();
        });
    Button whole = new Button(language.of("search.crop.whole"));
    whole.getStyleClass().add("akin-soft");
    whole.setOnAction(
        _ -> {
          draw(Crop.WHOLE);
          put(new QueryPart.Image(part.image(), Crop.WHOLE, part.weight()));
        });
    Button done = new Button(language.of("search.crop.done"));
    done.getStyleClass().add("accent");
    done.setDefaultButton(true);
    done.setOnAction(_ -> close.run());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox line = new HBox(8, away, space, whole, done);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private void press(MouseEvent event) {
    surface.requestFocus();
    startX = event.getX() / surface.getWidth();
    startY = event.getY() / surface.getHeight();
  }

  private void drag(MouseEvent event, boolean done) {
    double x = event.getX() / surface.getWidth();
    double y = event.getY() / surface.getHeight();
    if (Math.abs(x - startX) < STEP && Math.abs(y - startY) < STEP) {
      return;
    }
    Crop crop = CropGeometry.between(startX, startY, x, y);
    draw(crop);
    if (done) {
      put(new QueryPart.Image(part.image(), crop, part.weight()));
    }
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      close.run();
      event.consume();
      return;
    }
    if (!surface.isFocused()) {
      return;
    }
    double x = step(event.getCode(), KeyCode.LEFT, KeyCode.RIGHT);
    double y = step(event.getCode(), KeyCode.UP, KeyCode.DOWN);
    if (x != 0 || y != 0) {
      Crop crop =
          event.isShiftDown()
              ? CropGeometry.resized(part.crop(), x, y)
              : CropGeometry.moved(part.crop(), x, y);
      draw(crop);
      put(new QueryPart.Image(part.image(), crop, part.weight()));
      event.consume();
    }
  }

  private static double step(KeyCode pressed, KeyCode back, KeyCode forth) {
    return pressed == back ? -STEP : pressed == forth ? STEP : 0;
  }

  private void put(QueryPart.Image next) {
    if (!next.equals(part)) {
      part = next;
      change.accept(next);
    }
  }

  private void draw(Crop crop) {
    double width = surface.getMinWidth();
    double height = surface.getMinHeight();
    // Rounded to whole pixels, because light shows through between the dark parts otherwise.
    double left = Math.round(crop.left() * width);
    double top = Math.round(crop.top() * height);
    double right = Math.round((crop.left() + crop.width()) * width);
    double bottom = Math.round((crop.top() + crop.height()) * height);
    box.setVisible(!crop.isWhole());
    box.resizeRelocate(left, top, right - left, bottom - top);
    box.setManaged(false);
    cover(dark[0], 0, 0, width, top);
    cover(dark[1], 0, bottom, width, height - bottom);
    cover(dark[2], 0, top, left, bottom - top);
    cover(dark[3], right, top, width - right, bottom - top);
  }

  private static void cover(Rectangle part, double x, double y, double width, double height) {
    part.setX(x);
    part.setY(y);
    part.setWidth(Math.max(0, width));
    part.setHeight(Math.max(0, height));
  }
}
