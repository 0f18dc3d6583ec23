package app.akin.desktop.grid;

import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.desktop.actions.ListChooser;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.marks.MarkMenu;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// Actions on the selected photos; visible if several are selected, or if the selection is kept.
/// JavaFX thread only.
final class SelectionBar implements AutoCloseable {
  private final PhotoGridModel model;
  private final PhotoActions actions;
  private final Language language;
  private final HBox bar = new HBox(2);
  private final Label count = new Label();
  private final Subscription subscriptions;

  SelectionBar(
      PhotoGridModel model,
      PhotoActions actions,
      StackActions stacks,
      MarkModel marks,
      Language language) {
    this.model = model;
    this.actions = actions;
    this.language = language;
    bar.getStyleClass().add("akin-selection-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    count.getStyleClass().add("akin-selection-count");
    count.setMinWidth(Region.USE_PREF_SIZE);
    bar.getChildren()
        .addAll(
            count,
            button(Icon.SEARCH_WITH, "grid.menu.searchThese", model::useChosenAsQuery),
            marking(marks),
            button(Icon.MORE_LIKE, "feedback.more", () -> model.mark(Direction.MORE)),
            button(Icon.LESS_LIKE, "feedback.less", () -> model.mark(Direction.LESS)),
            button(Icon.COPY, "actions.copy", () -> actions.copy(model.selection().contents())),
            button(
                Icon.LINK,
                "actions.copyPath",
                () -> actions.copyPaths(model.selection().contents())),
            button(Icon.LIST, "actions.export", this::export),
            button(Icon.COMPARE, "grid.compare", model::compare),
            button(Icon.STACK, "stacks.join", () -> stacks.join(model.selection().contents())),
            keep(),
            button(Icon.CLOSE, "grid.selected.clear", model.selection()::clear));
    Node last = bar.getChildren().getLast();
    if (last instanceof Button clear) {
      clear.textProperty().unbind();
      clear.setText("");
    }
    subscriptions =
        Subscription.combine(
            model.selection().changesProperty().subscribe(_ -> show()),
            model.selection().keptProperty().subscribe(_ -> show()),
            model.itemsProperty().subscribe(_ -> show()),
            language.messagesProperty().subscribe(_ -> show()));
    show();
  }

  Region view() {
    return bar;
  }

  /// Adds a button before the one that clears the selection.
  void add(Icon icon, String key, Runnable action) {
    bar.getChildren().add(bar.getChildren().size() - 1, button(icon, key, action));
  }

  /// Hides the button labels if they don't fit.
  ///
  /// @param width available width
  void compact(double width) {
    display(ContentDisplay.LEFT);
    bar.applyCss();
    if (bar.prefWidth(-1) > width) {
      display(ContentDisplay.GRAPHIC_ONLY);
    }
  }

  private void display(ContentDisplay display) {
    for (Node node : bar.getChildren()) {
      if (node instanceof ButtonBase button) {
        button.setContentDisplay(display);
      }
    }
  }

  private Button button(Icon icon, String key, Runnable action) {
    Button button = new Button(null, icon.node(Icon.Size.SMALL));
    dress(button, key);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private void dress(ButtonBase button, String key) {
    button.textProperty().bind(language.text(key));
    button.accessibleTextProperty().bind(language.text(key));
    Tooltips.setText(button, language.text(key));
    button.getStyleClass().add("akin-quiet-button");
  }

  /// Returns the button that keeps the selection for other searches.
  private ToggleButton keep() {
    ToggleButton button = new ToggleButton(null, Icon.PIN.node(Icon.Size.SMALL));
    dress(button, "grid.selected.keep");
    button.selectedProperty().bindBidirectional(model.selection().keptProperty());
    return button;
  }

  /// Returns the menu that rates and flags the selected photos.
  private MenuButton marking(MarkModel marks) {
    MenuButton button = new MenuButton(null, Icon.RATED.node(Icon.Size.SMALL));
    button.textProperty().bind(language.text("marks.menu.mark"));
    button.accessibleTextProperty().bind(language.text("marks.menu.mark"));
    Tooltips.setText(button, language.text("marks.menu.mark"));
    button.getStyleClass().addAll("akin-quiet-button", "akin-mark-menu", "no-arrow");
    button
        .getItems()
        .setAll(
            MarkMenu.items(
                language, ".alt", mark -> marks.set(mark, model.selection().contents())));
    return button;
  }

  private void show() {
    int size = model.selection().sizeProperty().get();
    boolean isKept = model.selection().keptProperty().get();
    bar.setVisible(size > 1 || (size > 0 && isKept));
    int hidden = isKept ? model.focusModel().hiddenSelected() : 0;
    count.setText(
        hidden == 0
            ? language.of("grid.selected", size)
            : language.of("grid.selected.hidden", size, hidden));
  }

  private void export() {
    ListChooser.choose(bar.getScene().getWindow(), language)
        .ifPresent(target -> actions.export(model.selection().contents(), target));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
