package app.akin.desktop.viewer;

import app.akin.core.library.FullImage;
import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.task.Tasks;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Images;
import app.akin.desktop.theme.Language;
import app.akin.i18n.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Two to four photos side by side, zoomed and moved together. JavaFX thread only.
public final class CompareView {
  /// Minimum number of photos.
  public static final int LEAST = 2;

  /// Maximum long side to decode, so that four images fit in memory.
  private static final int LONGEST = 4_096;

  private static final int THUMBNAIL = 512;
  private static final double STEP = 1.25;
  private static final double PAN = 80;

  private final PhotoSource source;
  private final Tasks tasks;
  private final Language language;
  private final Runnable close;
  private final BorderPane frame = new BorderPane();
  private final List<ZoomableImage> images = new ArrayList<>();

  /// @param photos the photos, two to four
  /// @param source provides images and details
  /// @param thumbnails shown until an image is loaded
  /// @param tasks loads in the background
  /// @param close closes the view
  public CompareView(
      List<ContentId> photos,
      PhotoSource source,
      ThumbnailCache thumbnails,
      Tasks tasks,
      Language language,
      Runnable close) {
    this.source = source;
    this.tasks = tasks;
    this.language = language;
    this.close = close;
    HBox row = new HBox(8);
    row.setFillHeight(true);
    row.setPadding(new Insets(0, 12, 12, 12));
    for (ContentId photo : photos) {
      row.getChildren().add(photo(photo, thumbnails));
    }
    Label title = new Label();
    title.textProperty().bind(language.text("viewer.compared", photos.size()));
    title.getStyleClass().add("akin-viewer-name");
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    HBox bar =
        new HBox(
            8,
            Buttons.icon(Icon.BACK, language.text("viewer.close"), close),
            title,
            Buttons.icon(Icon.ZOOM_OUT, language.text("viewer.zoomOut"), () -> zoom(1 / STEP)),
            Buttons.icon(Icon.ZOOM_IN, language.text("viewer.zoomIn"), () -> zoom(STEP)),
            Buttons.icon(Icon.FIT, language.text("viewer.fit"), () -> images.getFirst().fit()));
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("akin-viewer-bar");
    frame.setTop(bar);
    frame.setCenter(row);
    frame.getStyleClass().addAll("akin-viewer", "akin-compared");
    frame.setFocusTraversable(true);
    frame.setAccessibleRole(AccessibleRole.PARENT);
    frame.accessibleTextProperty().bind(language.text("viewer.compared", photos.size()));
    frame.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  /// Returns the view, to be shown as an overlay.
  public Region view() {
    return frame;
  }

  /// Requests the keyboard focus.
  public void focus() {
    frame.requestFocus();
  }

  private Node photo(ContentId content, ThumbnailCache thumbnails) {
    ZoomableImage image = new ZoomableImage();
    images.add(image);
    image.onMoved(
        position ->
            images.stream()
                .filter(other -> !other.equals(image))
                .forEach(other -> other.move(position)));
    image.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    image.setPrefWidth(0);
    image.setMinSize(0, 0);
    VBox.setVgrow(image, Priority.ALWAYS);
    Label name = new Label();
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(0);
    Label facts = new Label();
    facts.getStyleClass().addAll("akin-muted", "akin-small");
    facts.setWrapText(true);
    facts.setMinHeight(Region.USE_PREF_SIZE);
    thumbnails.load(
        content,
        THUMBNAIL,
        found ->
            found
                .filter(_ -> !image.hasImage())
                .ifPresent(small -> image.show(small, small.getWidth() / small.getHeight(), 0)));
    tasks.run(
        () -> source.details(content),
        details -> details.ifPresent(known -> describe(known, image, name, facts)));
    tasks.run(
        () -> source.picture(content, LONGEST),
        picture -> {
          if (picture instanceof FullImage.Loaded seen) {
            Image whole = Images.image(seen.raster());
            // All are fitted to the same size whatever their own is, to show the same part.
            if (image.hasImage()) {
              // The position stays, because the user may have zoomed into the thumbnail.
              image.replace(whole, 0);
            } else {
              image.show(whole, whole.getWidth() / whole.getHeight(), 0);
            }
          }
        });
    VBox column = new VBox(4, name, facts, image);
    column.setAlignment(Pos.CENTER);
    column.setMinWidth(0);
    column.setPrefWidth(0);
    HBox.setHgrow(column, Priority.ALWAYS);
    return column;
  }

  private void describe(PhotoDetails details, ZoomableImage image, Label name, Label facts) {
    name.setText(Text.name(details.firstAvailable().path()));
    facts.setText(
        language.of(
            "viewer.size.small",
            language.of("viewer.pixels", details.facts().width(), details.facts().height()),
            language.size(details.bytes())));
    image.setAccessibleText(name.getText() + ", " + facts.getText());
  }

  private void zoom(double factor) {
    ZoomableImage first = images.getFirst();
    first.zoom(factor, first.getWidth() / 2, first.getHeight() / 2);
  }

  private void pan(double x, double y) {
    images.getFirst().pan(x, y);
  }

  private void key(KeyEvent event) {
    if (event.isAltDown()) {
      return;
    }
    boolean isFit = event.getCode() == KeyCode.DIGIT0 || event.getCode() == KeyCode.NUMPAD0;
    if (event.isShortcutDown()) {
      if (isFit) {
        images.getFirst().fit();
        event.consume();
      }
      return;
    }
    Optional<Runnable> action =
        Optional.ofNullable(
            switch (event.getCode()) {
              case ESCAPE -> close;
              case PLUS, EQUALS, ADD -> () -> zoom(STEP);
              case MINUS, SUBTRACT -> () -> zoom(1 / STEP);
              case LEFT -> () -> pan(PAN, 0);
              case RIGHT -> () -> pan(-PAN, 0);
              case UP -> () -> pan(0, PAN);
              case DOWN -> () -> pan(0, -PAN);
              default -> null;
            });
    action.ifPresent(
        run -> {
          run.run();
          event.consume();
        });
  }
}
