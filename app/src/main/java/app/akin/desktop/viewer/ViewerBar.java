package app.akin.desktop.viewer;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import app.akin.desktop.viewer.ViewerCommands.Action;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The bar above the photo in the viewer: name, zoom factor, actions, and a menu of all actions.
/// JavaFX thread only.
final class ViewerBar {
  /// Width of the bar from which it has buttons for all actions; the menu has them at any width.
  private static final double ROOMY = 900;

  private static final List<Action> SECONDARY =
      List.of(Action.REVEAL, Action.OPEN_WITH, Action.COPY_PICTURE, Action.COPY_PATH);

  private final HBox bar = new HBox(2);

  /// @param scale screen pixels per pixel of the photo; 0 while unknown
  /// @param title shown on the left
  ViewerBar(ViewerCommands commands, ReadOnlyDoubleProperty scale, HBox title, Language language) {
    title.setAlignment(Pos.BASELINE_LEFT);
    title.setMinWidth(0);
    title.setMaxHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(title, Priority.ALWAYS);
    HBox others = new HBox(2);
    SECONDARY.forEach(action -> others.getChildren().add(commands.button(action)));
    others.visibleProperty().bind(bar.widthProperty().greaterThanOrEqualTo(ROOMY));
    others.managedProperty().bind(others.visibleProperty());
    bar.getChildren()
        .addAll(
            commands.button(Action.CLOSE),
            title,
            commands.button(Action.COMPARE),
            commands.button(Action.ZOOM_OUT),
            factor(commands, scale, language),
            commands.button(Action.ZOOM_IN),
            commands.button(Action.FIT),
            gap(),
            commands.button(Action.SEARCH),
            others,
            gap(),
            commands.button(Action.FACTS),
            commands.button(Action.SLIDESHOW),
            commands.button(Action.FULL_SCREEN),
            menu(commands, language));
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("akin-viewer-bar");
  }

  Region view() {
    return bar;
  }

  /// Returns the zoom factor as a button that shows the photo at 100 %.
  private static Node factor(
      ViewerCommands commands, ReadOnlyDoubleProperty scale, Language language) {
    Button factor = new Button();
    factor
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> scale.get() > 0 ? language.of("viewer.zoom", scale.get()) : "",
                scale,
                language.messagesProperty()));
    factor
        .accessibleTextProperty()
        .bind(
            Bindings.createStringBinding(
                () -> factor.getText() + " " + language.of("viewer.actual"),
                factor.textProperty(),
                language.messagesProperty()));
    factor.getStyleClass().addAll("akin-quiet-button", "akin-viewer-factor");
    factor.setMinWidth(Region.USE_PREF_SIZE);
    factor.setOnAction(_ -> commands.run(Action.ACTUAL_SIZE));
    Tooltips.setText(factor, language.text("viewer.actual"));
    return factor;
  }

  private static Node menu(ViewerCommands commands, Language language) {
    MenuButton menu = new MenuButton(null, Icon.MENU.node(Icon.Size.CLEAR));
    menu.getItems().setAll(commands.items());
    menu.accessibleTextProperty().bind(language.text("viewer.menu"));
    menu.getStyleClass().addAll("akin-quiet-button", "akin-viewer-menu", "no-arrow");
    menu.setMinWidth(Region.USE_PREF_SIZE);
    Tooltips.setText(menu, language.text("viewer.menu"));
    return menu;
  }

  private static Region gap() {
    Region gap = new Region();
    gap.setMinWidth(12);
    return gap;
  }
}
