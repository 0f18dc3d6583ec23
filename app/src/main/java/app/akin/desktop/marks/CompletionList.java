package app.akin.desktop.marks;

import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The list of suggested keywords below the field, which keeps the focus: its keys move the
/// selection here. JavaFX thread only.
final class CompletionList {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final int NONE = -1;

  private final Consumer<String> take;
  private final VBox list = new VBox();
  private List<String> keywords = List.of();
  private int selected = NONE;

  /// @param take receives the keyword that is clicked
  CompletionList(Language language, Consumer<String> take) {
    this.take = take;
    list.getStyleClass().addAll("akin-popover", "akin-keyword-completions");
    list.setAccessibleRole(AccessibleRole.LIST_VIEW);
    list.accessibleTextProperty().bind(language.text("marks.keywords.suggested"));
    list.managedProperty().bind(list.visibleProperty());
    list.setVisible(false);
  }

  /// Returns the view.
  Region view() {
    return list;
  }

  /// Shows keywords, none selected; hides the list without any.
  void show(List<String> now) {
    keywords = List.copyOf(now);
    selected = NONE;
    list.getChildren().setAll(now.stream().map(this::row).toList());
    list.setVisible(!now.isEmpty());
  }

  /// Returns whether keywords are shown.
  boolean isShown() {
    return list.isVisible();
  }

  /// Selects the next or previous keyword; before the first one, none.
  void move(int by) {
    select(Math.clamp(selected + by, NONE, keywords.size() - 1));
  }

  /// Returns the selected keyword.
  Optional<String> selected() {
    return selected == NONE ? Optional.empty() : Optional.of(keywords.get(selected));
  }

  private void select(int index) {
    selected = index;
    for (int i = 0; i < list.getChildren().size(); i++) {
      list.getChildren().get(i).pseudoClassStateChanged(SELECTED, i == index);
    }
  }

  private Node row(String keyword) {
    Label row = new Label(MarkTexts.keyword(keyword));
    row.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    row.setMaxWidth(Double.MAX_VALUE);
    row.getStyleClass().add("akin-suggestion");
    row.setAccessibleRole(AccessibleRole.LIST_ITEM);
    row.setOnMouseMoved(_ -> select(keywords.indexOf(keyword)));
    row.setOnMouseClicked(_ -> take.accept(keyword));
    return row;
  }
}
