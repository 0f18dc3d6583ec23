package app.akin.desktop.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.TestSeed;
import app.akin.core.query.FactValue.Area;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Tests the projection and the visible part of the map.
final class MapCameraTest {
  private static final double DEGREES = 1e-6;

  private final SplittableRandom random = new SplittableRandom(TestSeed.of(MapCameraTest.class));

  private MapCamera any() {
    return new MapCamera(
        random.nextDouble(),
        random.nextDouble(),
        Math.pow(2, random.nextDouble(9, 24)),
        random.nextInt(200, 2000),
        random.nextInt(150, 1200));
  }

  @Test
  void theProjectionIsInvertible() {
    for (int i = 0; i < 1000; i++) {
      double latitude = random.nextDouble(-85, 85);
      double longitude = random.nextDouble(-180, 180);
      assertThat(Mercator.latitude(Mercator.y(latitude))).isCloseTo(latitude, within(DEGREES));
      assertThat(Mercator.longitude(Mercator.x(longitude))).isCloseTo(longitude, within(DEGREES));
    }
    // The formula of EPSG:3857, in multiples of the radius.
    double northing = Math.log(Math.tan(Math.PI / 4 + Math.toRadians(48.1375) / 2));
    assertThat((0.5 - Mercator.y(48.1375)) * 2 * Math.PI).isCloseTo(northing, within(1e-9));
    assertThat(Mercator.latitude(0)).isEqualTo(90);
    assertThat(Mercator.latitude(1)).isEqualTo(-90);
    assertThat(Mercator.y(90)).isZero();
  }

  @Test
  void theWorldFillsTheView() {
    for (int i = 0; i < 1000; i++) {
      MapCamera camera = any().moved(random.nextInt(-9000, 9000), random.nextInt(-9000, 9000));
      assertThat(camera.worldY(0)).isGreaterThan(-1e-9);
      assertThat(camera.worldY(camera.height())).isLessThan(1 + 1e-9);
      assertThat(camera.scale()).isGreaterThanOrEqualTo(camera.width());
    }
  }

  @Test
  void zoomingKeepsThePointUnderThePointer() {
    for (int i = 0; i < 1000; i++) {
      MapCamera camera = any();
      double x = random.nextDouble(camera.width());
      double y = random.nextDouble(camera.height());
      MapCamera closer = camera.zoomed(random.nextDouble(1, 4), x, y);
      double worldX = camera.worldX(x) - Math.floor(camera.worldX(x));
      assertThat(closer.screenX(worldX)).isCloseTo(x, within(0.01));
      assertThat(closer.screenY(camera.worldY(y))).isCloseTo(y, within(0.01));
    }
  }

  @Test
  void anAreaContainsThePointsThatAreInsideOnTheScreen() {
    for (int i = 0; i < 1000; i++) {
      MapCamera camera = any();
      double fromX = random.nextDouble(camera.width());
      double toX = random.nextDouble(camera.width());
      double fromY = random.nextDouble(camera.height());
      double toY = random.nextDouble(camera.height());
      Area area = camera.area(fromX, fromY, toX, toY);
      double x = random.nextDouble(camera.width());
      double y = random.nextDouble(camera.height());
      boolean inside =
          x > Math.min(fromX, toX)
              && x < Math.max(fromX, toX)
              && y > Math.min(fromY, toY)
              && y < Math.max(fromY, toY);
      assertThat(
              area.contains(
                  Mercator.latitude(camera.worldY(y)), Mercator.longitude(camera.worldX(x))))
          .isEqualTo(inside);
    }
  }

  @Test
  void theWholeWorldHasEveryLongitudeAndBothPoles() {
    MapCamera world = MapCamera.world(900, 900).moved(300, 0);
    assertThat(world.area()).isEqualTo(new Area(-90, -180, 90, 180));
  }

  @Test
  void aFittedViewShowsItsArea() {
    Area munich = new Area(48.1, 11.3, 48.3, 11.8);
    Area fiji = new Area(-20, 176, -15, -178);
    for (Area area : new Area[] {munich, fiji}) {
      MapCamera camera = MapCamera.world(1200, 700).fitted(area, MapCamera.MAX_SCALE);
      double west = camera.screenX(Mercator.x(area.west()));
      double east = camera.screenX(Mercator.x(area.east()));
      assertThat(west).isBetween(0.0, camera.width());
      assertThat(east).isBetween(west, camera.width());
      assertThat(camera.screenY(Mercator.y(area.north()))).isBetween(0.0, camera.height());
      assertThat(camera.screenY(Mercator.y(area.south()))).isBetween(0.0, camera.height());
      double wide = (east - west) / camera.width();
      double high =
          (camera.screenY(Mercator.y(area.south())) - camera.screenY(Mercator.y(area.north())))
              / camera.height();
      assertThat(Math.max(wide, high)).isBetween(0.7, 0.8);
    }
  }
}
