package app.akin.desktop;

import app.akin.core.photo.ContentId;
import app.akin.desktop.grid.GridItems;
import app.akin.desktop.indexing.FailuresView;
import app.akin.desktop.search.CropController;
import app.akin.desktop.settings.ShortcutSheet;
import app.akin.desktop.sidecars.SidecarExportView;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.CompareView;
import app.akin.desktop.viewer.ViewerView;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The overlays of the window: viewer, shortcuts, failures. JavaFX thread only.
final class Overlays implements AutoCloseable {
  private final ShellModel shell;
  private final WindowModels models;
  private final CropController crops;
  private final Language language;
  private final Consumer<ContentId> similar;
  private final Runnable focusGrid;
  private final Deque<Runnable> parts = new ArrayDeque<>();

  /// Both are created on first use and reused.
  private @Nullable ViewerView viewer;

  private @Nullable StackPane shortcuts;
  private Consumer<Region> onFilmstrip = _ -> {};
  private Consumer<ContentId> onCollect = _ -> {};

  /// @param crops provides query images for the comparison
  /// @param similar searches with a photo
  /// @param focusGrid moves the keyboard focus to the grid
  Overlays(
      ShellModel shell,
      WindowModels models,
      CropController crops,
      Language language,
      Consumer<ContentId> similar,
      Runnable focusGrid) {
    this.shell = shell;
    this.models = models;
    this.crops = crops;
    this.language = language;
    this.similar = similar;
    this.focusGrid = focusGrid;
    parts.push(
        models
                .grid
                .itemsProperty()
                .subscribe(items -> models.viewer.update(items, models.grid.timeline()))
            ::unsubscribe);
    parts.push(models.viewer.comparedProperty().subscribe(this::compare)::unsubscribe);
    parts.push(models.grid.comparedProperty().subscribe(this::compare)::unsubscribe);
    parts.push(
        models.ingest.indexing.failuresOpenProperty().subscribe(this::failures)::unsubscribe);
  }

  /// Sets the action that receives the filmstrip of the viewer when it is created.
  void onFilmstrip(Consumer<Region> action) {
    onFilmstrip = action;
  }

  /// Opens a photo of the grid in the viewer.
  void open(ContentId content) {
    open(models.grid.itemsProperty().get(), content);
  }

  /// Opens a photo in the viewer.
  ///
  /// @param photos the photos to browse
  void open(GridItems photos, ContentId content) {
    shell.hideOverlay();
    models.viewer.update(photos, models.grid.timeline());
    models.viewer.open(photos, content);
    reference();
    ViewerView view = viewer();
    // Closing the overlay in any way releases the large images.
    shell.showOverlay(view.view(), models.viewer::close);
    view.focus();
  }

  /// Starts a slideshow of the selected photos, otherwise of all from the focused one, or ends it.
  void slideshow() {
    List<ContentId> only = List.of();
    if (models.viewer.currentProperty().get().isEmpty()) {
      GridItems items = models.grid.itemsProperty().get();
      List<ContentId> selected = models.grid.selection().contents();
      if (shell.sectionProperty().get() != Section.PHOTOS || items.size() == 0) {
        return;
      }
      only = selected.size() > 1 ? selected : List.of();
      open(
          only.isEmpty()
              ? models.grid.focusProperty().get().orElse(items.content(0))
              : only.getFirst());
    }
    viewer().toggleSlideshow(only);
  }

  /// Focuses the photo on which the viewer was closed.
  void onViewerClosed(ContentId content) {
    shell.hideOverlay();
    models.viewer.referenceProperty().set(Optional.empty());
    models.grid.focus(content);
    focusGrid.run();
  }

  /// Shows a view as a sheet.
  void showSheet(Region view) {
    // A view has one parent, so a reused one leaves its earlier sheet.
    shell.showOverlay(sheet(view));
  }

  /// Shows a view as a sheet.
  ///
  /// @param hidden called once, when the sheet is hidden
  void showSheet(Region view, Runnable hidden) {
    shell.showOverlay(sheet(view), hidden);
  }

  /// Sets what puts a photo of the viewer into the target collection, or takes it out.
  void onCollect(Consumer<ContentId> action) {
    onCollect = action;
  }

  /// Hides the overlay.
  void hide() {
    shell.hideOverlay();
  }

  /// Shows the keyboard shortcuts.
  void shortcuts() {
    StackPane shown = shortcuts;
    if (shown == null) {
      shown = sheet(new ShortcutSheet(language, shell::hideOverlay).view());
      shortcuts = shown;
    }
    shell.showOverlay(shown);
  }

  /// Shows the export of sidecars.
  ///
  /// @param choose chooses a folder to write into
  void exportSidecars(Supplier<Optional<Path>> choose) {
    models.edits.sidecars.open(
        models.grid.selection().contents().stream().filter(ContentId::isOwn).toList());
    SidecarExportView view =
        new SidecarExportView(models.edits.sidecars, language, choose, shell::hideOverlay);
    shell.showOverlay(sheet(view.view()), view::close);
  }

  /// Returns the viewer, created on first use.
  private ViewerView viewer() {
    ViewerView view = viewer;
    if (view == null) {
      view =
          new ViewerView(
              models.viewer,
              models.pictures,
              models.actions,
              models.stacks,
              models.edits.marks,
              language,
              similar,
              shell.fullScreenProperty());
      view.onCollect(onCollect);
      parts.push(view::close);
      onFilmstrip.accept(view.filmstrip());
      viewer = view;
    }
    return view;
  }

  /// Loads the first query image for the comparison.
  private void reference() {
    models.viewer.referenceProperty().set(Optional.empty());
    models.search.queryProperty().get().pictures().stream()
        .findFirst()
        .ifPresent(
            part ->
                crops.image(
                    part.image(),
                    image -> models.viewer.referenceProperty().set(Optional.of(image))));
  }

  private void compare(List<ContentId> photos) {
    if (photos.size() < CompareView.LEAST) {
      return;
    }
    CompareView view =
        new CompareView(
            photos,
            models.photos,
            models.pictures,
            models.workers.background(),
            language,
            shell::hideOverlay);
    shell.showOverlay(view.view(), models.grid::endComparison);
    view.focus();
  }

  private void failures(boolean open) {
    if (open) {
      Runnable away = () -> models.ingest.indexing.failuresOpenProperty().set(false);
      FailuresView view = new FailuresView(models.ingest.indexing, language, models::reveal, away);
      shell.showOverlay(
          sheet(view.view()),
          () -> {
            view.close();
            away.run();
          });
    } else {
      shell.hideOverlay();
    }
  }

  /// Returns a centered sheet that closes on a click outside.
  private StackPane sheet(Region view) {
    StackPane shade = new StackPane(view);
    shade.getStyleClass().add("akin-shade");
    shade.setOnMouseClicked(
        event -> {
          if (shade.equals(event.getTarget())) {
            shell.hideOverlay();
          }
        });
    return shade;
  }

  @Override
  public void close() {
    shell.hideOverlay();
    while (!parts.isEmpty()) {
      parts.pop().run();
    }
  }
}
