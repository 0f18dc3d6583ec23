package app.akin.desktop.map;

import app.akin.core.query.FactValue.Area;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The state of the map: its content, the visible part, and the rectangle that the user draws.
/// JavaFX thread only.
public final class PlacesMapModel {
  /// Pixels of the world that fitting does not exceed: a view of some kilometres.
  private static final double CLOSEST_FIT = 2e6;

  /// What the map shows. Called in the background.
  ///
  /// @param points loads the places of photos
  /// @param land loads the outlines of land
  /// @param labels loads the names of cities
  public record Source(
      Callable<MapPoints> points, Callable<Land> land, Callable<MapLabels> labels) {}

  /// The loaded places of photos, and the rectangle to show first; empty for all photos.
  private record Loaded(MapPoints points, Optional<Area> start) {}

  private final Source source;
  private final Tasks tasks;
  private final LatestTask latest;
  private final Consumer<Area> onTaken;
  private final Runnable onClosed;
  private final ReadOnlyObjectWrapper<MapPoints> points =
      new ReadOnlyObjectWrapper<>(MapPoints.NONE);
  private final ReadOnlyObjectWrapper<Land> land = new ReadOnlyObjectWrapper<>(Land.NONE);
  private final ReadOnlyObjectWrapper<MapLabels> labels =
      new ReadOnlyObjectWrapper<>(MapLabels.NONE);
  private final ReadOnlyObjectWrapper<MapCamera> camera =
      new ReadOnlyObjectWrapper<>(MapCamera.world(1, 1));
  private final ReadOnlyObjectWrapper<Optional<Area>> selection =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Boolean> loaded = new SimpleObjectProperty<>(false);
  private final BooleanProperty selecting = new SimpleBooleanProperty();
  private Optional<Area> shown = Optional.empty();
  private boolean fitted;

  /// @param source loads the content
  /// @param tasks loads in the background
  /// @param onTaken receives the rectangle that the user chooses
  /// @param onClosed called when the user closes the map without a choice
  public PlacesMapModel(Source source, Tasks tasks, Consumer<Area> onTaken, Runnable onClosed) {
    this.source = source;
    this.tasks = tasks;
    this.latest = tasks.latest();
    this.onTaken = onTaken;
    this.onClosed = onClosed;
  }

  /// Loads the content.
  ///
  /// @param area the rectangle to show and to select; empty for all photos
  public void open(Optional<Area> area) {
    open(area, () -> area);
  }

  /// Loads the content.
  ///
  /// @param start loads the rectangle to show, which is not selected; empty for all photos
  public void openAt(Callable<Optional<Area>> start) {
    open(Optional.empty(), start);
  }

  private void open(Optional<Area> selected, Callable<Optional<Area>> start) {
    selection.set(selected);
    selecting.set(false);
    fitted = false;
    loaded.set(false);
    latest.run(
        _ -> new Loaded(source.points().call(), start.call()), this::setContent, tasks::report);
  }

  private void setContent(Loaded content) {
    shown = content.start();
    points.set(content.points());
    loaded.set(true);
    fitOnce();
    // Afterwards, because the first drawing of each of them takes tens of milliseconds.
    if (land.get().equals(Land.NONE)) {
      tasks.run(source.land(), land::set);
    }
    tasks.run(source.labels(), labels::set);
  }

  /// Returns the places of photos.
  ReadOnlyObjectProperty<MapPoints> pointsProperty() {
    return points.getReadOnlyProperty();
  }

  /// Returns whether the places of photos were loaded.
  ObjectProperty<Boolean> loadedProperty() {
    return loaded;
  }

  /// Returns the outlines of land.
  ReadOnlyObjectProperty<Land> landProperty() {
    return land.getReadOnlyProperty();
  }

  /// Returns the names of cities.
  ReadOnlyObjectProperty<MapLabels> labelsProperty() {
    return labels.getReadOnlyProperty();
  }

  /// Returns the visible part.
  ReadOnlyObjectProperty<MapCamera> cameraProperty() {
    return camera.getReadOnlyProperty();
  }

  /// Returns the rectangle that the user has drawn.
  ReadOnlyObjectProperty<Optional<Area>> selectionProperty() {
    return selection.getReadOnlyProperty();
  }

  /// Returns whether dragging draws a rectangle instead of moving the map.
  BooleanProperty selectingProperty() {
    return selecting;
  }

  /// Sets the size of the view in pixels.
  void resize(double width, double height) {
    if (camera.get().width() != width || camera.get().height() != height) {
      camera.set(camera.get().resized(width, height));
      fitOnce();
    }
  }

  /// Shows all photos, or the given rectangle, as soon as both content and size are known.
  private void fitOnce() {
    if (!fitted && loaded.get() && camera.get().width() > 1) {
      fitted = true;
      shown.or(points.get()::bounds).ifPresent(this::fit);
    }
  }

  private void fit(Area area) {
    camera.set(camera.get().fitted(area, CLOSEST_FIT));
  }

  /// Shows all photos.
  void showAll() {
    points
        .get()
        .bounds()
        .ifPresentOrElse(
            this::fit,
            () -> camera.set(MapCamera.world(camera.get().width(), camera.get().height())));
  }

  /// Moves the view by pixels to the east and south.
  void move(double right, double down) {
    camera.set(camera.get().moved(right, down));
  }

  /// Zooms around the centre.
  void zoom(double factor) {
    camera.set(camera.get().zoomed(factor));
  }

  /// Zooms around a pixel.
  void zoom(double factor, double x, double y) {
    camera.set(camera.get().zoomed(factor, x, y));
  }

  /// Selects the rectangle between two pixels.
  void select(double fromX, double fromY, double toX, double toY) {
    selection.set(Optional.of(camera.get().area(fromX, fromY, toX, toY)));
  }

  /// Removes the rectangle.
  public void clearSelection() {
    selection.set(Optional.empty());
  }

  /// Returns the rectangle, or what is in view without one.
  Area chosen() {
    return selection.get().orElseGet(camera.get()::area);
  }

  /// Returns the number of photos in [#chosen].
  int count() {
    return points.get().count(chosen());
  }

  /// Passes on [#chosen], unless no photo is in it.
  void take() {
    if (count() > 0) {
      onTaken.accept(chosen());
    }
  }

  /// Removes the rectangle, or closes the map without one.
  void back() {
    if (selection.get().isPresent()) {
      clearSelection();
    } else {
      close();
    }
  }

  /// Closes the map.
  void close() {
    latest.cancel();
    onClosed.run();
  }
}
