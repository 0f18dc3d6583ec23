package app.akin.desktop.viewer;

import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.ProgramMenu;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.ViewerCommands.Action;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;

/// The actions of the viewer on the shown photo. JavaFX thread only.
final class ViewerActions {
  private static final double STEP = 1.25;

  private final ViewerModel model;
  private final ZoomableImage photo;
  private final Slideshow slideshow;
  private final PhotoActions actions;
  private final StackActions stacks;
  private final ProgramMenu programs;
  private final Consumer<ContentId> onUseAsQuery;
  private final BooleanProperty fullScreen;
  private Consumer<ContentId> onCollect = _ -> {};

  /// @param model the state of the viewer
  /// @param photo the image that is zoomed
  /// @param slideshow started and ended
  /// @param actions actions on photos
  /// @param stacks decisions about stacks
  /// @param onUseAsQuery searches with the photo
  /// @param fullScreen whether the window is in full screen
  ViewerActions(
      ViewerModel model,
      ZoomableImage photo,
      Slideshow slideshow,
      PhotoActions actions,
      StackActions stacks,
      Language language,
      Consumer<ContentId> onUseAsQuery,
      BooleanProperty fullScreen) {
    this.model = model;
    this.photo = photo;
    this.slideshow = slideshow;
    this.actions = actions;
    this.stacks = stacks;
    this.onUseAsQuery = onUseAsQuery;
    this.fullScreen = fullScreen;
    programs =
        new ProgramMenu(actions, language, () -> model.currentProperty().get().stream().toList());
  }

  /// Sets what puts a photo into the target collection, or takes it out.
  void onCollect(Consumer<ContentId> action) {
    onCollect = action;
  }

  /// Runs an action.
  void run(Action action) {
    Optional<ContentId> current = model.currentProperty().get();
    double x = photo.getWidth() / 2;
    double y = photo.getHeight() / 2;
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
      case ZOOM_OUT -> photo.zoom(1 / STEP, x, y);
      case ZOOM_IN -> photo.zoom(STEP, x, y);
      case FIT -> photo.fit();
      case ACTUAL_SIZE -> photo.actual(x, y);
      case FACTS -> toggle(model.factsProperty());
      case FULL_SCREEN -> toggle(fullScreen);
      case SEARCH -> current.ifPresent(this::search);
      case MORE -> model.mark(Direction.MORE);
      case LESS -> model.mark(Direction.LESS);
      case COLLECT -> current.ifPresent(onCollect);
      case REVEAL -> current.ifPresent(actions::reveal);
      case OPEN_WITH -> current.ifPresent(actions::openWith);
      case OPEN_IN -> programs.show(photo);
      case SLIDESHOW -> slideshow.toggle(List.of());
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

  private static void toggle(BooleanProperty property) {
    property.set(!property.get());
  }

  private void search(ContentId content) {
    model.close();
    onUseAsQuery.accept(content);
  }
}
