package app.akin.desktop.tour;

import app.akin.core.query.FactValue.Area;
import app.akin.desktop.TestTasks;
import app.akin.desktop.map.Land;
import app.akin.desktop.map.MapLabels;
import app.akin.desktop.map.MapPoints;
import app.akin.desktop.map.PlacesMap;
import app.akin.desktop.map.PlacesMapModel;
import app.akin.desktop.map.SyntheticPlaces;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/// The map in all states.
final class MapScreens {
  private static final Area ALPS = new Area(46, 5, 49.5, 14);

  private MapScreens() {}

  /// @param behind returns what the map covers
  static List<Screen> all(java.util.function.Function<Language, Region> behind) {
    MapPoints points = SyntheticPlaces.points(5, 4_000);
    return List.of(
        screen("map", behind, points, Optional.empty(), _ -> {}),
        screen("map-close", behind, points, Optional.of(ALPS), PlacesMapModel::clearSelection),
        screen("map-area", behind, points, Optional.of(ALPS), _ -> {}),
        screen("map-none", behind, MapPoints.NONE, Optional.empty(), _ -> {}));
  }

  private static Screen screen(
      String name,
      java.util.function.Function<Language, Region> behind,
      MapPoints points,
      Optional<Area> area,
      Consumer<PlacesMapModel> then) {
    return new Screen(
        name,
        true,
        language -> {
          PlacesMapModel model =
              new PlacesMapModel(
                  new PlacesMapModel.Source(
                      () -> points, Land::load, () -> new MapLabels(SyntheticPlaces.CITIES)),
                  TestTasks.immediate(),
                  _ -> {},
                  () -> {});
          model.open(area);
          then.accept(model);
          return FramedScreen.with(language)
              .content(behind.apply(language))
              .over(new PlacesMap(model, language).view())
              .view();
        });
  }
}
