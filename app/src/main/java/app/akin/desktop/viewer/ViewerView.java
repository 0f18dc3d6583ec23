package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.core.search.SearchResult;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.ProgramMenu;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.actions.SystemClipboard;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.marks.Mark;
import app.akin.desktop.marks.MarkBadge;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.marks.MarkTexts;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.ViewerCommands.Action;
import app.akin.i18n.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The viewer: one photo, fitted or zoomed, optionally with the query image and the info panel. The
/// view is reused for all photos. JavaFX thread only.
public final class ViewerView implements AutoCloseable {
  private static final double STEP = 1.25;

  /// The times for which a slideshow shows each photo, in seconds.
  private static final List<Integer> SLIDE_SECONDS = List.of(2, 3, 5, 10, 20, 60);

  /// Long side from which a preview of the query image may be reduced, so its own size is unknown.
  private static final double REDUCED = 1_000;

  private final ViewerModel model;
  private final ThumbnailCache thumbnails;
  private final PhotoActions actions;
  private final StackActions stacks;
  private final MarkModel marks;
  private final Language language;
  private final Consumer<ContentId> onUseAsQuery;
  private final BorderPane frame = new BorderPane();
  private final ZoomableImage stage = new ZoomableImage();
  private final ZoomableImage other = new ZoomableImage();
  private final HBox stages = new HBox(12);
  private final Label position = new Label();
  private final Label name = new Label();
  private final MarkBadge badge = new MarkBadge();
  private final Label problem = new Label();
  private final ViewerPanel panel;
  private final BooleanProperty fullScreen;
  private final ViewerBar bar;
  private final Filmstrip filmstrip;
  private final Node before;
  private final Node after;
  private final StackPane content = new StackPane();
  private final Slideshow slideshow;
  private final SlideshowBar slides;
  private final ProgramMenu programs;
  private final Subscription subscriptions;
  private Consumer<ContentId> onCollect = _ -> {};
  private @Nullable ContentId shown;

  /// The thumbnail of the shown photo.
  private @Nullable Image standIn;

  /// Whether the slideshow has entered full screen, which its end leaves.
  private boolean enteredFullScreen;

  /// Whether nothing is drawn yet, because the size of the first photo is unknown.
  private boolean awaitingSize;

