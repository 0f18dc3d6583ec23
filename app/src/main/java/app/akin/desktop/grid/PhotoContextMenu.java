package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// The context menu of the focused photo. JavaFX thread only.
final class PhotoContextMenu {
  private final PhotoGridModel model;
  private final Language language;
  private final ContextMenu menu = new ContextMenu();

  PhotoContextMenu(PhotoGridModel model, PhotoActions actions, Language language) {
    this.model = model;
    this.language = language;
    menu.getItems()
        .addAll(
            one(Icon.PHOTO, "grid.menu.open", model::open),
            search(),
            new SeparatorMenuItem(),
            one(Icon.FOLDER, "actions.reveal", actions::reveal),
            one(Icon.OPEN_WITH, "actions.openWith", actions::openWith),
            new SeparatorMenuItem(),
            item(Icon.COPY, "actions.copyFiles", () -> actions.copy(model.chosen())),
            one(Icon.PHOTO, "actions.copyPicture", actions::copyPicture),
            item(Icon.LINK, "actions.copyPath", () -> actions.copyPaths(model.chosen())));
  }

  ContextMenu menu() {
    return menu;
  }

  private MenuItem search() {
    MenuItem item = one(Icon.SEARCH_WITH, "grid.menu.search", model::useAsQuery);
    item.textProperty().unbind();
    menu.setOnShowing(
        _ -> {
          boolean several =
              model.selection().sizeProperty().get() > 1
                  && model.focusProperty().get().filter(model.selection()::contains).isPresent();
          item.setText(language.of(several ? "grid.menu.searchThese" : "grid.menu.search"));
        });
    return item;
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
