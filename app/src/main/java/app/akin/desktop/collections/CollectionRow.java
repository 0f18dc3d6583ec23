package app.akin.desktop.collections;

import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.photo.ContentId;
import app.akin.desktop.collections.CollectionStore.Listed;
import app.akin.desktop.search.ClipboardReader;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// A collection of the page. Photos can be dropped on it. JavaFX thread only.
final class CollectionRow {
  private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");
  private static final double SIDE = 48;

  private final PageRow row;

  CollectionRow(
      Listed one, CollectionsModel model, Language language, CollectionsView.Actions actions) {
    PhotoCollection collection = one.collection();
    String name = collection.name();
    row =
        new PageRow(
            cover(one, actions),
            name,
            language.of("collect.count", collection.photos(), collection.missing()),
            language.of("collect.open", name, collection.photos()),
            () -> actions.open().accept(collection));
    if (collection.isTarget()) {
      row.badge(language.of("collect.target"), "akin-badge-accent");
    }
    ToggleButton target = new ToggleButton(null, Icon.TARGET.node(Icon.Size.CLEAR));
    target.getStyleClass().add("akin-quiet-button");
    target.setSelected(collection.isTarget());
    target.setAccessibleText(language.of("collect.target.make", name));
    Tooltips.setText(target, language.textNow("collect.target.make", name));
    target.setOnAction(_ -> model.toggleTarget(collection));
    row.add(target)
        .add(
            Buttons.icon(
                Icon.EXPORT,
                language.textNow("collect.export", name),
                () -> actions.export().accept(collection)))
        .add(
            Buttons.icon(
                Icon.EDIT,
                language.textNow("collect.rename", name),
                () -> actions.rename().accept(collection)))
        .add(
            Buttons.icon(
                Icon.REMOVE,
                language.textNow("collect.delete", name),
                () -> model.delete(collection)));
    acceptPhotos(row.view(), photos -> model.add(collection, photos));
  }

  Region view() {
    return row.view();
  }

  private static Node cover(Listed one, CollectionsView.Actions actions) {
    StackPane cover =
        new StackPane(
            one.cover()
                .map(actions.cover())
                .orElseGet(() -> Icon.COLLECTION.node(Icon.Size.LARGE)));
    cover.setMinSize(SIDE, SIDE);
    cover.setMaxSize(SIDE, SIDE);
    cover.setPrefSize(SIDE, SIDE);
    return cover;
  }

  /// Accepts photos of the library that are dropped on a node.
  static void acceptPhotos(Node node, Consumer<List<ContentId>> take) {
    node.addEventHandler(
        DragEvent.DRAG_OVER,
        event -> {
          if (event.getDragboard().hasContent(ClipboardReader.photos())) {
            event.acceptTransferModes(TransferMode.COPY);
            node.pseudoClassStateChanged(OVER, true);
            event.consume();
          }
        });
    node.addEventHandler(DragEvent.DRAG_EXITED, _ -> node.pseudoClassStateChanged(OVER, false));
    node.addEventHandler(
        DragEvent.DRAG_DROPPED,
        event -> {
          node.pseudoClassStateChanged(OVER, false);
          if (ClipboardReader.read(event.getDragboard()).orElse(null)
              instanceof DroppedContent.Photos(List<ContentId> photos)) {
            take.accept(photos);
            event.setDropCompleted(true);
            event.consume();
          }
        });
  }
}
