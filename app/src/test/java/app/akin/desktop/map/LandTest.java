package app.akin.desktop.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Path2D;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the outlines of land with places that are known to be on land or in water.
final class LandTest {
  private static Land land = Land.NONE;

  @BeforeAll
  static void load() throws IOException {
    land = Land.load();
  }

  private static Path2D trace(MapCamera camera) {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    land.trace(
        camera,
        new Land.Path() {
          @Override
          public void moveTo(double x, double y) {
            path.moveTo(x, y);
          }

          @Override
          public void lineTo(double x, double y) {
            path.lineTo(x, y);
          }

          @Override
          public void close() {
            path.closePath();
          }
        });
    return path;
  }

  @ParameterizedTest
  @CsvSource({
    "Munich, 48.14, 11.58, true",
    "Denver, 39.74, -104.99, true",
    "Alice Springs, -23.70, 133.88, true",
    "Suva hinterland, -17.8, 178.0, true",
    "Chukotka beyond the date line, 67.5, -178, true",
    "South Pole Plateau, -84, 30, true",
    "Reykjavik hinterland, 64.6, -18.5, true",
    "Mid-Atlantic, 30, -40, false",
    "Caspian Sea, 41.5, 51, false",
    "Gulf of Guinea, 0, 0, false",
    "Pacific at the date line, 30, 180, false",
    "Baltic Sea, 55.6, 17.5, false",
    "North Pole, 84.5, 0, false"
  })
  void landAndWaterAreToldApart(String name, double latitude, double longitude, boolean expected) {
    double x = Mercator.x(longitude);
    double y = Mercator.y(latitude);
    for (double scale : new double[] {800, 5_000, 60_000, 2_000_000}) {
      for (double aside : new double[] {0, 150, -260}) {
        MapCamera camera = new MapCamera(x, y, scale, 800, 600).moved(aside, 0);
        assertThat(trace(camera).contains(camera.screenX(x), camera.screenY(y)))
            .as("%s at %s, %s", name, scale, aside)
            .isEqualTo(expected);
      }
    }
  }
}
