package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.ProgramMenu;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.marks.MarkMenu;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// The context menu of the focused photo. JavaFX thread only.
final class PhotoContextMenu {
  private final PhotoGridModel model;
  private final Language language;
  private final ContextMenu menu = new ContextMenu();

  PhotoContextMenu(
      PhotoGridModel model,
      PhotoActions actions,
      StackActions stacks,
      MarkModel marks,
      Language language) {
    this.model = model;
    this.language = language;
    MenuItem toggle = one(Icon.STACK, "stacks.open", model::toggleStack);
    toggle.textProperty().unbind();
    List<MenuItem> stacked =
        List.of(
            toggle,
            one(Icon.STRONG, "stacks.makeCover", stacks::makeCover),
            item(Icon.UNSTACK, "stacks.takeOut", () -> stacks.split(model.chosen())));
    MenuItem join = item(Icon.STACK, "stacks.join", () -> stacks.join(model.chosen()));
    MenuItem search = one(Icon.SEARCH_WITH, "grid.menu.search", model::useAsQuery);
    search.textProperty().unbind();
    menu.setOnShowing(
        _ -> {
          Optional<ContentId> focus = model.focusProperty().get();
          boolean several =
              model.selection().sizeProperty().get() > 1
                  && focus.filter(model.selection()::contains).isPresent();
          search.setText(language.of(several ? "grid.menu.searchThese" : "grid.menu.search"));
          Optional<GridItems.Stack> stack = focus.flatMap(model::stackOf);
          boolean inStack = stack.isPresent();
          toggle.setText(
              language.of(
                  stack.filter(GridItems.Stack::isOpen).isPresent()
                      ? "stacks.close"
                      : "stacks.open"));
          stacked.forEach(item -> item.setVisible(inStack));
          join.setVisible(several);
        });
    menu.getItems()
        .addAll(
            one(Icon.PHOTO, "grid.menu.open", model::open),
            search,
            item(Icon.MORE_LIKE, "feedback.more", () -> model.mark(Direction.MORE)),
            item(Icon.LESS_LIKE, "feedback.less", () -> model.mark(Direction.LESS)),
            new SeparatorMenuItem());
    menu.getItems()
        .addAll(
            MarkMenu.items(
                language, ".alt", mark -> marks.set(mark, model.focusModel().markable())));
    menu.getItems().add(new SeparatorMenuItem());
    menu.getItems().addAll(stacked);
    menu.getItems()
        .addAll(
            join,
            item(Icon.COMPARE, "grid.compare", model::compare),
            item(Icon.NOT, "stacks.neverStack", () -> stacks.neverStack(model.chosenStacks())),
            new SeparatorMenuItem(),
            one(Icon.FOLDER, "actions.reveal", actions::reveal),
            one(Icon.OPEN_WITH, "actions.openWith", actions::openWith),
            new ProgramMenu(actions, language, model::chosen).menu(menu::getOwnerWindow),
            new SeparatorMenuItem(),
            item(Icon.COPY, "actions.copyFiles", () -> actions.copy(model.chosen())),
            one(Icon.PHOTO, "actions.copyPicture", actions::copyPicture),
            item(Icon.TEXT, "actions.copyText", () -> actions.copyText(model.chosen())),
            item(Icon.LINK, "actions.copyPath", () -> actions.copyPaths(model.chosen())));
  }

  ContextMenu menu() {
    return menu;
  }

  private MenuItem one(Icon icon, String key, Consumer<ContentId> action) {
    return item(icon, key, () -> model.focusProperty().get().ifPresent(action));
  }

  private MenuItem item(Icon icon, String key, Runnable action) {
    MenuItem item = new MenuItem(null, icon.node(Icon.Size.SMALL));
    item.textProperty().bind(language.text(key));
    item.setOnAction(_ -> action.run());
    return item;
  }
}
