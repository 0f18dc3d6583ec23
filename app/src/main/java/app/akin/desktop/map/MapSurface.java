package app.akin.desktop.map;

import app.akin.core.query.FactValue.Area;
import app.akin.desktop.map.MapLabels.Box;
import app.akin.desktop.map.PointClusters.Cluster;
import app.akin.desktop.theme.Language;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Paint;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.util.Subscription;

/// Draws the map on a canvas, at most once per pulse. JavaFX thread only.
///
/// The style sheet sets the colors and fonts of invisible nodes, from which the drawing takes them.
final class MapSurface extends Region implements AutoCloseable {
  private static final double DOT = 2;
  private static final int MOST_WIDTHS = 10_000;

  private final PlacesMapModel model;
  private final Language language;
  private final Canvas canvas = new Canvas();
  private final Rectangle sea = swatch("akin-map-sea");
  private final Rectangle land = swatch("akin-map-land");
  private final Rectangle halo = swatch("akin-map-halo");
  private final Rectangle cluster = swatch("akin-map-cluster");
  private final Rectangle selected = swatch("akin-map-selected");
  private final Text cityText = text("akin-map-city");
  private final Text countText = text("akin-map-count");
  private final Text measure = text("akin-map-city");
  private final Subscription subscriptions;
  private final Map<String, Double> widths = new HashMap<>();

  /// The numbers in circles. Formatting one takes longer than drawing it.
  private final Map<Integer, String> counts = new HashMap<>();

  private NumberFormat numbers;
  private List<Cluster> clusters = List.of();

  MapSurface(PlacesMapModel model, Language language) {
    this.model = model;
    this.language = language;
    numbers = numbers(language);
    getStyleClass().add("akin-map");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    getChildren().addAll(sea, land, halo, cluster, selected, cityText, countText, measure, canvas);
    setMinSize(0, 0);
    Subscription colours =
        Stream.of(sea, land, halo, cluster, selected, cityText, countText)
            .map(shape -> shape.fillProperty().subscribe(_ -> requestLayout()))
            .reduce(Subscription.EMPTY, Subscription::combine);
    subscriptions =
        Subscription.combine(
            colours,
            cityText.fontProperty().subscribe(_ -> fontChanged()),
            language.messagesProperty().subscribe(_ -> languageChanged()),
            model.cameraProperty().subscribe(_ -> requestLayout()),
            model.landProperty().subscribe(_ -> requestLayout()),
            model.labelsProperty().subscribe(_ -> requestLayout()),
            model.selectionProperty().subscribe(_ -> requestLayout()),
            model.pointsProperty().subscribe(_ -> requestLayout()));
  }

  private static NumberFormat numbers(Language language) {
    return NumberFormat.getCompactNumberInstance(language.locale(), NumberFormat.Style.SHORT);
  }

  private void languageChanged() {
    numbers = numbers(language);
    counts.clear();
    requestLayout();
  }

  private static Rectangle swatch(String style) {
    Rectangle swatch = new Rectangle();
    hide(swatch, style);
    return swatch;
  }

  private static Text text(String style) {
    Text text = new Text();
    hide(text, style);
    return text;
  }

  private static void hide(Node node, String style) {
    node.getStyleClass().add(style);
    node.setManaged(false);
    node.setVisible(false);
  }

  /// Returns the cluster at a pixel.
  Optional<Cluster> clusterAt(double x, double y) {
    MapCamera camera = model.cameraProperty().get();
    return clusters.reversed().stream()
        .filter(
            found ->
                Math.hypot(camera.screenX(found.x()) - x, camera.screenY(found.y()) - y)
                    <= found.radius())
        .findFirst();
  }

  @Override
  protected void layoutChildren() {
    double width = snapSizeX(getWidth());
    double height = snapSizeY(getHeight());
    if (width < 1 || height < 1) {
      return;
    }
    canvas.setWidth(width);
    canvas.setHeight(height);
    model.resize(width, height);
    draw();
  }

