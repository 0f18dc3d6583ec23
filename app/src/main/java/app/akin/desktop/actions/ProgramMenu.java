package app.akin.desktop.actions;

import app.akin.core.photo.ContentId;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// The programs that the user has chosen to open photos, as a menu, with an item that chooses
/// another one. JavaFX thread only.
public final class ProgramMenu {
  /// Folders in which programs are on some platform.
  private static final List<Path> FOLDERS =
      List.of(Path.of("/Applications"), Path.of("C:\\Program Files"), Path.of("/usr/bin"));

  private final PhotoActions actions;
  private final Language language;
  private final Supplier<List<ContentId>> photos;
  private final ContextMenu popup = new ContextMenu();

  /// @param photos returns the photos to open
  public ProgramMenu(PhotoActions actions, Language language, Supplier<List<ContentId>> photos) {
    this.actions = actions;
    this.language = language;
    this.photos = photos;
  }

  /// Returns the name of a program for the user.
  static String name(Path program) {
    return String.valueOf(program.getFileName()).replaceFirst("\\.(exe|app|desktop)$", "");
  }

  /// Returns a new menu for a context menu.
  ///
  /// @param owner returns the window that owns the file chooser
  public Menu menu(Supplier<Window> owner) {
    Menu menu = new Menu(null, Icon.OPEN_WITH.node(Icon.Size.SMALL));
    menu.textProperty().bind(language.text("actions.openIn"));
    // A menu without items does not open.
    menu.getItems().setAll(items(owner));
    menu.setOnShowing(_ -> menu.getItems().setAll(items(owner)));
    return menu;
  }

  /// Shows the menu in the middle of a node, for the keyboard.
  public void show(Node node) {
    Bounds bounds = node.localToScreen(node.getLayoutBounds());
    popup.getItems().setAll(items(() -> node.getScene().getWindow()));
    popup.show(node, bounds.getCenterX(), bounds.getCenterY());
  }

  private List<MenuItem> items(Supplier<Window> owner) {
    List<MenuItem> items = new ArrayList<>();
    for (Path program : actions.chosenPrograms()) {
      MenuItem item = new MenuItem(name(program));
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> actions.openIn(program, photos.get()));
      items.add(item);
    }
    if (!items.isEmpty()) {
      items.add(new SeparatorMenuItem());
    }
    MenuItem other = new MenuItem(language.of("actions.openIn.other"));
    other.setOnAction(
        _ -> choose(owner.get()).ifPresent(program -> actions.openIn(program, photos.get())));
    items.add(other);
    return items;
  }

  private Optional<Path> choose(Window owner) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(language.of("actions.openIn.title"));
    Stream.concat(
            actions.chosenPrograms().stream().flatMap(last -> Stream.ofNullable(last.getParent())),
            FOLDERS.stream())
        .filter(Files::isDirectory)
        .findFirst()
        .ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
    return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
  }
}
