package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.StackActions;
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
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/// The viewer: one photo, fitted or zoomed, optionally with the query image and the info panel. The
/// view is reused for all photos. JavaFX thread only.
public final class ViewerView implements AutoCloseable {
  /// The times for which a slideshow shows each photo, in seconds.
  private static final List<Integer> SLIDE_SECONDS = List.of(2, 3, 5, 10, 20, 60);

  private final ViewerModel model;
  private final MarkModel marks;
  private final Language language;
  private final BorderPane frame = new BorderPane();
  private final ViewerImages images;
  private final Label position = new Label();
  private final Label name = new Label();
  private final MarkBadge badge = new MarkBadge();
  private final ViewerPanel panel;
  private final BooleanProperty fullScreen;
  private final ViewerBar bar;
  private final Filmstrip filmstrip;
  private final Node before;
  private final Node after;
  private final StackPane content = new StackPane();
  private final Slideshow slideshow;
  private final SlideshowBar slides;
  private final ViewerActions actions;
  private final Subscription subscriptions;

  /// Whether the slideshow has entered full screen, which its end leaves.
  private boolean enteredFullScreen;

  /// @param model the state of the viewer
  /// @param thumbnails shown until the image is loaded
  /// @param photoActions actions on the photo
  /// @param stacks decisions about stacks
  /// @param marks marks of the photo
  /// @param language texts
  /// @param onUseAsQuery searches with the photo
  /// @param fullScreen whether the window is in full screen
  public ViewerView(
      ViewerModel model,
      ThumbnailCache thumbnails,
      PhotoActions photoActions,
      StackActions stacks,
      MarkModel marks,
      Language language,
      Consumer<ContentId> onUseAsQuery,
      BooleanProperty fullScreen) {
    this.model = model;
    this.marks = marks;
    this.language = language;
    this.fullScreen = fullScreen;
    slideshow = new Slideshow(model);
    images = new ViewerImages(model, thumbnails, photoActions, language);
    ZoomableImage photo = images.photo();
    actions =
        new ViewerActions(
            model, photo, slideshow, photoActions, stacks, language, onUseAsQuery, fullScreen);
    panel = new ViewerPanel(language, marks, () -> actions.run(Action.COPY_TEXT));
    name.getStyleClass().add("akin-viewer-name");
    name.setMinWidth(0);
    // Names are truncated in the middle.
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    position.getStyleClass().addAll("akin-muted", "akin-small");
    position.setMinWidth(Region.USE_PREF_SIZE);
    ViewerCommands commands =
        new ViewerCommands(
            language,
            actions::run,
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
            commands, photo.scaleProperty(), new HBox(10, name, badge, position), language);
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
    slides =
        new SlideshowBar(
            slideshow, frame, SLIDE_SECONDS, () -> actions.run(Action.SLIDESHOW), language);
    content.getChildren().addAll(images.view(), before, after, images.problem());
    StackPane.setAlignment(slides.view(), Pos.BOTTOM_CENTER);
    StackPane.setMargin(slides.view(), new Insets(24));
    StackPane.setAlignment(before, Pos.CENTER_LEFT);
    StackPane.setAlignment(after, Pos.CENTER_RIGHT);
    StackPane.setMargin(before, new Insets(16));
    StackPane.setMargin(after, new Insets(16));
    StackPane.setAlignment(images.problem(), Pos.BOTTOM_CENTER);
    StackPane.setMargin(images.problem(), new Insets(24));
    content.setMinSize(0, 0);
    frame.setTop(bar.view());
    frame.setCenter(content);
    frame.setBottom(filmstrip.view());
    frame.getStyleClass().add("akin-viewer");
    frame.setFocusTraversable(true);
    frame.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    frame.addEventFilter(KeyEvent.KEY_PRESSED, new SlideshowKeys(slideshow, frame)::press);
    ViewerKeys keys = new ViewerKeys(actions::run, this::mark, photo, fullScreen::get);
    frame.addEventHandler(KeyEvent.KEY_PRESSED, event -> press(keys, event));
    photo.addEventHandler(
        MouseEvent.MOUSE_PRESSED,
        _ -> {
          frame.requestFocus();
          model.currentProperty().get().ifPresent(one -> photoActions.prepare(List.of(one)));
        });
    subscriptions =
        Subscription.combine(
            model.currentProperty().subscribe(this::show),
            model.stackProperty().subscribe(this::showStack),
            model.detailsProperty().subscribe(_ -> describe()),
            model.factsProperty().subscribe(this::showPanel),
            model.firstProperty().subscribe(_ -> showSteps()),
            model.lastProperty().subscribe(_ -> showSteps()),
            slideshow.runningProperty().subscribe(this::showSlides),
            marks.changesProperty().subscribe(_ -> showMarks()),
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
    actions.onCollect(action);
  }

  /// Requests the keyboard focus.
  public void focus() {
    frame.requestFocus();
  }

  private void show(Optional<ContentId> content) {
    if (content.isPresent()) {
      showPosition();
      describe();
    }
  }

  private void showPosition() {
    position.setText(language.of("viewer.position", model.position(), model.count()));
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
    model.currentProperty().get().ifPresent(this::showMarks);
  }

  private void showMarks(ContentId one) {
    marks.request(List.of(one));
    badge.show(marks.of(one), false);
    String marked = MarkTexts.spoken(language, marks.of(one));
    String words = name.getText() + " " + position.getText();
    frame.setAccessibleText(marked.isEmpty() ? words : language.of("marks.photo", words, marked));
  }

  private void showStack(Optional<ShownStack> stack) {
    showPosition();
    filmstrip.show(stack);
  }

  private void describe() {
    Optional<PhotoDetails> details = model.detailsProperty().get();
    name.setText(details.map(known -> Text.name(known.firstAvailable().path())).orElse(""));
    showMarks();
    panel.show(model.currentProperty().get(), details, model.result());
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
    slideshow.toggle(only);
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
      images.photo().fit();
      enteredFullScreen = !fullScreen.get();
      fullScreen.set(true);
      frame.requestFocus();
    } else if (enteredFullScreen) {
      enteredFullScreen = false;
      fullScreen.set(false);
    }
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    images.close();
    panel.close();
    filmstrip.close();
  }
}
