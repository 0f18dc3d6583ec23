package app.akin.desktop.search;

import app.akin.core.query.ParsedLine.Span;
import app.akin.desktop.search.LineMarks.Mark;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.util.Subscription;

/// The text field of the typed line. Chips are frames over their words, so the field keeps the
/// whole line with its caret, selection, input method and undo. The blank before a chip is shown
/// wider, as room for the icon. JavaFX thread only.
final class LineField implements AutoCloseable {
  /// Shown in place of the blank before a chip with an icon; as wide as the font is high.
  private static final char ICON_BLANK = '\u2003';

  /// Shown in place of other blanks beside chips; half as wide.
  private static final char WIDE_BLANK = '\u2002';

  /// Room for the icon before the words, and around the words, in multiples of the font size.
  private static final double ICON_ROOM = 0.84;

  private static final double MARGIN = 0.12;
  private static final double HEIGHT = 1.8;
  private static final PseudoClass CHIP_FIRST = PseudoClass.getPseudoClass("chip-first");

  /// A chip in the field: one frame of a mark.
  private record Frame(Mark mark, Span span, ChipButton button) {}

  /// The frames over the text, placed in each layout.
  private static final class Layer extends Pane {
    private final Runnable place;

    Layer(Runnable place) {
      this.place = place;
    }

    @Override
    protected void layoutChildren() {
      place.run();
    }
  }

  private final LineModel model;
  private final FactTexts texts;
  private final BiConsumer<Mark, Button> open;
  private final TextField field = new TextField();
  private final Text text;
  private final Layer chips = new Layer(this::place);
  private final StackPane pane = new StackPane(field, chips);
  private final List<Frame> frames = new ArrayList<>();
  private final Subscription subscription;

