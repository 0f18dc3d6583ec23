package app.akin.desktop.marks;

import app.akin.core.photo.Keyword;
import app.akin.core.photo.MarkSources;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.Tooltips;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The keywords of photos as chips that can be removed, and a field that adds some: Enter and comma
/// add what is typed, and so does leaving the field. A chip that only some of several photos have
/// can be added to all. JavaFX thread only.
final class KeywordEditor {
  /// Maximum number of chips.
  private static final int MOST_CHIPS = 100;

  /// Maximum width of a chip: that of the panels with details, without their padding.
  private static final double MOST_WIDTH = 256;

  private final MarkModel model;
  private final Language language;
  private final BiConsumer<List<String>, List<String>> onChanged;
  private final LatestTask completing;
  private final FlowPane chips = new FlowPane(6, 6);
  private final TextField field = new TextField();
  private final CompletionList completions;
  private final StringProperty spoken = new SimpleStringProperty("");
  private final Label problem = new Label();
  private final VBox box;
  private MarkSummary shown = new MarkSummary.Builder().build(MarkSources.NONE, false);

  /// @param onChanged receives added and removed keywords
  KeywordEditor(
      MarkModel model, Language language, BiConsumer<List<String>, List<String>> onChanged) {
    this.model = model;
    this.language = language;
    this.onChanged = onChanged;
    completing = model.latestRead();
    completions = new CompletionList(language, this::add);
    field.getStyleClass().add("akin-keyword-field");
    field.promptTextProperty().bind(language.text("marks.keywords.add"));
    // A screen reader reads the selected suggestion with the name of the field.
    field
        .accessibleTextProperty()
        .bind(Bindings.concat(language.text("marks.keywords.add"), spoken));
    Tooltips.setText(field, language.text("marks.keywords.help"));
    field.textProperty().subscribe((_, text) -> typed(text));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field
        .focusedProperty()
        .subscribe(
            (_, focused) -> {
              if (!focused) {
                commit();
              }
            });
    // A long keyword is shortened rather than making the panel wider.
    chips.setMinWidth(0);
    problem.getStyleClass().addAll("akin-small", "akin-mark-problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.managedProperty().bind(problem.visibleProperty());
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    chips.managedProperty().bind(chips.visibleProperty());
    box =
        new VBox(
            8,
            Page.text(language.text("marks.keywords"), "akin-muted", "akin-small"),
            chips,
            field,
            problem,
            completions.view());
  }

  Region view() {
    return box;
  }

  /// Shows the keywords of photos.
  void show(MarkSummary summary) {
    boolean within = isChipFocused();
    shown = summary;
    List<Node> all = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : summary.keywords().entrySet()) {
      if (all.size() == MOST_CHIPS) {
        Label more =
            new Label(language.of("marks.keywords.more", summary.keywords().size() - MOST_CHIPS));
        more.getStyleClass().addAll("akin-muted", "akin-small");
        all.add(more);
        break;
      }
      all.add(chip(entry.getKey(), entry.getValue()));
    }
    chips.getChildren().setAll(all);
    chips.setVisible(!all.isEmpty());
    if (within) {
      field.requestFocus();
    }
  }

  private boolean isChipFocused() {
    return chips.isFocusWithin();
  }

  private Node chip(String keyword, int photos) {
    String name = MarkTexts.keyword(keyword);
    HBox chip = new HBox(2);
    chip.setAlignment(Pos.CENTER_LEFT);
    chip.getStyleClass().add("akin-keyword");
    chip.setMaxWidth(MOST_WIDTH);
    boolean isCommon = photos == shown.photos();
    Label text =
        new Label(
            isCommon ? name : language.of("marks.keywords.some", name, photos, shown.photos()));
    text.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    text.setMinWidth(0);
    String source = MarkTexts.source(language, shown.sources().keyword(keyword));
    Tooltips.setText(text, source.isEmpty() ? name : name + "\n" + source);
    chip.getChildren().add(text);
    if (!isCommon) {
      Button all = new Button(null, Icon.ADD.node(Icon.Size.TINY));
      all.getStyleClass().addAll("akin-chip-x", "akin-keyword-some");
      all.setMinWidth(Region.USE_PREF_SIZE);
      all.setAccessibleText(language.of("marks.keywords.toAll", name));
      Tooltips.setText(all, language.of("marks.keywords.toAll", name));
      all.setOnAction(_ -> onChanged.accept(List.of(keyword), List.of()));
      chip.getChildren().add(all);
    }
    Button remove = new Button(null, Icon.CLOSE.node(Icon.Size.TINY));
    remove.getStyleClass().addAll("akin-chip-x", "akin-keyword-remove");
    remove.setMinWidth(Region.USE_PREF_SIZE);
    remove.setAccessibleText(language.of("marks.keywords.remove", name));
    Tooltips.setText(remove, language.of("marks.keywords.remove", name));
    remove.setOnAction(_ -> onChanged.accept(List.of(), List.of(keyword)));
    chip.getChildren().add(remove);
    return chip;
  }

  private void typed(String text) {
    problem.setText("");
    KeywordText read = KeywordText.of(text);
    if (!read.complete().isEmpty()) {
      if (add(read.complete())) {
        field.setText(read.rest());
        field.end();
      }
      return;
    }
    if (read.rest().isEmpty()) {
      suggest(List.of());
      return;
    }
    model.complete(
        completing,
        read.rest(),
        found -> {
          if (field.isFocused() && field.getText().equals(text)) {
            suggest(found.stream().filter(keyword -> !shown.common().contains(keyword)).toList());
          }
        });
  }

  private void suggest(List<String> found) {
    completions.show(found);
    speak();
  }

  private void speak() {
    spoken.set(completions.selected().map(keyword -> ", " + MarkTexts.keyword(keyword)).orElse(""));
  }

  private void key(KeyEvent event) {
    boolean handled = true;
    switch (event.getCode()) {
      case DOWN -> completions.move(1);
      case UP -> completions.move(-1);
      case ENTER -> enter();
      case ESCAPE -> handled = cancel();
      default -> handled = false;
    }
    if (handled) {
      speak();
      event.consume();
    }
  }

  private void enter() {
    Optional<String> selected = completions.selected();
    if (selected.isPresent()) {
      add(selected.get());
    } else {
      commit();
    }
  }

  /// Hides the suggestions, then clears the field.
  ///
  /// @return whether there was something to cancel
  private boolean cancel() {
    if (completions.isShown()) {
      suggest(List.of());
    } else if (!field.getText().isEmpty()) {
      field.clear();
    } else {
      return false;
    }
    return true;
  }

  /// Adds what is typed.
  void commit() {
    List<String> typed = KeywordText.of(field.getText()).all();
    if (typed.isEmpty() || add(typed)) {
      field.clear();
      suggest(List.of());
    }
  }

  private void add(String keyword) {
    if (add(List.of(keyword))) {
      field.clear();
      suggest(List.of());
    }
  }

  private boolean add(List<String> keywords) {
    for (String keyword : keywords) {
      if (Keyword.of(keyword).isEmpty()) {
        problem.setText(language.of("marks.keywords.tooLong", Keyword.MAX_LENGTH));
        return false;
      }
    }
    onChanged.accept(keywords, List.of());
    return true;
  }
}
