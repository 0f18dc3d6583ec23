package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.PhotoTransfer;
import app.akin.desktop.actions.ProgramMenu;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.actions.SystemClipboard;
import app.akin.desktop.grid.GridFocusModel.Move;
import app.akin.desktop.marks.Mark;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.animation.AnimationTimer;
import javafx.animation.PauseTransition;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TransferMode;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Mouse and keyboard input of the grid. JavaFX thread only.
final class GridInput {
  private static final Duration HOVER_DELAY = Duration.millis(480);

  /// Distance from the edge within which a rubber band scrolls the grid.
  private static final double EDGE = 28;

  /// A rubber band selection in progress.
  ///
  /// @param x start, relative to the viewport
  /// @param y start, relative to the content
  /// @param before the previous selection
  private record Band(double x, double y, Set<ContentId> before) {}

  private final PhotoGridModel model;
  private final GridFocusModel focusModel;
  private final GridSurface surface;
  private final ThumbnailCache thumbnails;
  private final PhotoActions actions;
  private final ProgramMenu programs;
  private final StackActions stacks;
  private final MarkModel marks;
  private final PauseTransition hover = new PauseTransition(HOVER_DELAY);
  private @Nullable Band band;
  private double mouseX;
  private double mouseY;
  private boolean narrowOnRelease;

