package app.akin.desktop.map;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.query.FactValue.Area;
import app.akin.desktop.FxThread;
import app.akin.desktop.QueuedExecutor;
import app.akin.desktop.TestTasks;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tests the map as the user operates it.
final class PlacesMapTest {
  private static final double[] LATITUDES = {48.10, 48.20, 48.15, -17.0};
  private static final double[] LONGITUDES = {11.40, 11.60, 11.50, 179.0};

  private final List<Area> taken = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private PlacesMapModel model = model(new MapPoints(LATITUDES, LONGITUDES));
  private PlacesMap map = FxThread.call(() -> new PlacesMap(model, new Language(Locale.ENGLISH)));
  private Node surface = FxThread.call(() -> map.view().lookup(".akin-map"));

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private PlacesMapModel model(MapPoints points) {
    return new PlacesMapModel(
        new PlacesMapModel.Source(() -> points, () -> Land.NONE, () -> MapLabels.NONE),
        TestTasks.immediate(),
        taken::add,
        () -> closed.add("closed"));
  }

  @BeforeEach
  void show() {
    FxThread.run(this::open);
  }

  private void open() {
    map = new PlacesMap(model, new Language(Locale.ENGLISH));
    model.open(Optional.empty());
    Scene scene = new Scene(map.view(), 900, 700);
    map.view().applyCss();
    map.view().layout();
    surface = scene.lookup(".akin-map");
  }

