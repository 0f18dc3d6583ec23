package app.akin.desktop.collections;

import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.photo.ContentId;
import app.akin.desktop.collections.CollectionStore.Listed;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.util.Subscription;

/// Menus that put photos into a collection or take them out. JavaFX thread only.
public final class CollectionMenu implements AutoCloseable {
  /// Maximum number of collections in a menu; more are on the page.
  private static final int MOST = 20;

  private final CollectionsModel model;
  private final Language language;
  private final Supplier<List<ContentId>> photos;
  private final Supplier<Optional<String>> shown;
  private final Consumer<List<ContentId>> create;
  private final Menu add = new Menu(null, Icon.COLLECTION.node(Icon.Size.SMALL));
  private final MenuItem remove = new MenuItem(null, Icon.CLOSE.node(Icon.Size.SMALL));
  private final Subscription subscriptions;

  /// @param photos returns the photos of the grid on which the menu acts
  /// @param shown returns the name of the collection that the grid shows; empty for none
  /// @param create asks for the name of a new collection with photos
  public CollectionMenu(
      CollectionsModel model,
      Language language,
      Supplier<List<ContentId>> photos,
      Supplier<Optional<String>> shown,
      Consumer<List<ContentId>> create) {
    this.model = model;
    this.language = language;
    this.photos = photos;
    this.shown = shown;
    this.create = create;
    add.textProperty().bind(language.text("collect.add"));
    remove.textProperty().bind(language.text("collect.remove"));
    remove.setOnAction(_ -> current().ifPresent(one -> model.remove(one, photos.get())));
    subscriptions =
        Subscription.combine(
            model.listedProperty().subscribe(_ -> fill()),
            language.messagesProperty().subscribe(_ -> fill()));
  }

  /// Returns the items for the context menu of the grid.
  public List<MenuItem> items() {
    add.parentPopupProperty()
        .flatMap(ContextMenu::showingProperty)
        .orElse(false)
        .subscribe(
            showing -> {
              remove.setVisible(current().isPresent());
              if (showing) {
                model.refresh();
              }
            });
    return List.of(add, remove);
  }

  /// Lets the user choose the collection for photos in a menu over a node.
  public void choose(Node node, List<ContentId> chosen) {
    ContextMenu menu = new ContextMenu();
    menu.getStyleClass().add("akin-collection-chooser");
    menu.getItems().setAll(items(() -> chosen));
    Bounds place = node.localToScreen(node.getLayoutBounds());
    menu.show(node, place.getCenterX(), place.getCenterY());
  }

  private Optional<PhotoCollection> current() {
    return shown.get().flatMap(model::find);
  }

  private void fill() {
    add.getItems().setAll(items(photos));
  }

  private List<MenuItem> items(Supplier<List<ContentId>> chosen) {
    List<MenuItem> items = new ArrayList<>();
    for (Listed one : model.listedProperty().get()) {
      if (items.size() == MOST) {
        break;
      }
      PhotoCollection collection = one.collection();
      MenuItem item =
          new MenuItem(
              collection.name(), collection.isTarget() ? Icon.TARGET.node(Icon.Size.SMALL) : null);
      // A name may have an underscore.
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> model.add(collection, chosen.get()));
      items.add(item);
    }
    if (!items.isEmpty()) {
      items.add(new SeparatorMenuItem());
    }
    MenuItem created = new MenuItem(language.of("collect.new"), Icon.ADD.node(Icon.Size.SMALL));
    created.setOnAction(_ -> create.accept(chosen.get()));
    items.add(created);
    return items;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