  /// @param open opens the menu of a chip below its frame
  LineField(LineModel model, Language language, BiConsumer<Mark, Button> open) {
    this.model = model;
    this.texts = model.texts();
    this.open = open;
    // With this skin and without a prompt, the field has one text node: the one of the line.
    field.setSkin(new TextFieldSkin(field));
    text = (Text) field.lookup(".text");
    text.textProperty().unbind();
    text.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> shown(field.getText()), field.textProperty(), model.marksProperty()));
    field.getStyleClass().add("akin-search-field");
    chips.setPickOnBounds(false);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(chips.widthProperty());
    clip.heightProperty().bind(chips.heightProperty());
    chips.setClip(clip);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    Observable[] places = {
      text.boundsInParentProperty(),
      text.textProperty(),
      text.fontProperty(),
      field.layoutBoundsProperty(),
      chips.layoutBoundsProperty()
    };
    subscription =
        Subscription.combine(
            model.marksProperty().subscribe(this::show),
            language.messagesProperty().subscribe(() -> rebuild(model.marksProperty().get())));
    for (Observable place : places) {
      place.addListener(_ -> chips.requestLayout());
    }
  }

  /// Returns the view.
  StackPane view() {
    return pane;
  }

  /// Returns the text field.
  TextField field() {
    return field;
  }

  /// Replaces the line as one change that Ctrl+Z takes back, and focuses the field.
  void apply(String line) {
    LineChange change = LineChange.between(field.getText(), line);
    field.replaceText(change.start(), change.end(), change.text());
    field.requestFocus();
    field.positionCaret(change.start() + change.text().length());
  }

  /// Returns the first chip that the caret touches.
  Optional<Button> chipAtCaret() {
    int caret = field.getCaretPosition();
    return frames.stream()
        .filter(frame -> frame.span().start() <= caret && caret <= frame.span().end())
        .map(frame -> frame.button().view())
        .findFirst();
  }

  private String shown(String line) {
    StringBuilder wide = new StringBuilder(line);
    for (Mark mark : model.marksProperty().get().marks()) {
      for (Span span : mark.spans()) {
        widen(wide, span.start() - 1, hasIcon(mark) ? ICON_BLANK : WIDE_BLANK);
        widen(wide, span.end(), WIDE_BLANK);
      }
    }
    return wide.toString();
  }

  private static void widen(StringBuilder line, int index, char blank) {
    if (index < 0 || index >= line.length()) {
      return;
    }
    char now = line.charAt(index);
    if (now == ' ' || (now == WIDE_BLANK && blank == ICON_BLANK)) {
      line.setCharAt(index, blank);
    }
  }

  private static boolean hasIcon(Mark mark) {
    return switch (mark) {
      case LineMarks.Taken _ -> true;
      case LineMarks.Offered _, LineMarks.Excluded _ -> false;
    };
  }

  private void show(LineMarks marks) {
    List<Mark> before = frames.stream().map(Frame::mark).distinct().toList();
    boolean moved =
        before.size() == marks.marks().size()
            && frames.size() == marks.marks().stream().mapToInt(mark -> mark.spans().size()).sum();
    for (int i = 0; moved && i < before.size(); i++) {
      Mark now = marks.marks().get(i);
      moved = before.get(i).at(now.spans()).equals(now);
    }
    if (!moved) {
      rebuild(marks);
      return;
    }
    int next = 0;
    for (Mark mark : marks.marks()) {
      for (Span span : mark.spans()) {
        ChipButton button = frames.get(next).button();
        frames.set(next, new Frame(mark, span, button));
        button.view().setOnAction(_ -> open.accept(mark, button.view()));
        next++;
      }
    }
    chips.requestLayout();
  }

  private void rebuild(LineMarks marks) {
    frames.clear();
    for (Mark mark : marks.marks()) {
      for (Span span : mark.spans()) {
        ChipButton button = new ChipButton(mark, texts);
        Button view = button.view();
        view.setOnAction(_ -> open.accept(mark, view));
        view.setOnKeyPressed(event -> pressed(view, event));
        frames.add(new Frame(mark, span, button));
      }
    }
    chips.getChildren().setAll(frames.stream().map(frame -> (Node) frame.button().view()).toList());
    boolean first =
        frames.stream().anyMatch(frame -> hasIcon(frame.mark()) && frame.span().start() == 0);
    field.pseudoClassStateChanged(CHIP_FIRST, first);
    chips.requestLayout();
  }

  /// Places the frames over their words.
  private void place() {
    double size = field.getFont().getSize();
    for (Frame frame : frames) {
      Button button = frame.button().view();
      Span span = frame.span();
      String line = field.getText();
      boolean inside = span.end() <= line.length() && span.end() <= text.getText().length();
      button.setVisible(inside);
      if (!inside) {
        continue;
      }
      Path outline = new Path(text.rangeShape(span.start(), span.end()));
      Bounds words = chips.sceneToLocal(text.localToScene(outline.getBoundsInLocal()));
      boolean blank = span.start() == 0 || line.charAt(span.start() - 1) == ' ';
      boolean icon = hasIcon(frame.mark()) && blank;
      frame.button().showIcon(icon);
      double left = words.getMinX() - (icon ? ICON_ROOM : MARGIN) * size;
      double right = words.getMaxX() + MARGIN * size;
      double height = HEIGHT * size;
      button.resizeRelocate(left, words.getCenterY() - height / 2, right - left, height);
    }
  }

  private void pressed(KeyEvent event) {
    boolean menu =
        event.getCode() == KeyCode.CONTEXT_MENU
            || (event.getCode() == KeyCode.F10 && event.isShiftDown())
            || (event.getCode() == KeyCode.DOWN && event.isAltDown());
    Optional<Button> chip = menu ? chipAtCaret() : Optional.empty();
    if (chip.isPresent()) {
      chip.get().requestFocus();
      chip.get().fire();
      event.consume();
    }
  }

  /// Keys on a focused chip: the arrows go to the next one or to the text beside it.
  private void pressed(Button chip, KeyEvent event) {
    int index = chips.getChildren().indexOf(chip);
    boolean done = true;
    switch (event.getCode()) {
      case LEFT -> step(index, -1);
      case RIGHT -> step(index, 1);
      case DOWN, ENTER, CONTEXT_MENU -> chip.fire();
      case DELETE, BACK_SPACE -> apply(model.remove(frames.get(index).mark()));
      case ESCAPE -> field.requestFocus();
      default -> done = false;
    }
    if (done) {
      event.consume();
    }
  }

  private void step(int index, int by) {
    int next = index + by;
    if (next >= 0 && next < frames.size()) {
      frames.get(next).button().view().requestFocus();
    } else {
      Span span = frames.get(index).span();
      field.requestFocus();
      field.positionCaret(by < 0 ? span.start() : span.end());
    }
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
