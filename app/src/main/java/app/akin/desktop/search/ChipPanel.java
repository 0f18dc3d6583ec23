package app.akin.desktop.search;

import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.desktop.search.LineMarks.Mark;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The menu of a chip: remove, search as words, other readings, and an editor of its value. Each
/// choice gives another line. Recreated each time it is shown. JavaFX thread only.
final class ChipPanel {
  /// Actions of the menu.
  ///
  /// @param apply receives the changed line
  /// @param map opens the map to replace a fact about a place by an area
  /// @param close closes the menu without a change
  record Actions(Consumer<String> apply, Consumer<Fact> map, Runnable close) {}

  /// Maximum number of other values in the list.
  private static final int MAX_VALUES = 8;

  private final LineModel model;
  private final Mark mark;
  private final FactTexts texts;
  private final Language language;
  private final Actions actions;
  private final VBox column = new VBox(2);
  private final ScrollPane panel = new ScrollPane(column);

  ChipPanel(LineModel model, Mark mark, Language language, Actions actions) {
    this.model = model;
    this.mark = mark;
    this.language = language;
    this.texts = model.texts();
    this.actions = actions;
    panel.getStyleClass().addAll("akin-popover", "akin-chip-panel");
    panel.setFitToWidth(true);
    panel.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    panel.setAccessibleText(ChipButton.label(mark, texts));
    panel.setFocusTraversable(false);
    column.getChildren().add(title());
    switch (mark) {
      case LineMarks.Taken taken -> {
        addEditor(taken.fact());
        addMap(taken.fact());
        addReadings(taken.others());
        addCommand(Icon.TEXT, "search.fact.words", () -> model.asWords(mark));
        addCommand(Icon.REMOVE, "search.fact.remove", () -> model.remove(mark));
      }
      case LineMarks.Offered offered -> {
        addReadings(offered.facts());
        addCommand(Icon.TEXT, "search.fact.keep", () -> model.asWords(mark));
      }
      case LineMarks.Excluded _ -> {
        addCommand(Icon.TEXT, "search.fact.words", () -> model.asWords(mark));
        addCommand(Icon.REMOVE, "search.fact.remove", () -> model.remove(mark));
      }
    }
    panel.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  /// Returns the view.
  Region view() {
    return panel;
  }

  /// Focuses the first control.
  void focus() {
    // The content of a scroll pane joins the scene with its skin.
    panel.applyCss();
    column.requestFocus();
    column.requestFocusTraversal(TraversalDirection.NEXT);
  }

  private Node title() {
    Label name = new Label(ChipButton.label(mark, texts));
    name.getStyleClass().add("akin-strong");
    name.setWrapText(true);
    Label canonical = new Label(LineModel.canonical(mark));
    canonical.getStyleClass().addAll("akin-muted", "akin-small");
    canonical.setWrapText(true);
    VBox title = new VBox(2, name, canonical);
    title.getStyleClass().add("akin-chip-title");
    return title;
  }

  private void addEditor(Fact fact) {
    FactField field = fact.field();
    List<Facet> held = model.held(field);
    if (field == FactField.DATE) {
      addSection(new DateEditor(fact, language, edited -> use(edited, "")).view());
    } else if (!held.isEmpty()) {
      held.stream()
          .filter(value -> !value.fact().values().equals(fact.values()))
          .limit(MAX_VALUES)
          .forEach(
              value ->
                  addRow(
                      FactTexts.icon(field),
                      value.label(),
                      language.of("search.fact.photos", value.count()),
                      () -> use(withValue(fact, value.fact()), value.label())));
      addSeparator();
    } else if (field.words().isEmpty()) {
      addSection(words());
    } else {
      for (String word : field.words()) {
        Fact other = withValue(fact, Fact.of(field, new FactValue.Text(word)));
        if (!other.equals(fact)) {
          addRow(FactTexts.icon(field), texts.value(other), "", () -> use(other, ""));
        }
      }
      addSeparator();
    }
  }

  /// Adds the map as an editor of places.
  private void addMap(Fact fact) {
    switch (fact.field().type()) {
      case PLACE, NEAR, AREA -> {
        addRow(Icon.MAP, language.of("search.fact.map"), "", () -> actions.map().accept(fact));
        addSeparator();
      }
      case DATE, DAY, TIME, NUMBER, WORD, TEXT -> {}
    }
  }

  private static Fact withValue(Fact fact, Fact other) {
    return new Fact(fact.field(), fact.negated(), other.values());
  }

  /// Returns the editor of the words.
  private Node words() {
    TextField words = new TextField(model.words(mark));
    words.setAccessibleText(language.of("search.fact.edit"));
    words.setOnAction(_ -> actions.apply().accept(model.reword(mark, words.getText())));
    Button change = new Button(language.of("search.fact.apply"));
    change.setMinWidth(Region.USE_PREF_SIZE);
    change.setOnAction(_ -> actions.apply().accept(model.reword(mark, words.getText())));
    HBox.setHgrow(words, Priority.ALWAYS);
    return new HBox(8, words, change);
  }

  private void addReadings(List<Fact> facts) {
    for (Fact fact : facts) {
      addRow(
          FactTexts.icon(fact.field()),
          language.of("search.fact.use", texts.label(fact)),
          "",
          () -> use(fact, ""));
    }
  }

  private void use(Fact fact, String name) {
    actions.apply().accept(model.use(mark, fact, name));
  }

  private void addCommand(Icon icon, String key, Supplier<String> line) {
    addRow(icon, language.of(key), "", () -> actions.apply().accept(line.get()));
  }

  private void addRow(Icon icon, String words, String detail, Runnable action) {
    Label text = new Label(words, icon.node(Icon.Size.SMALL));
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    Label count = new Label(detail);
    count.getStyleClass().addAll("akin-muted", "akin-small");
    count.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(16, text, count);
    row.setAlignment(Pos.CENTER_LEFT);
    Button button = new Button(null, row);
    button.setAccessibleText(detail.isEmpty() ? words : words + ", " + detail);
    button.setMaxWidth(Double.MAX_VALUE);
    button.getStyleClass().addAll("akin-quiet-button", "akin-popover-row");
    button.setOnAction(_ -> action.run());
    row.minWidthProperty().bind(button.widthProperty().subtract(24));
    column.getChildren().add(button);
  }

  private void addSection(Node node) {
    VBox section = new VBox(node);
    section.getStyleClass().add("akin-popover-section");
    column.getChildren().add(section);
    addSeparator();
  }

  private void addSeparator() {
    column.getChildren().add(new Separator());
  }

  private void pressed(KeyEvent event) {
    boolean typing = event.getTarget() instanceof TextInputControl;
    if (event.getCode() == KeyCode.ESCAPE) {
      actions.close().run();
      event.consume();
    } else if (event.getCode() == KeyCode.TAB) {
      move(event.isShiftDown() ? -1 : 1);
      event.consume();
    } else if (!typing && event.getCode() == KeyCode.DOWN) {
      move(1);
      event.consume();
    } else if (!typing && event.getCode() == KeyCode.UP) {
      move(-1);
      event.consume();
    }
  }

  /// Moves the focus to the next or previous control. The focus stays in the menu.
  private void move(int by) {
    List<Node> controls = new ArrayList<>();
    addControls(column, controls);
    Node owner = panel.getScene().getFocusOwner();
    int at = -1;
    for (int i = 0; i < controls.size(); i++) {
      at = isWithin(owner, controls.get(i)) ? i : at;
    }
    if (!controls.isEmpty()) {
      controls.get(Math.floorMod(at + by, controls.size())).requestFocus();
    }
  }

  private static void addControls(Node node, List<Node> controls) {
    if (node.isFocusTraversable() && !node.isDisabled()) {
      controls.add(node);
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> addControls(child, controls));
    }
  }

  private static boolean isWithin(@Nullable Node node, Node outer) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(outer)) {
        return true;
      }
    }
    return false;
  }
}
