package app.akin.desktop.grid;

import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.theme.Language;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/// All photos, or those that were found: the rows, the strip through time at their right, how many
/// there are, how large they are shown, and what can be done with the selected ones. JavaFX thread
/// only.
public final class PhotoGridView implements AutoCloseable {
  /// From this width on, there is room for the slider and for words on buttons.
  private static final double ROOMY = 640;

  private final PhotoGridModel model;
  private final Language language;
  private final GridSurface surface;
  private final Scrubber scrubber;
  private final SelectionBar selection;
  private final StackPane layers = new StackPane();
  private final Label count = new Label();
  private final Subscription subscriptions;

  /// @param model what is shown
  /// @param thumbnails the pictures
  /// @param actions what can be done with photos
  /// @param language the words
  /// @param lead what stands over the rows, before the size
  public PhotoGridView(
      PhotoGridModel model,
      ThumbnailCache thumbnails,
      PhotoActions actions,
      Language language,
      Region lead) {
    this.model = model;
    this.language = language;
    surface = new GridSurface(model, thumbnails, language);
    scrubber = new Scrubber(model, language);
    selection = new SelectionBar(model, actions, language);
    GridInput input = new GridInput(model, surface, thumbnails, actions);
    ContextMenu menu = new PhotoMenu(model, actions, language).menu();
    surface.setOnContextMenuRequested(
        event -> {
          if (model.focusProperty().get().isPresent()) {
            menu.show(surface, event.getScreenX(), event.getScreenY());
            input.rest();
          }
        });
    // A menu has its colours from the grid: it goes when the grid does.
    surface
        .sceneProperty()
        .subscribe(
            scene -> {
              if (scene == null) {
                menu.hide();
              }
            });
    count.getStyleClass().add("akin-grid-count");
    count.managedProperty().bind(count.visibleProperty());
    count.visibleProperty().bind(count.textProperty().isNotEmpty());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Region sizes = new SizeSlider(model, language).view();
    sizes.managedProperty().bind(sizes.visibleProperty());
    HBox bar = new HBox(16, count, lead, space, sizes);
    bar.getStyleClass().add("akin-grid-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.setMinWidth(0);
    BorderPane frame = new BorderPane(surface);
    frame.setTop(bar);
    frame.setRight(scrubber);
    StackPane.setAlignment(selection.view(), Pos.BOTTOM_CENTER);
    StackPane.setMargin(selection.view(), new Insets(0, 24, 20, 24));
    layers.getChildren().addAll(frame, selection.view());
    layers.getStyleClass().add("akin-photos");
    layers.setMinWidth(0);
    subscriptions =
        Subscription.combine(
            layers
                .widthProperty()
                .subscribe(
                    width -> {
                      boolean narrow = width.doubleValue() < ROOMY;
                      selection.compact(narrow);
                      sizes.setVisible(!narrow);
                    }),
            model.itemsProperty().subscribe(_ -> count()),
            language.messagesProperty().subscribe(_ -> count()));
  }

  /// The grid.
  public Region view() {
    return layers;
  }

  /// Takes the keyboard.
  public void focus() {
    surface.requestFocus();
  }

  /// Shows why a photo was found, as when the pointer rests on it.
  public void pointAt(int index) {
    surface.point(index);
    surface.card();
  }

  /// How many nodes stand for photos, whatever their number.
  int cells() {
    return surface.cells();
  }

  /// The part that scrolls.
  Region surface() {
    return surface;
  }

  private void count() {
    switch (model.itemsProperty().get()) {
      case Items.All all -> count.setText(language.of("grid.count", all.size()));
      // What was found is said by the search.
      case Items.Found _ -> count.setText("");
    }
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    selection.close();
    scrubber.close();
    surface.close();
  }
}
