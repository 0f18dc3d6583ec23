package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// The input of the typed line: the text field with its chips, and the popovers of suggestions and
/// chips below it. JavaFX thread only.
final class LineInput implements AutoCloseable {
  private final LineModel line;
  private final Language language;
  private final BarPane bar;
  private final BooleanSupplier removePicture;
  private final SearchBarView.Actions actions;
  private final LineField lineField;
  private final TextField field;
  private final SuggestionList suggestions;
  private final Subscription subscriptions;

  /// @param bar shows the popovers
  /// @param removePicture removes the last query image; returns whether there was one
  LineInput(
      LineModel line,
      Language language,
      BarPane bar,
      BooleanSupplier removePicture,
      SearchBarView.Actions actions) {
    this.line = line;
    this.language = language;
    this.bar = bar;
    this.removePicture = removePicture;
    this.actions = actions;
    lineField = new LineField(line, language, this::openChip);
    field = lineField.field();
    suggestions = new SuggestionList(line.texts(), this::take);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    field.setOnMouseClicked(
        _ -> {
          if (field.getText().isEmpty()) {
            line.suggestStart();
          }
        });
    subscriptions =
        Subscription.combine(
            field.textProperty().subscribe(this::typed),
            field.focusedProperty().subscribe(this::focused),
            line.suggestionsProperty().subscribe(this::showSuggestions));
  }

  /// Returns the view.
  Region view() {
    return lineField.view();
  }

  /// Returns the text field.
  TextField field() {
    return field;
  }

  /// Suggests earlier searches and examples if the line is empty.
  void suggestStart() {
    line.suggestStart();
  }

  /// Removes a fact from the line.
  void remove(Fact fact) {
    line.settle();
    line.mark(fact).ifPresent(mark -> change(line.remove(mark)));
  }

  /// Makes words of a fact of the line.
  void searchAsWords(Fact fact) {
    line.settle();
    line.mark(fact).ifPresent(mark -> change(line.asWords(mark)));
  }

  private void change(String now) {
    lineField.apply(now);
    line.settle();
  }

  /// Handles keys before the field does.
  private void pressed(KeyEvent event) {
    boolean open = bar.shows(suggestions.view());
    boolean plain = !event.isShiftDown() && !event.isAltDown() && !event.isShortcutDown();
    boolean done = true;
    switch (event.getCode()) {
      case ENTER -> {
        Optional<Suggestion> selected = open ? suggestions.selected() : Optional.empty();
        line.dismiss();
        selected.ifPresentOrElse(this::take, line::enter);
      }
      case ESCAPE -> {
        done = open;
        line.dismiss();
      }
      case DOWN -> {
        done = plain;
        if (plain && open) {
          move(1);
        } else if (plain) {
          actions.results().run();
        }
      }
      case UP -> {
        done = open && plain;
        if (done) {
          move(-1);
        }
      }
      case BACK_SPACE -> {
        boolean atStart = field.getCaretPosition() == 0 && field.getSelection().getLength() == 0;
        done = atStart && removePicture.getAsBoolean();
      }
      default -> done = false;
    }
    if (done) {
      event.consume();
    }
  }

  private void move(int by) {
    suggestions.move(by);
    field.setAccessibleHelp(suggestions.spoken());
  }

  private void typed(String before, String now) {
    // A menu belongs to the chip of the line before.
    if (!bar.shows(suggestions.view())) {
      bar.hide();
    }
    line.type(now);
    LineChange change = LineChange.between(before, now);
    boolean typing = field.getScene() != null && field.equals(field.getScene().getFocusOwner());
    if (typing && change.isKeystroke()) {
      line.suggest(change.start() + change.text().length());
    } else {
      line.dismiss();
    }
  }

  private void focused(boolean now) {
    if (!now) {
      line.dismiss();
      line.settle();
    }
  }

  private void showSuggestions(List<Suggestion> now) {
    suggestions.show(now);
    field.setAccessibleHelp(suggestions.spoken());
    if (now.isEmpty()) {
      if (bar.shows(suggestions.view())) {
        bar.hide();
      }
    } else if (!bar.shows(suggestions.view())) {
      bar.show(suggestions.view(), lineField.view(), true);
    } else {
      bar.requestLayout();
    }
  }

  private void take(Suggestion suggestion) {
    change(line.take(suggestion));
    line.dismiss();
  }

  private void openChip(LineMarks.Mark mark, Button frame) {
    ChipPanel panel =
        new ChipPanel(
            line,
            mark,
            language,
            new ChipPanel.Actions(
                changed -> {
                  bar.hide();
                  change(changed);
                },
                this::chooseArea,
                () -> {
                  bar.hide();
                  frame.requestFocus();
                }));
    bar.show(panel.view(), frame, false);
    panel.focus();
  }

  /// Opens the map to replace a fact about a place by an area.
  private void chooseArea(Fact place) {
    bar.hide();
    field.requestFocus();
    actions
        .area()
        .accept(
            place,
            area -> {
              Fact chosen = new Fact(FactField.AREA, place.negated(), List.of(area));
              line.settle();
              line.mark(place).ifPresent(mark -> change(line.use(mark, chosen, "")));
            });
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    lineField.close();
  }
}
