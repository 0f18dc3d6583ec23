package app.akin.desktop.search;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The list of suggestions below the text field, which keeps the focus: its keys move the selection
/// here. JavaFX thread only.
final class SuggestionList {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final int NONE = -1;

  private final FactTexts texts;
  private final Language language;
  private final Consumer<Suggestion> take;
  private final VBox list = new VBox();
  private List<Suggestion> suggestions = List.of();
  private int selected = NONE;

  /// @param take receives the suggestion that is clicked
  SuggestionList(FactTexts texts, Consumer<Suggestion> take) {
    this.language = texts.language();
    this.texts = texts;
    this.take = take;
    list.getStyleClass().addAll("akin-popover", "akin-suggestions");
    list.setAccessibleRole(AccessibleRole.LIST_VIEW);
    list.accessibleTextProperty().bind(language.text("search.suggestions"));
  }

  /// Returns the view.
  Region view() {
    return list;
  }

  /// Shows suggestions; none is selected.
  void show(List<Suggestion> now) {
    suggestions = List.copyOf(now);
    selected = NONE;
    list.getChildren().setAll(now.stream().map(this::row).toList());
  }

  /// Selects the next or previous suggestion; beyond the first one, none.
  void move(int by) {
    select(Math.clamp(selected + by, NONE, suggestions.size() - 1));
  }

  /// Returns the selected suggestion.
  Optional<Suggestion> selected() {
    return selected == NONE ? Optional.empty() : Optional.of(suggestions.get(selected));
  }

  /// Returns what a screen reader says of the selected suggestion; empty without one.
  String spoken() {
    return selected().map(this::words).orElse("");
  }

  private void select(int index) {
    selected = index;
    for (int i = 0; i < list.getChildren().size(); i++) {
      list.getChildren().get(i).pseudoClassStateChanged(SELECTED, i == index);
    }
  }

  private Node row(Suggestion suggestion) {
    Label text = new Label(title(suggestion), icon(suggestion).node(Icon.Size.SMALL));
    text.setMaxWidth(Double.MAX_VALUE);
    text.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    HBox.setHgrow(text, Priority.ALWAYS);
    Label detail = new Label(detail(suggestion));
    detail.getStyleClass().addAll("akin-muted", "akin-small");
    detail.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(16, text, detail);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("akin-suggestion");
    row.setAccessibleRole(AccessibleRole.LIST_ITEM);
    row.setAccessibleText(words(suggestion));
    row.setOnMouseMoved(_ -> select(suggestions.indexOf(suggestion)));
    row.setOnMouseClicked(_ -> take.accept(suggestion));
    return row;
  }

  private static Icon icon(Suggestion suggestion) {
    return switch (suggestion) {
      case Suggestion.Held held -> FactTexts.icon(held.value().fact().field());
      case Suggestion.Recent _ -> Icon.HISTORY;
      case Suggestion.Example _ -> Icon.SEARCH;
    };
  }

  private static String title(Suggestion suggestion) {
    return switch (suggestion) {
      case Suggestion.Held held -> held.value().label();
      case Suggestion.Recent(String line) -> line;
      case Suggestion.Example(String line) -> line;
    };
  }

  private String detail(Suggestion suggestion) {
    return switch (suggestion) {
      case Suggestion.Held held ->
          language.of(
              "search.suggestion.held",
              texts.name(held.value().fact().field()),
              held.value().count());
      case Suggestion.Recent _ -> language.of("search.suggestion.recent");
      case Suggestion.Example _ -> language.of("search.suggestion.example");
    };
  }

  private String words(Suggestion suggestion) {
    return title(suggestion) + ", " + detail(suggestion);
  }
}