  /// @param model the state of the viewer
  /// @param thumbnails shown until the image is loaded
  /// @param actions actions on the photo
  /// @param stacks decisions about stacks
  /// @param marks marks of the photo
  /// @param language texts
  /// @param onUseAsQuery searches with the photo
  /// @param fullScreen whether the window is in full screen
  public ViewerView(
      ViewerModel model,
      ThumbnailCache thumbnails,
      PhotoActions actions,
      StackActions stacks,
      MarkModel marks,
      Language language,
      Consumer<ContentId> onUseAsQuery,
      BooleanProperty fullScreen) {
    this.model = model;
    this.thumbnails = thumbnails;
    this.actions = actions;
    this.stacks = stacks;
    this.marks = marks;
    this.language = language;
    this.onUseAsQuery = onUseAsQuery;
    this.fullScreen = fullScreen;
    slideshow = new Slideshow(model);
    programs =
        new ProgramMenu(actions, language, () -> model.currentProperty().get().stream().toList());
    panel = new ViewerPanel(language, marks, this::copyText);
    name.getStyleClass().add("akin-viewer-name");
    name.setMinWidth(0);
    // Names are truncated in the middle.
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    position.getStyleClass().addAll("akin-muted", "akin-small");
    position.setMinWidth(Region.USE_PREF_SIZE);
    ViewerCommands commands =
        new ViewerCommands(
            language,
            this::act,
            Map.of(
                Action.COMPARE,
                model.comparingProperty(),
                Action.FACTS,
                model.factsProperty(),
                Action.FULL_SCREEN,
                fullScreen),
            model.referenceProperty().map(Optional::isPresent),
            model.stackProperty().map(Optional::isPresent),
            this::mark);
    filmstrip =
        new Filmstrip(
            thumbnails,
            marks,
            language,
            content -> {
              model.showInStack(content);
              frame.requestFocus();
            },
            List.of(
                commands.button(Action.COMPARE_STACK),
                commands.button(Action.MAKE_COVER),
                commands.button(Action.TAKE_OUT)));
    bar =
        new ViewerBar(
            commands, stage.scaleProperty(), new HBox(10, name, badge, position), language);
    ContextMenu menu = commands.contextMenu();
    frame.setOnContextMenuRequested(
        event -> menu.show(frame, event.getScreenX(), event.getScreenY()));
    frame
        .sceneProperty()
        .subscribe(
            scene -> {
              if (scene == null) {
                menu.hide();
              }
            });
    before = commands.round(Action.PREVIOUS);
    after = commands.round(Action.NEXT);
    problem.getStyleClass().add("akin-viewer-trouble");
    problem.setMouseTransparent(true);
    slides =
        new SlideshowBar(slideshow, frame, SLIDE_SECONDS, () -> act(Action.SLIDESHOW), language);
    content.getChildren().addAll(stages, before, after, problem);
    StackPane.setAlignment(slides.view(), Pos.BOTTOM_CENTER);
    StackPane.setMargin(slides.view(), new Insets(24));
    StackPane.setAlignment(before, Pos.CENTER_LEFT);
    StackPane.setAlignment(after, Pos.CENTER_RIGHT);
    StackPane.setMargin(before, new Insets(16));
    StackPane.setMargin(after, new Insets(16));
    StackPane.setAlignment(problem, Pos.BOTTOM_CENTER);
    StackPane.setMargin(problem, new Insets(24));
    stages.setFillHeight(true);
    HBox.setHgrow(stage, Priority.ALWAYS);
    HBox.setHgrow(other, Priority.ALWAYS);
    // Both grow equally.
    stage.setPrefWidth(0);
    other.setPrefWidth(0);
    content.setMinSize(0, 0);
    frame.setTop(bar.view());
    frame.setCenter(content);
    frame.setBottom(filmstrip.view());
    frame.getStyleClass().add("akin-viewer");
    frame.setFocusTraversable(true);
    frame.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    frame.addEventFilter(KeyEvent.KEY_PRESSED, this::pressInSlideshow);
    ViewerKeys keys = new ViewerKeys(this::act, this::mark, stage, fullScreen::get);
    frame.addEventHandler(KeyEvent.KEY_PRESSED, event -> press(keys, event));
    stage.addEventHandler(
        MouseEvent.MOUSE_PRESSED,
        _ -> {
          frame.requestFocus();
          model.currentProperty().get().ifPresent(one -> actions.prepare(List.of(one)));
        });
    stage.setOnDragDetected(this::drag);
    subscriptions =
        Subscription.combine(
            model.currentProperty().subscribe(this::show),
            model.stackProperty().subscribe(this::showStack),
            model.photoProperty().subscribe(this::picture),
            model.detailsProperty().subscribe(this::described),
            model.factsProperty().subscribe(this::showPanel),
            model.comparingProperty().subscribe(_ -> compare()),
            model.referenceProperty().subscribe(_ -> compare()),
            model.firstProperty().subscribe(_ -> showSteps()),
            model.lastProperty().subscribe(_ -> showSteps()),
            slideshow.runningProperty().subscribe(this::showSlides),
            marks.changesProperty().subscribe(_ -> showMarks()),
            stage.zoomProperty().subscribe(this::zoomed),
            stage.widthProperty().subscribe(_ -> sized()),
            stage.heightProperty().subscribe(_ -> sized()),
            language.messagesProperty().subscribe(_ -> describe()));
  }

  /// Returns the view, to be shown as an overlay.
  public Region view() {
    return frame;
  }

  /// Returns the bar below the photo with the photos of its stack; may hide itself.
  public Region filmstrip() {
    return filmstrip.view();
  }

  /// Sets what puts a photo into the target collection, or takes it out.
  public void onCollect(Consumer<ContentId> action) {
    onCollect = action;
  }

  /// Requests the keyboard focus.
  public void focus() {
    frame.requestFocus();
  }

  private void show(Optional<ContentId> content) {
    boolean opening = shown == null;
    shown = content.orElse(null);
    if (content.isEmpty()) {
      // Releases the image.
      standIn = null;
      stage.replace(null, 0);
      other.replace(null, 0);
    }
    content.ifPresent(
        one -> {
          position.setText(language.of("viewer.position", model.position(), model.count()));
          standIn = thumbnails.cached(one);
          awaitingSize = opening && model.width() == 0;
          Image best =
              model.photoProperty().get() instanceof LoadedPhoto.Loaded here
                  ? here.image()
                  : standIn;
          stage.show(awaitingSize ? null : best, model.aspect(), model.width());
          thumbnails.load(one, 512, image -> standIn(one, image));
          describe();
        });
  }

