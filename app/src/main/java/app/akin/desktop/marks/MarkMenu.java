package app.akin.desktop.marks;

import app.akin.core.photo.Flag;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;

/// Creates menu items that set marks: a submenu of ratings, and the flags. JavaFX thread only.
public final class MarkMenu {
  private MarkMenu() {}

  /// Returns new items.
  ///
  /// @param keys the end of the message keys of texts that name the shortcuts, such as `.alt`
  /// @param onChosen receives the mark that the user chooses
  public static List<MenuItem> items(Language language, String keys, Consumer<Mark> onChosen) {
    Menu ratings = new Menu(null, Icon.RATED.node(Icon.Size.SMALL));
    ratings.textProperty().bind(language.text("marks.menu.rating" + keys));
    for (int stars = Mark.MOST_STARS; stars >= 0; stars--) {
      MenuItem item = new MenuItem();
      item.textProperty()
          .bind(
              stars == 0
                  ? language.text("marks.menu.unrate")
                  : language.text("marks.stars", stars));
      Mark mark = new Mark.Rating(stars);
      item.setOnAction(_ -> onChosen.accept(mark));
      ratings.getItems().add(item);
    }
    List<MenuItem> items = new ArrayList<>();
    items.add(ratings);
    items.add(flag(language, Icon.PICKED, Flag.PICK, keys, onChosen));
    items.add(flag(language, Icon.REJECTED, Flag.REJECT, keys, onChosen));
    items.add(flag(language, Icon.NOT, Flag.NONE, keys, onChosen));
    return items;
  }

  private static MenuItem flag(
      Language language, Icon icon, Flag flag, String keys, Consumer<Mark> onChosen) {
    MenuItem item = new MenuItem(null, icon.node(Icon.Size.SMALL));
    item.textProperty().bind(language.text("marks.menu." + flag.word() + keys));
    item.setOnAction(_ -> onChosen.accept(new Mark.Flagged(flag)));
    return item;
  }
}
