package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.StackActions;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Tooltips;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/// The view of the grid: rows, timeline scrubber, count, size slider and selection bar. JavaFX
/// thread only.
public final class PhotoGridView implements AutoCloseable {
  /// Minimum width for the slider.
  private static final double ROOMY = 740;

  private final PhotoGridModel model;
  private final Language language;
  private final GridSurface surface;
  private final TimelineScrubber scrubber;
  private final SelectionBar selection;
  private final ContextMenu menu;
  private final StackPane layers = new StackPane();
  private final Label count = new Label();
  private final Subscription subscriptions;

  /// @param model the state of the grid
  /// @param thumbnails the thumbnails
  /// @param actions actions on photos
  /// @param stacks decisions about stacks
  /// @param marks marks of the photos
  /// @param language texts
  /// @param lead shown above the rows, before the size slider
  public PhotoGridView(
      PhotoGridModel model,
      ThumbnailCache thumbnails,
      PhotoActions actions,
      StackActions stacks,
      MarkModel marks,
      Language language,
      Region lead) {
    this.model = model;
    this.language = language;
    surface = new GridSurface(model, thumbnails, marks, language);
    scrubber = new TimelineScrubber(model, language);
    selection = new SelectionBar(model, actions, stacks, marks, language);
    GridInput input = new GridInput(model, surface, thumbnails, actions, stacks, marks, language);
    menu = new PhotoContextMenu(model, actions, stacks, marks, language).menu();
    surface.setOnContextMenuRequested(
        event -> {
          if (model.focusProperty().get().isPresent()) {
            menu.show(surface, event.getScreenX(), event.getScreenY());
            input.hover();
          }
        });
    // A menu takes its colors from the grid, so it closes with the grid.
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
    HBox bar = new HBox(16, count, folding(), lead, space, sizes);
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
                      selection.compact(width.doubleValue() - 2 * GridSurface.INSET);
                      sizes.setVisible(!narrow);
                    }),
            model.itemsProperty().subscribe(_ -> count()),
            language.messagesProperty().subscribe(_ -> count()));
  }

  /// Returns the view.
  public Region view() {
    return layers;
  }

  /// Returns the bar that floats above the photos while several are selected.
  public Region selectionBar() {
    return selection.view();
  }

  /// Adds items to the context menu, after a separator.
  public void addToMenu(List<MenuItem> items) {
    menu.getItems().add(new SeparatorMenuItem());
    menu.getItems().addAll(items);
  }

  /// Adds a button to the bar of the selected photos.
  public void addToSelectionBar(Icon icon, String key, Runnable action) {
    selection.add(icon, key, action);
  }

  /// Lets the user drag photos to another place of the grid.
  ///
  /// @param allowed whether the shown photos have an order that can be changed
  /// @param onOver called while photos are dragged over the grid
  /// @param move receives the dragged photos, and the one before which they are put; empty for the
  ///   end
  public void setReordering(
      BooleanSupplier allowed,
      Runnable onOver,
      BiConsumer<List<ContentId>, Optional<ContentId>> move) {
    new GridReordering(model, surface, allowed, onOver, move).install();
  }

  /// Sets the action that runs once all photos first shown have their thumbnails.
  public void onFirstPhotos(Runnable action) {
    surface.onFirstPhotos(action);
  }

  /// Requests the keyboard focus.
  public void focus() {
    surface.requestFocus();
  }

  /// Returns the node that has the keyboard focus.
  public Node focusNode() {
    return surface;
  }

  /// Shows the caption of a photo as if the pointer rested on it.
  public void pointAt(int index) {
    surface.point(index);
    surface.showCaption();
  }

  /// Returns the number of cells.
  int cells() {
    return surface.cells();
  }

  /// Returns the scrolling part.
  Region surface() {
    return surface;
  }

  /// Returns the button that shows all photos instead of stacks; visible if there are stacks.
  private ToggleButton folding() {
    ToggleButton button = new ToggleButton(null, Icon.STACK.node(Icon.Size.SMALL));
    button.getStyleClass().add("akin-quiet-button");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.selectedProperty().bindBidirectional(model.foldingProperty());
    button.accessibleTextProperty().bind(language.text("grid.fold"));
    Tooltips.setText(button, language.text("grid.fold"));
    button.managedProperty().bind(button.visibleProperty());
    button
        .visibleProperty()
        .bind(model.itemsProperty().map(_ -> model.timeline().stacks().count() > 0));
    return button;
  }

  private void count() {
    if (!model.timeline().isComplete()) {
      count.setText("");
      return;
    }
    count.setText(
        switch (model.itemsProperty().get()) {
          case GridItems.All all -> language.of("grid.count", all.size());
          // The results bar shows the count.
          case FilteredTimeline _, GridItems.Results _ -> "";
          case FoldedItems folded -> count(folded);
        });
  }

  private String count(FoldedItems folded) {
    boolean all = folded.base() instanceof GridItems.All;
    if (folded.stacks() == 0) {
      return all ? language.of("grid.count", folded.base().size()) : "";
    }
    return all
        ? language.of(
            "grid.count.stacks", folded.base().size(), folded.stackedPhotos(), folded.stacks())
        : language.of("grid.count.stacked", folded.stackedPhotos(), folded.stacks());
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
    selection.close();
    scrubber.close();
    surface.close();
  }
}