  private void press(KeyCode code) {
    FxThread.run(
        () ->
            Event.fireEvent(
                surface,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
  }

  private void drag(double fromX, double fromY, double toX, double toY, boolean shift) {
    FxThread.run(
        () -> {
          Event.fireEvent(surface, mouse(MouseEvent.MOUSE_PRESSED, fromX, fromY, shift));
          Event.fireEvent(
              surface,
              mouse(MouseEvent.MOUSE_DRAGGED, (fromX + toX) / 2, (fromY + toY) / 2, shift));
          Event.fireEvent(surface, mouse(MouseEvent.MOUSE_DRAGGED, toX, toY, shift));
          Event.fireEvent(surface, mouse(MouseEvent.MOUSE_RELEASED, toX, toY, shift));
        });
  }

  private MouseEvent mouse(
      javafx.event.EventType<MouseEvent> type, double localX, double localY, boolean shift) {
    Point2D scene = surface.localToScene(localX, localY);
    double x = scene.getX();
    double y = scene.getY();
    return new MouseEvent(
        type,
        x,
        y,
        x,
        y,
        MouseButton.PRIMARY,
        1,
        shift,
        false,
        false,
        false,
        true,
        false,
        false,
        false,
        false,
        false,
        null);
  }

  private MapCamera camera() {
    return FxThread.call(() -> model.cameraProperty().get());
  }

  /// Zooms to the three photos near Munich.
  private void showMunich() {
    FxThread.run(() -> model.open(Optional.of(new Area(48, 11.3, 48.3, 11.7))));
    FxThread.run(() -> model.clearSelection());
  }

  @Test
  void allPhotosAreInViewFirst() {
    assertThat(FxThread.call(model::count)).isEqualTo(4);
    assertThat(surface.getAccessibleText()).isEqualTo("Map. 4 photos in view");
    press(KeyCode.ENTER);
    assertThat(taken).hasSize(1);
    for (int i = 0; i < LATITUDES.length; i++) {
      assertThat(taken.getFirst().contains(LATITUDES[i], LONGITUDES[i])).isTrue();
    }
  }

  @Test
  void theMapOpensAtAPlaceThatIsNotSelected() {
    FxThread.run(() -> model.openAt(() -> Optional.of(new Area(48, 11.3, 48.3, 11.7))));
    assertThat(FxThread.call(model::count)).isEqualTo(3);
    assertThat(FxThread.call(() -> model.selectionProperty().get())).isEmpty();
    FxThread.run(() -> model.openAt(Optional::empty));
    assertThat(FxThread.call(model::count)).isEqualTo(4);
  }

  @Test
  void photosAreShownBeforeTheLandIsLoaded() {
    QueuedExecutor work = new QueuedExecutor();
    List<String> order = new ArrayList<>();
    PlacesMapModel slow =
        new PlacesMapModel(
            new PlacesMapModel.Source(
                () -> {
                  order.add("photos");
                  return new MapPoints(LATITUDES, LONGITUDES);
                },
                () -> {
                  order.add("land");
                  return Land.NONE;
                },
                () -> {
                  order.add("labels");
                  return MapLabels.NONE;
                }),
            TestTasks.on(work),
            taken::add,
            () -> {});
    FxThread.run(
        () -> {
          slow.open(Optional.empty());
          work.runNext();
        });
    assertThat(order).containsExactly("photos");
    assertThat(FxThread.call(() -> slow.pointsProperty().get().size())).isEqualTo(4);
    FxThread.run(work::runAll);
    assertThat(order).containsExactly("photos", "land", "labels");
  }

  @Test
  void keysMoveAndZoomAndEnterTakesWhatIsInView() {
    showMunich();
    MapCamera before = camera();
    press(KeyCode.RIGHT);
    assertThat(camera().x()).isGreaterThan(before.x());
    press(KeyCode.DOWN);
    assertThat(camera().y()).isGreaterThan(before.y());
    press(KeyCode.LEFT);
    press(KeyCode.UP);
    press(KeyCode.PLUS);
    assertThat(camera().scale()).isGreaterThan(before.scale());
    press(KeyCode.MINUS);
    press(KeyCode.ENTER);
    assertThat(taken).hasSize(1);
    assertThat(taken.getFirst().contains(48.15, 11.5)).isTrue();
    assertThat(taken.getFirst().contains(-17, 179)).isFalse();
    press(KeyCode.DIGIT0);
    assertThat(FxThread.call(model::count)).isEqualTo(4);
  }

  @Test
  void draggingMovesTheMap() {
    showMunich();
    MapCamera before = camera();
    drag(300, 300, 200, 250, false);
    assertThat(camera()).isEqualTo(before.moved(100, 50));
    assertThat(FxThread.call(() -> model.selectionProperty().get())).isEmpty();
  }

  @Test
  void draggingWithShiftOrInSelectionModeDrawsARectangle() {
    showMunich();
    MapCamera before = camera();
    drag(300, 100, 600, 400, true);
    assertThat(camera()).isEqualTo(before);
    assertThat(FxThread.call(() -> model.selectionProperty().get()))
        .contains(before.area(300, 100, 600, 400));
    FxThread.run(() -> model.selectingProperty().set(true));
    drag(500, 350, 200, 120, false);
    assertThat(FxThread.call(() -> model.selectionProperty().get()))
        .contains(before.area(200, 120, 500, 350));
    press(KeyCode.ENTER);
    assertThat(taken).containsExactly(before.area(200, 120, 500, 350));
  }

  @Test
  void escapeRemovesTheRectangleAndThenCloses() {
    showMunich();
    drag(300, 100, 600, 400, true);
    press(KeyCode.ESCAPE);
    assertThat(closed).isEmpty();
    assertThat(FxThread.call(() -> model.selectionProperty().get())).isEmpty();
    press(KeyCode.ESCAPE);
    assertThat(closed).hasSize(1);
    assertThat(taken).isEmpty();
  }

  @Test
  void theWheelZoomsAtThePointer() {
    showMunich();
    MapCamera before = camera();
    Point2D pointer = FxThread.call(() -> surface.localToScene(200, 100));
    FxThread.run(
        () ->
            Event.fireEvent(
                surface,
                new ScrollEvent(
                    ScrollEvent.SCROLL,
                    pointer.getX(),
                    pointer.getY(),
                    pointer.getX(),
                    pointer.getY(),
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    0,
                    160,
                    0,
                    160,
                    ScrollEvent.HorizontalTextScrollUnits.NONE,
                    0,
                    ScrollEvent.VerticalTextScrollUnits.NONE,
                    0,
                    0,
                    null)));
    assertThat(camera()).isEqualTo(before.zoomed(2, 200, 100));
  }

  @Test
  void aClickOnACircleZoomsIn() {
    MapCamera before = camera();
    double x = before.screenX(Mercator.x(11.5));
    double y = before.screenY(Mercator.y(48.15));
    drag(x, y, x, y, false);
    assertThat(camera().scale()).isEqualTo(before.scale() * 4);
    double sea = before.height() - 5;
    MapCamera closer = camera();
    drag(5, sea, 5, sea, false);
    assertThat(camera()).isEqualTo(closer);
  }

  @Test
  void anEmptyViewCannotBeTaken() {
    FxThread.run(() -> model.open(Optional.of(new Area(0, -30, 5, -25))));
    Button take = (Button) FxThread.call(() -> map.view().lookup(".accent"));
    assertThat(take.isDisabled()).isTrue();
    press(KeyCode.ENTER);
    assertThat(taken).isEmpty();
  }

  @Test
  void withoutLocationsTheMapSaysSo() {
    model = model(MapPoints.NONE);
    FxThread.run(this::open);
    assertThat(FxThread.call(() -> map.view().lookup(".akin-map-none").isVisible())).isTrue();
  }
}
