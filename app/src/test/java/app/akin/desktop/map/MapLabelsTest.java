package app.akin.desktop.map;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.desktop.map.MapLabels.Box;
import app.akin.desktop.map.MapLabels.City;
import app.akin.desktop.map.MapLabels.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests which city names a map shows.
final class MapLabelsTest {
  private static final double HEIGHT = 16;

  private final MapCamera world = MapCamera.world(1000, 1000);

  private List<Label> labels(List<City> cities, MapCamera camera, Box... taken) {
    return new MapLabels(cities).in(camera, List.of(taken), name -> 7.0 * name.length(), HEIGHT);
  }

  @Test
  void theLargerOfTwoNamesThatOverlapIsShown() {
    List<City> cities =
        List.of(
            new City("Fürth", 49.4759, 10.9886, 112_025),
            new City("Nürnberg", 49.4542, 11.0775, 499_237),
            new City("Cairo", 30.0626, 31.2497, 7_734_614));
    assertThat(labels(cities, world)).extracting(Label::name).containsExactly("Cairo", "Nürnberg");
    MapCamera close = new MapCamera(Mercator.x(11.03), Mercator.y(49.46), 1e6, 1000, 1000);
    assertThat(labels(cities, close)).extracting(Label::name).containsExactly("Nürnberg", "Fürth");
  }

  @Test
  void namesDoNotCoverCirclesAndStandBesideThoseOfTheirCity() {
    List<City> cities = List.of(new City("Cairo", 30.0626, 31.2497, 7_734_614));
    double x = world.screenX(Mercator.x(31.2497));
    double y = world.screenY(Mercator.y(30.0626));
    Box own = new Box(x - 20, y - 20, x + 20, y + 20);
    assertThat(labels(cities, world, own)).hasSize(1);
    assertThat(labels(cities, world, own).getFirst().box().left()).isGreaterThan(x + 20);
    Box beside = new Box(x + 25, y - 10, x + 45, y + 10);
    assertThat(labels(cities, world, own, beside)).isEmpty();
  }

  @Test
  void namesAreCompletelyInView() {
    List<City> cities = List.of(new City("A city with a long name", 0, 178, 1));
    assertThat(labels(cities, world)).isEmpty();
    assertThat(labels(cities, world.moved(300, 0))).hasSize(1);
  }
}