  /// Scrolls while a rubber band is held beyond the edge.
  private final AnimationTimer pull =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          double beyond =
              mouseY < EDGE ? mouseY - EDGE : Math.max(0, mouseY - surface.getHeight() + EDGE);
          if (beyond != 0) {
            model.scrollTo(model.offsetProperty().get() + beyond * 0.4);
            drawBand();
          }
        }
      };

  GridInput(
      PhotoGridModel model,
      GridSurface surface,
      ThumbnailCache thumbnails,
      PhotoActions actions,
      StackActions stacks,
      MarkModel marks,
      Language language) {
    this.model = model;
    focusModel = model.focusModel();
    programs = new ProgramMenu(actions, language, model::chosen);
    this.surface = surface;
    this.thumbnails = thumbnails;
    this.actions = actions;
    this.stacks = stacks;
    this.marks = marks;
    hover.setOnFinished(_ -> surface.showCaption());
    surface.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
    surface.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> leave());
    surface.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    surface.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    surface.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
    surface.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    surface.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    surface.setOnDragDetected(this::dragDetected);
    surface.setOnDragDone(_ -> leave());
  }

  /// Clears the hover state.
  void hover() {
    leave();
  }

  private void leave() {
    hover.stop();
    surface.point(-1);
  }

  private void moved(MouseEvent event) {
    surface.point(surface.indexAt(event.getX(), event.getY()));
    hover.playFromStart();
  }

  private void scrolled(ScrollEvent event) {
    model.scrollTo(model.offsetProperty().get() - event.getDeltaY());
    leave();
    event.consume();
  }

  private void pressed(MouseEvent event) {
    surface.requestFocus();
    hover.stop();
    narrowOnRelease = false;
    int index = surface.indexAt(event.getX(), event.getY());
    mouseX = event.getX();
    mouseY = event.getY();
    boolean toggle = event.isShortcutDown();
    if (index < 0) {
      if (event.getButton() == MouseButton.PRIMARY) {
        begin(toggle || event.isShiftDown());
      }
      return;
    }
    ContentId content = content(index);
    if (event.getButton() == MouseButton.SECONDARY) {
      if (!model.selection().contains(content)) {
        focusModel.press(index, false, false);
      }
      return;
    }
    if (event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    Corner corner = corner(index, event);
    if (corner == Corner.STACK) {
      model.toggleStack(content);
    } else if (corner == Corner.SEARCH) {
      model.useAsQuery(content);
    } else if (event.getClickCount() == 2 && !toggle && corner == Corner.NONE) {
      model.open(content);
    } else if (corner == Corner.CHECK) {
      focusModel.press(index, true, event.isShiftDown());
    } else if (!toggle && !event.isShiftDown() && model.selection().contains(content)) {
      // The whole selection may be dragged, so only a click without a drag narrows it.
      narrowOnRelease = true;
    } else {
      focusModel.press(index, toggle, event.isShiftDown());
    }
    actions.prepare(model.chosen());
  }

  private enum Corner {
    NONE,
    CHECK,
    SEARCH,
    STACK
  }

  private Corner corner(int index, MouseEvent event) {
    if (surface.isOnStack(index, event.getX(), event.getY())) {
      return Corner.STACK;
    }
    Corner[] found = {Corner.NONE};
    JustifiedLayout now = model.layoutProperty().get();
    double px = event.getX() - GridSurface.INSET;
    double py = event.getY() + model.offsetProperty().get();
    now.place(
        index,
        (_, x, y, w, h) -> {
          if (px < x + PhotoCell.CORNER && py < y + PhotoCell.CORNER) {
            found[0] = Corner.CHECK;
          } else if (px > x + w - PhotoCell.CORNER && py > y + h - PhotoCell.CORNER) {
            found[0] = Corner.SEARCH;
          }
        });
    return found[0];
  }

  private void begin(boolean keep) {
    boolean adds = keep || model.selection().keptProperty().get();
    Set<ContentId> before = adds ? Set.copyOf(model.selection().contents()) : Set.of();
    band = new Band(mouseX, mouseY + model.offsetProperty().get(), before);
    pull.start();
  }

  private void dragged(MouseEvent event) {
    mouseX = event.getX();
    mouseY = event.getY();
    if (band != null) {
      drawBand();
    }
  }

  private void drawBand() {
    Band drawn = band;
    if (drawn == null) {
      return;
    }
    double offset = model.offsetProperty().get();
    double top = Math.min(drawn.y(), mouseY + offset);
    double bottom = Math.max(drawn.y(), mouseY + offset);
    double left = Math.min(drawn.x(), mouseX);
    double right = Math.max(drawn.x(), mouseX);
    surface.band(left, top - offset, right - left, bottom - top);
    focusModel.band(
        left - GridSurface.INSET, top, right - GridSurface.INSET, bottom, drawn.before());
  }

  private void released(MouseEvent event) {
    Band drawn = band;
    if (drawn != null) {
      pull.stop();
      surface.noBand();
      band = null;
      if (event.isStillSincePress()
          && drawn.before().isEmpty()
          && !model.selection().keptProperty().get()) {
        model.selection().clear();
      }
      return;
    }
    int index = surface.indexAt(event.getX(), event.getY());
    if (narrowOnRelease && event.isStillSincePress() && index >= 0) {
      focusModel.press(index, false, false);
    }
    narrowOnRelease = false;
  }

  private void dragDetected(MouseEvent event) {
    if (band != null || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    List<ContentId> chosen = model.chosen();
    if (chosen.isEmpty()) {
      return;
    }
    PhotoTransfer outgoing = actions.prepared(chosen);
    narrowOnRelease = false;
    leave();
    SystemClipboard.carry(surface.startDragAndDrop(TransferMode.COPY), outgoing, picture(outgoing));
    event.consume();
  }

  private @Nullable Image picture(PhotoTransfer outgoing) {
    return outgoing.contents().isEmpty() ? null : thumbnails.cached(outgoing.contents().getFirst());
  }

  private ContentId content(int index) {
    return model.itemsProperty().get().content(index);
  }

  private void key(KeyEvent event) {
    boolean extend = event.isShiftDown();
    boolean handled = true;
    if (event.isShortcutDown()) {
      handled = shortcut(event);
    } else if (event.isAltDown() || event.isMetaDown()) {
      handled = event.isAltDown() && (stack(event) || mark(event) || feedback(event));
    } else {
      switch (event.getCode()) {
        case LEFT -> focusModel.move(Move.LEFT, extend);
        case RIGHT -> focusModel.move(Move.RIGHT, extend);
        case UP -> focusModel.move(Move.UP, extend);
        case DOWN -> focusModel.move(Move.DOWN, extend);
        case PAGE_UP -> focusModel.move(Move.PAGE_UP, extend);
        case PAGE_DOWN -> focusModel.move(Move.PAGE_DOWN, extend);
        case HOME -> focusModel.move(Move.HOME, extend);
        case END -> focusModel.move(Move.END, extend);
        case ENTER, SPACE -> model.focusProperty().get().ifPresent(model::open);
        default -> handled = false;
      }
    }
    if (handled) {
      leave();
      event.consume();
    }
  }

  private boolean stack(KeyEvent event) {
    if (event.getCode() == KeyCode.DOWN) {
      model.focusProperty().get().ifPresent(model::openStack);
    } else if (event.getCode() == KeyCode.UP) {
      model.focusProperty().get().ifPresent(model::closeStack);
    } else {
      return false;
    }
    return true;
  }

  /// Rates or flags the selected photos or the focused one.
  private boolean mark(KeyEvent event) {
    Optional<Mark> mark = Mark.of(event.getCode());
    mark.ifPresent(one -> marks.set(one, focusModel.markable()));
    return mark.isPresent();
  }

  private boolean feedback(KeyEvent event) {
    switch (event.getCode()) {
      case M -> model.mark(Direction.MORE);
      case L -> model.mark(Direction.LESS);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean shortcut(KeyEvent event) {
    List<ContentId> chosen = model.chosen();
    if (event.getCode() == KeyCode.A) {
      if (event.isShiftDown()) {
        model.selection().clear();
      } else {
        focusModel.selectAll();
      }
    } else if (event.getCode() == KeyCode.C && event.isShiftDown()) {
      actions.copyPaths(chosen);
    } else if (event.getCode() == KeyCode.C) {
      actions.copy(chosen);
    } else if (event.getCode() == KeyCode.E && event.isShiftDown()) {
      if (!chosen.isEmpty()) {
        programs.show(surface);
      }
    } else if (event.getCode() == KeyCode.ENTER) {
      model.useChosenAsQuery();
    } else if (event.getCode() == KeyCode.K) {
      model.compare();
    } else if (event.getCode() == KeyCode.G && event.isShiftDown()) {
      stacks.split(chosen);
    } else if (event.getCode() == KeyCode.G) {
      stacks.join(chosen);
    } else if (event.getCode() == KeyCode.SPACE) {
      focusModel.toggleFocused();
    } else if (event.getCode() == KeyCode.PLUS || event.getCode() == KeyCode.EQUALS) {
      zoom(1.2);
    } else if (event.getCode() == KeyCode.MINUS) {
      zoom(1 / 1.2);
    } else {
      return false;
    }
    return true;
  }

  private void zoom(double factor) {
    model
        .rowHeightProperty()
        .set(
            Math.clamp(
                model.rowHeightProperty().get() * factor,
                PhotoGridModel.SMALLEST,
                PhotoGridModel.LARGEST));
  }
}
