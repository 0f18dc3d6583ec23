package app.akin.desktop.map;

import java.util.List;
import java.util.SplittableRandom;

/// Synthetic places of photos around some cities, from a seed.
public final class SyntheticPlaces {
  /// The cities, with their inhabitants.
  public static final List<MapLabels.City> CITIES =
      List.of(
          new MapLabels.City("Tokyo", 35.6895, 139.6917, 8_336_599),
          new MapLabels.City("Berlin", 52.5244, 13.4105, 3_426_354),
          new MapLabels.City("Lisbon", 38.7167, -9.1333, 517_802),
          new MapLabels.City("Paris", 48.8534, 2.3488, 2_138_551),
          new MapLabels.City("Reykjavik", 64.1355, -21.8954, 118_918),
          new MapLabels.City("Suva", -18.1416, 178.4415, 77_366),
          new MapLabels.City("Munich", 48.1374, 11.5755, 1_260_391),
          new MapLabels.City("New York", 40.7143, -74.006, 8_804_190),
          new MapLabels.City("Santiago", -33.4569, -70.6483, 4_837_295),
          new MapLabels.City("Cape Town", -33.9258, 18.4232, 3_433_441),
          new MapLabels.City("Basel", 47.5584, 7.5733, 164_488),
          new MapLabels.City("Zürich", 47.3667, 8.55, 341_730),
          new MapLabels.City("Milan", 45.4643, 9.1895, 1_371_498),
          new MapLabels.City("Vienna", 48.2085, 16.3721, 1_691_468),
          new MapLabels.City("Prague", 50.088, 14.4208, 1_165_581));

  private SyntheticPlaces() {}

  /// Returns the places of a number of photos: many near few cities, some far from all.
  public static MapPoints points(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] latitudes = new double[count];
    double[] longitudes = new double[count];
    for (int i = 0; i < count; i++) {
      MapLabels.City city = CITIES.get((int) (CITIES.size() * Math.pow(random.nextDouble(), 2)));
      double distance = Math.pow(random.nextDouble(), 4) * 8;
      double angle = random.nextDouble(2 * Math.PI);
      latitudes[i] = Math.clamp(city.latitude() + distance * Math.sin(angle) / 2, -80, 80);
      double longitude = city.longitude() + distance * Math.cos(angle);
      longitudes[i] = longitude - 360 * Math.floor((longitude + 180) / 360);
    }
    return new MapPoints(latitudes, longitudes);
  }
}
