package app.akin.desktop.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.TestSeed;
import app.akin.core.query.FactValue.Area;
import app.akin.desktop.map.PointClusters.Cluster;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tests the places of photos and their clusters.
final class PointClustersTest {
  private final SplittableRandom random =
      new SplittableRandom(TestSeed.of(PointClustersTest.class));

  private MapPoints points(int count, Area area) {
    double wide =
        area.east() < area.west() ? area.east() + 360 - area.west() : area.east() - area.west();
    double[] latitudes = new double[count];
    double[] longitudes = new double[count];
    for (int i = 0; i < count; i++) {
      latitudes[i] = area.south() + random.nextDouble() * (area.north() - area.south());
      double longitude = area.west() + random.nextDouble() * wide;
      longitudes[i] = longitude > 180 ? longitude - 360 : longitude;
    }
    return new MapPoints(latitudes, longitudes);
  }

  @Test
  void everyPhotoInViewIsCountedOnce() {
    MapPoints points = points(5_000, new Area(-84, -180, 84, 180));
    MapCamera world = MapCamera.world(1000, 1000);
    assertThat(PointClusters.of(points, world).stream().mapToInt(Cluster::count).sum())
        .isEqualTo(5_000);
    MapCamera part = world.zoomed(7).moved(400, -300);
    int inView = points.count(part.area());
    assertThat(PointClusters.of(points, part).stream().mapToInt(Cluster::count).sum())
        .isGreaterThanOrEqualTo(inView);
    assertThat(inView).isBetween(1, 4_999);
  }

  @Test
  void photosOfAPlaceAreOneClusterAtItsMean() {
    MapPoints points = points(900, new Area(48.13, 11.57, 48.14, 11.58));
    List<Cluster> clusters = PointClusters.of(points, MapCamera.world(800, 600));
    assertThat(clusters).hasSize(1);
    assertThat(clusters.getFirst().count()).isEqualTo(900);
    assertThat(clusters.getFirst().x())
        .isCloseTo(
            IntStream.range(0, 900).mapToDouble(points::x).average().orElseThrow(), within(1e-9));
    assertThat(clusters.getFirst().y()).isCloseTo(Mercator.y(48.135), within(1e-5));
  }

  @Test
  void photosOnBothSidesOfTheDateLineAreOneClusterBetweenThem() {
    MapPoints points = new MapPoints(new double[] {-17, -17}, new double[] {179.9, -179.9});
    MapCamera camera = MapCamera.world(800, 600).fitted(points.bounds().orElseThrow(), 4000);
    List<Cluster> clusters = PointClusters.of(points, camera);
    assertThat(clusters).hasSize(1);
    assertThat(camera.screenX(clusters.getFirst().x())).isCloseTo(400, within(1.0));
  }

  @Test
  void distantPhotosAreSingleAndMovingTheMapChangesNothing() {
    MapPoints points = points(40, new Area(40, 0, 55, 20));
    MapCamera camera =
        MapCamera.world(1200, 800).fitted(points.bounds().orElseThrow(), MapCamera.MAX_SCALE);
    List<Cluster> before = PointClusters.of(points, camera);
    assertThat(before.stream().mapToInt(Cluster::count).sum()).isEqualTo(40);
    assertThat(PointClusters.of(points, camera.moved(30, 20))).containsAll(before);
    MapCamera close = camera.zoomed(3000);
    assertThat(PointClusters.of(points, close)).allMatch(cluster -> cluster.count() == 1);
  }

  @Test
  void theBoundsLeaveOutTheWidestGap() {
    Area fiji = new Area(-20, 176, -15, -178);
    MapPoints points = points(500, fiji);
    Area bounds = points.bounds().orElseThrow();
    assertThat(points.count(bounds)).isEqualTo(500);
    assertThat(bounds.west()).isBetween(176.0, 176.5);
    assertThat(bounds.east()).isBetween(-178.5, -178.0);
    assertThat(MapPoints.NONE.bounds()).isEmpty();
    assertThat(new MapPoints(new double[] {7}, new double[] {8}).bounds())
        .contains(new Area(7, 8, 7, 8));
  }
}