  /// Draws everything.
  void draw() {
    MapCamera camera = model.cameraProperty().get();
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setFill(sea.getFill());
    graphics.fillRect(0, 0, camera.width(), camera.height());
    drawLand(graphics, camera);
    clusters = PointClusters.of(model.pointsProperty().get(), camera);
    drawCities(graphics, camera);
    drawClusters(graphics, camera);
    model.selectionProperty().get().ifPresent(area -> drawSelection(graphics, camera, area));
  }

  private void drawLand(GraphicsContext graphics, MapCamera camera) {
    graphics.setFillRule(FillRule.EVEN_ODD);
    graphics.setFill(land.getFill());
    graphics.beginPath();
    model
        .landProperty()
        .get()
        .trace(
            camera,
            new Land.Path() {
              @Override
              public void moveTo(double x, double y) {
                graphics.moveTo(x, y);
              }

              @Override
              public void lineTo(double x, double y) {
                graphics.lineTo(x, y);
              }

              @Override
              public void close() {
                graphics.closePath();
              }
            });
    graphics.fill();
  }

  private void drawCities(GraphicsContext graphics, MapCamera camera) {
    List<Box> circles =
        clusters.stream()
            .map(
                found -> {
                  double x = camera.screenX(found.x());
                  double y = camera.screenY(found.y());
                  double radius = found.radius();
                  return new Box(x - radius, y - radius, x + radius, y + radius);
                })
            .toList();
    graphics.setFont(cityText.getFont());
    graphics.setTextAlign(TextAlignment.LEFT);
    graphics.setTextBaseline(VPos.CENTER);
    graphics.setStroke(halo.getFill());
    graphics.setLineWidth(3);
    double height = cityText.getFont().getSize() * 1.4;
    for (MapLabels.Label label :
        model.labelsProperty().get().in(camera, circles, this::width, height)) {
      graphics.setFill(cityText.getFill());
      graphics.fillOval(label.x() - DOT, label.y() - DOT, 2 * DOT, 2 * DOT);
      graphics.strokeText(label.name(), label.box().left(), label.y());
      graphics.fillText(label.name(), label.box().left(), label.y());
    }
  }

  private void fontChanged() {
    widths.clear();
    requestLayout();
  }

  private double width(String name) {
    if (widths.size() > MOST_WIDTHS) {
      widths.clear();
    }
    return widths.computeIfAbsent(
        name,
        text -> {
          measure.setFont(cityText.getFont());
          measure.setText(text);
          return measure.getLayoutBounds().getWidth();
        });
  }

  private void drawClusters(GraphicsContext graphics, MapCamera camera) {
    graphics.setFont(countText.getFont());
    graphics.setTextAlign(TextAlignment.CENTER);
    graphics.setTextBaseline(VPos.CENTER);
    graphics.setStroke(halo.getFill());
    graphics.setLineWidth(1.5);
    for (Cluster found : clusters) {
      double x = camera.screenX(found.x());
      double y = camera.screenY(found.y());
      double radius = found.radius();
      circle(graphics, cluster.getFill(), x, y, radius);
      if (found.count() > 1) {
        graphics.setFill(countText.getFill());
        graphics.fillText(counts.computeIfAbsent(found.count(), numbers::format), x, y);
      }
    }
  }

  private static void circle(
      GraphicsContext graphics, Paint fill, double x, double y, double radius) {
    graphics.setFill(fill);
    graphics.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    graphics.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private void drawSelection(GraphicsContext graphics, MapCamera camera, Area area) {
    double west = Mercator.x(area.west());
    double east = Mercator.x(area.east());
    double wide = (east < west ? east + 1 - west : east - west) * camera.scale();
    double middle = camera.screenX(west + wide / camera.scale() / 2);
    double top = camera.screenY(Mercator.y(area.north()));
    double bottom = camera.screenY(Mercator.y(area.south()));
    graphics.setGlobalAlpha(0.12);
    graphics.setFill(selected.getFill());
    graphics.fillRect(middle - wide / 2, top, wide, bottom - top);
    graphics.setGlobalAlpha(1);
    graphics.setStroke(selected.getFill());
    graphics.setLineWidth(2);
    graphics.strokeRect(middle - wide / 2, top, wide, bottom - top);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