  private void press(ViewerKeys keys, KeyEvent event) {
    if (!(event.getTarget() instanceof TextInputControl text && text.isEditable())) {
      keys.press(event);
    } else if (event.getCode() == KeyCode.ESCAPE) {
      // Leaves the field, not the viewer.
      frame.requestFocus();
      event.consume();
    }
  }

  private void mark(Mark mark) {
    model.currentProperty().get().ifPresent(one -> marks.set(mark, List.of(one)));
  }

  private void showMarks() {
    ContentId one = shown;
    if (one != null) {
      marks.request(List.of(one));
      badge.show(marks.of(one), false);
      String marked = MarkTexts.spoken(language, marks.of(one));
      String words = name.getText() + " " + position.getText();
      frame.setAccessibleText(marked.isEmpty() ? words : language.of("marks.photo", words, marked));
    }
  }

  private void showStack(Optional<ShownStack> stack) {
    position.setText(language.of("viewer.position", model.position(), model.count()));
    filmstrip.show(stack);
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
      stage.replace(standIn, model.width());
    }
  }

  private void described(Optional<PhotoDetails> details) {
    if (details.isPresent()) {
      awaitingSize = false;
      showStandIn();
    }
    describe();
  }

  private void picture(LoadedPhoto shot) {
    String words =
        switch (shot) {
          case LoadedPhoto.Loading _ -> "";
          case LoadedPhoto.Loaded here -> {
            stage.replace(here.image(), here.width());
            yield "";
          }
          case LoadedPhoto.Offline _ ->
              language.of(
                  model.currentProperty().get().filter(photo -> !photo.isOwn()).isPresent()
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

  private void describe() {
    Optional<PhotoDetails> details = model.detailsProperty().get();
    name.setText(details.map(known -> Text.name(known.firstAvailable().path())).orElse(""));
    showMarks();
    panel.show(model.currentProperty().get(), details, model.result());
    stage.mark(model.result().map(SearchResult::marks).orElse(List.of()));
  }

  private void showPanel(boolean open) {
    frame.setRight(open && !slideshow.runningProperty().get() ? panel.view() : null);
  }

  private void showSteps() {
    boolean running = slideshow.runningProperty().get();
    before.setVisible(!running && !model.firstProperty().get());
    after.setVisible(!running && !model.lastProperty().get());
  }

  /// Starts a slideshow with the shown photo, or ends it.
  ///
  /// @param only the photos to show; empty for all photos of the viewer
  public void toggleSlideshow(List<ContentId> only) {
    if (slideshow.runningProperty().get()) {
      slideshow.stop();
    } else {
      slideshow.start(only);
    }
  }

  /// Shows the photo alone while a slideshow runs.
  private void showSlides(boolean running) {
    if (running) {
      content.getChildren().add(slides.view());
    } else {
      content.getChildren().remove(slides.view());
    }
    frame.setTop(running ? null : bar.view());
    frame.setBottom(running ? null : filmstrip.view());
    showSteps();
    showPanel(model.factsProperty().get());
    if (running) {
      model.comparingProperty().set(false);
      stage.fit();
      enteredFullScreen = !fullScreen.get();
      fullScreen.set(true);
      frame.requestFocus();
    } else if (enteredFullScreen) {
      enteredFullScreen = false;
      fullScreen.set(false);
    }
  }

  /// Handles the keys of a slideshow before those of the viewer.
  private void pressInSlideshow(KeyEvent event) {
    if (!slideshow.runningProperty().get() || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    boolean isOnPhoto = frame.isFocused();
    switch (event.getCode()) {
      case ESCAPE -> slideshow.stop();
      case SPACE -> {
        if (!isOnPhoto) {
          return;
        }
        slideshow.pausedProperty().set(!slideshow.pausedProperty().get());
      }
      case LEFT, RIGHT -> {
        if (!isOnPhoto) {
          return;
        }
        slideshow.step(event.getCode() == KeyCode.RIGHT ? 1 : -1);
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void compare() {
    Optional<Image> reference = model.referenceProperty().get();
    if (model.comparingProperty().get() && reference.isPresent()) {
      Image image = reference.get();
      boolean reduced = Math.max(image.getWidth(), image.getHeight()) >= REDUCED;
      other.show(image, image.getWidth() / image.getHeight(), reduced ? 0 : image.getWidth());
      stages.getChildren().setAll(titled(other, "viewer.query"), titled(stage, "viewer.result"));
      stages.getStyleClass().setAll("akin-viewer-pair");
    } else {
      stages.getStyleClass().clear();
      stages.getChildren().setAll(stage);
    }
  }

  private Node titled(ZoomableImage picture, String key) {
    Label title = new Label(language.of(key));
    title.getStyleClass().addAll("akin-muted", "akin-viewer-title");
    VBox.setVgrow(picture, Priority.ALWAYS);
    VBox box = new VBox(6, title, picture);
    box.setAlignment(Pos.CENTER);
    box.setPrefWidth(0);
    HBox.setHgrow(box, Priority.ALWAYS);
    return box;
  }

  private void zoomed(Number zoom) {
    if (zoom.doubleValue() > 1.05) {
      model.closely();
    }
  }

  private void sized() {
    double scale =
        frame.getScene() == null || frame.getScene().getWindow() == null
            ? 1
            : frame.getScene().getWindow().getRenderScaleX();
    if (stage.getWidth() > 0 && stage.getHeight() > 0) {
      model.size(Math.max(stage.getWidth(), stage.getHeight()) * scale);
    }
  }

  private void drag(MouseEvent event) {
    if (stage.isZoomed() || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    ContentId dragged = shown;
    if (dragged != null) {
      SystemClipboard.carry(
          stage.startDragAndDrop(TransferMode.COPY),
          actions.prepared(List.of(dragged)),
          thumbnails.cached(dragged));
      event.consume();
    }
  }

  private void act(Action action) {
    Optional<ContentId> current = model.currentProperty().get();
    double x = stage.getWidth() / 2;
    double y = stage.getHeight() / 2;
    switch (action) {
      case CLOSE -> model.close();
      case PREVIOUS -> model.previous();
      case NEXT -> model.next();
      case STACK_PREVIOUS -> model.stepInStack(-1);
      case STACK_NEXT -> model.stepInStack(1);
      case MAKE_COVER -> inStack().ifPresent(stacks::makeCover);
      case TAKE_OUT -> inStack().ifPresent(one -> stacks.split(List.of(one)));
      case COMPARE_STACK -> model.compareStack();
      case JOIN_PREVIOUS -> join(current, -1);
      case JOIN_NEXT -> join(current, 1);
      case NEVER_STACK -> current.ifPresent(one -> stacks.neverStack(List.of(one)));
      case COMPARE -> toggle(model.comparingProperty());
      case ZOOM_OUT -> stage.zoom(1 / STEP, x, y);
      case ZOOM_IN -> stage.zoom(STEP, x, y);
      case FIT -> stage.fit();
      case ACTUAL_SIZE -> stage.actual(x, y);
      case FACTS -> toggle(model.factsProperty());
      case FULL_SCREEN -> toggle(fullScreen);
      case SEARCH -> current.ifPresent(this::search);
      case MORE -> model.mark(Direction.MORE);
      case LESS -> model.mark(Direction.LESS);
      case COLLECT -> current.ifPresent(onCollect);
      case REVEAL -> current.ifPresent(actions::reveal);
      case OPEN_WITH -> current.ifPresent(actions::openWith);
      case OPEN_IN -> programs.show(stage);
      case SLIDESHOW -> toggleSlideshow(List.of());
      case COPY_PICTURE -> current.ifPresent(actions::copyPicture);
      case COPY_TEXT -> current.ifPresent(one -> actions.copyText(List.of(one)));
      case COPY_PATH -> current.ifPresent(one -> actions.copyPaths(List.of(one)));
    }
  }

  /// Returns the shown photo if it is in a stack.
  private Optional<ContentId> inStack() {
    return model.stackProperty().get().flatMap(stack -> stack.step(0));
  }

  private void join(Optional<ContentId> current, int by) {
    current.ifPresent(
        one -> model.neighbour(by).ifPresent(other -> stacks.join(List.of(one, other))));
  }

  private void copyText() {
    act(Action.COPY_TEXT);
  }

  private static void toggle(BooleanProperty property) {
    property.set(!property.get());
  }

  private void search(ContentId content) {
    model.close();
    onUseAsQuery.accept(content);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    panel.close();
    filmstrip.close();
  }
}
