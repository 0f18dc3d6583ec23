package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.core.search.SearchResult;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.SystemClipboard;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The images of the viewer: the photo, with its thumbnail until it is loaded, and the query image
/// beside it. JavaFX thread only.
final class ViewerImages implements AutoCloseable {
  /// Long side from which a preview of the query image may be reduced, so its own size is unknown.
  private static final double REDUCED = 1_000;

  private final ViewerModel model;
  private final PhotoLoader loader;
  private final ThumbnailCache thumbnails;
  private final PhotoActions actions;
  private final Language language;
  private final HBox view = new HBox(12);
  private final ZoomableImage photo = new ZoomableImage();
  private final ZoomableImage query = new ZoomableImage();
  private final Label problem = new Label();
  private final Subscription subscriptions;
  private @Nullable ContentId shown;

  /// The thumbnail of the shown photo.
  private @Nullable Image standIn;

  /// Whether nothing is drawn yet, because the size of the first photo is unknown.
  private boolean awaitingSize;

  /// @param model the photo and the query image
  /// @param thumbnails shown until the photo is loaded
  /// @param actions prepares the photo for a drag
  ViewerImages(
      ViewerModel model, ThumbnailCache thumbnails, PhotoActions actions, Language language) {
    this.model = model;
    loader = model.loader();
    this.thumbnails = thumbnails;
    this.actions = actions;
    this.language = language;
    problem.getStyleClass().add("akin-viewer-trouble");
    problem.setMouseTransparent(true);
    view.setFillHeight(true);
    HBox.setHgrow(photo, Priority.ALWAYS);
    HBox.setHgrow(query, Priority.ALWAYS);
    // Both grow equally.
    photo.setPrefWidth(0);
    query.setPrefWidth(0);
    photo.setOnDragDetected(this::drag);
    subscriptions =
        Subscription.combine(
            model.currentProperty().subscribe(this::show),
            model.photoProperty().subscribe(this::loaded),
            model.detailsProperty().subscribe(this::described),
            model.comparingProperty().subscribe(_ -> compare()),
            model.referenceProperty().subscribe(_ -> compare()),
            photo.zoomProperty().subscribe(this::zoomed),
            photo.widthProperty().subscribe(_ -> sized()),
            photo.heightProperty().subscribe(_ -> sized()));
  }

  /// Returns the photo, or the query image and the photo side by side.
  Region view() {
    return view;
  }

  /// Returns the photo.
  ZoomableImage photo() {
    return photo;
  }

  /// Returns why the photo can't be shown; hidden if it can.
  Label problem() {
    return problem;
  }

  private void show(Optional<ContentId> content) {
    boolean opening = shown == null;
    shown = content.orElse(null);
    if (content.isEmpty()) {
      // Releases the image.
      standIn = null;
      photo.replace(null, 0);
      query.replace(null, 0);
    }
    content.ifPresent(
        one -> {
          standIn = thumbnails.cached(one);
          awaitingSize = opening && loader.width() == 0;
          Image best =
              model.photoProperty().get() instanceof LoadedPhoto.Loaded here
                  ? here.image()
                  : standIn;
          photo.show(awaitingSize ? null : best, model.aspect(), loader.width());
          thumbnails.load(one, 512, image -> standIn(one, image));
          mark();
        });
  }

  private void standIn(ContentId content, Optional<Image> image) {
    if (content.equals(shown) && image.isPresent()) {
      standIn = image.get();
      showStandIn();
    }
  }

  /// Shows the thumbnail unless the image is already loaded.
  private void showStandIn() {
    if (!awaitingSize && !(model.photoProperty().get() instanceof LoadedPhoto.Loaded)) {
      photo.replace(standIn, loader.width());
    }
  }

  private void described(Optional<PhotoDetails> details) {
    if (details.isPresent()) {
      awaitingSize = false;
      showStandIn();
    }
    mark();
  }

  private void loaded(LoadedPhoto shot) {
    String words =
        switch (shot) {
          case LoadedPhoto.Loading _ -> "";
          case LoadedPhoto.Loaded here -> {
            photo.replace(here.image(), here.width());
            yield "";
          }
          case LoadedPhoto.Offline _ ->
              language.of(
                  model.currentProperty().get().filter(content -> !content.isOwn()).isPresent()
                      ? "viewer.trouble.shared"
                      : "viewer.trouble.away");
          case LoadedPhoto.Unreadable refused ->
              language.of("viewer.trouble.refused", language.of(refused.kind()));
          case LoadedPhoto.Removed _ -> language.of("viewer.trouble.gone");
        };
    if (!(shot instanceof LoadedPhoto.Loading)) {
      awaitingSize = false;
      showStandIn();
    }
    problem.setText(words);
    problem.setVisible(!words.isEmpty());
  }

  /// Marks the lines of text that the query finds.
  private void mark() {
    photo.mark(model.result().map(SearchResult::marks).orElse(List.of()));
  }

  private void compare() {
    Optional<Image> reference = model.referenceProperty().get();
    if (model.comparingProperty().get() && reference.isPresent()) {
      Image image = reference.get();
      boolean reduced = Math.max(image.getWidth(), image.getHeight()) >= REDUCED;
      query.show(image, image.getWidth() / image.getHeight(), reduced ? 0 : image.getWidth());
      view.getChildren().setAll(titled(query, "viewer.query"), titled(photo, "viewer.result"));
      view.getStyleClass().setAll("akin-viewer-pair");
    } else {
      view.getStyleClass().clear();
      view.getChildren().setAll(photo);
    }
  }

  private Node titled(ZoomableImage image, String key) {
    Label title = new Label(language.of(key));
    title.getStyleClass().addAll("akin-muted", "akin-viewer-title");
    VBox.setVgrow(image, Priority.ALWAYS);
    VBox box = new VBox(6, title, image);
    box.setAlignment(Pos.CENTER);
    box.setPrefWidth(0);
    HBox.setHgrow(box, Priority.ALWAYS);
    return box;
  }

  private void zoomed(Number zoom) {
    if (zoom.doubleValue() > 1.05) {
      loader.closely();
    }
  }

  private void sized() {
    double scale =
        photo.getScene() == null || photo.getScene().getWindow() == null
            ? 1
            : photo.getScene().getWindow().getRenderScaleX();
    if (photo.getWidth() > 0 && photo.getHeight() > 0) {
      loader.size(Math.max(photo.getWidth(), photo.getHeight()) * scale);
    }
  }

  private void drag(MouseEvent event) {
    if (photo.isZoomed() || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    ContentId dragged = shown;
    if (dragged != null) {
      SystemClipboard.carry(
          photo.startDragAndDrop(TransferMode.COPY),
          actions.prepared(List.of(dragged)),
          thumbnails.cached(dragged));
      event.consume();
    }
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
