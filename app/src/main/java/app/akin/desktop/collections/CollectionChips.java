package app.akin.desktop.collections;

import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.photo.ContentId;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The collections that have a photo, as buttons that open them. Hidden if there are none, or no
/// photo is shown. JavaFX thread only.
public final class CollectionChips implements AutoCloseable {
  private final CollectionsModel model;
  private final ObservableValue<Optional<ContentId>> photo;
  private final ObservableValue<Boolean> shown;
  private final Consumer<PhotoCollection> open;
  private final FlowPane chips = new FlowPane(6, 6);
  private final VBox block;
  private final Subscription subscriptions;

  /// @param photo the photo
  /// @param shown whether the view is shown; nothing is read otherwise
  /// @param open shows the photos of a collection
  public CollectionChips(
      CollectionsModel model,
      ObservableValue<Optional<ContentId>> photo,
      ObservableValue<Boolean> shown,
      Language language,
      Consumer<PhotoCollection> open) {
    this.model = model;
    this.photo = photo;
    this.shown = shown;
    this.open = open;
    block = new VBox(6, Page.line(language.text("collect.in"), "akin-muted", "akin-small"), chips);
    block.getStyleClass().add("akin-collection-chips");
    block.managedProperty().bind(block.visibleProperty());
    block.setVisible(false);
    subscriptions =
        Subscription.combine(
            photo.subscribe(_ -> read()),
            shown.subscribe(_ -> read()),
            model.listedProperty().subscribe(_ -> read()));
  }

  /// Returns the view.
  public Region view() {
    return block;
  }

  private void read() {
    Optional<ContentId> now = photo.getValue();
    if (!shown.getValue() || now.isEmpty() || model.listedProperty().get().isEmpty()) {
      show(List.of());
      return;
    }
    model.with(
        now.get(),
        found -> {
          if (now.equals(photo.getValue())) {
            show(found);
          }
        });
  }

  private void show(List<PhotoCollection> collections) {
    chips.getChildren().setAll(collections.stream().map(this::chip).toList());
    block.setVisible(!collections.isEmpty());
  }

  private Button chip(PhotoCollection collection) {
    Button chip = new Button(collection.name(), Icon.COLLECTION.node(Icon.Size.SMALL));
    // A name may have an underscore.
    chip.setMnemonicParsing(false);
    chip.getStyleClass().add("akin-soft");
    chip.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    chip.setMinWidth(0);
    chip.maxWidthProperty().bind(chips.widthProperty());
    chip.setOnAction(_ -> open.accept(collection));
    return chip;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
