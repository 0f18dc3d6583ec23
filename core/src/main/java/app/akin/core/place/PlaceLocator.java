package app.akin.core.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the city that coordinates are in or near. A city is a circle whose radius grows with its
/// inhabitants; country and region outside of cities are those of the nearest ones. Immutable and
/// thread-safe.
final class PlaceLocator {
  /// Radius in kilometres: 1.8 for 1,000 inhabitants, 15 for a million, 30 for ten.
  private static final double SCALE = 0.21;

  private static final double EXPONENT = 0.308;
  private static final double SMALLEST = 1.5;
  private static final double LARGEST = 40;

  /// Places whose edge is farther are not near.
  private static final double NEAR = 120;

  /// Distances of edges in kilometres within which places tell the country if they lie on all
  /// sides.
  private static final double[] REACHES = {200, 400, 700};

  /// Places of another country or region are about as near if their edge is at most this many times
  /// farther.
  private static final double AS_NEAR = 1.25;

  /// Distances of edges to search within, in kilometres.
  private static final double[] WINDOWS = {5, 30, AS_NEAR * NEAR};

  /// Few cities have a larger radius, so that the others need a small search.
  private static final double MEDIUM = 8;

  private final PlaceData data;
  private final PlaceGrid towns;
  private final PlaceGrid cities;

  PlaceLocator(PlaceData data) {
    this.data = data;
    this.towns = new PlaceGrid(data, 0, MEDIUM);
    this.cities = new PlaceGrid(data, MEDIUM, LARGEST);
  }

  /// Ordinals of places, -1 for none.
  ///
  /// @param near whether the position is outside of the city
  record Found(int city, int region, int country, boolean near) {}

  /// Returns the radius in kilometres of a city with this number of inhabitants.
  static double radius(int population) {
    return Math.clamp(SCALE * Math.pow(population, EXPONENT), SMALLEST, LARGEST);
  }

  Optional<Found> locate(double latitude, double longitude) {
    boolean isValid =
        Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude != 0 || longitude != 0);
    if (!isValid) {
      return Optional.empty();
    }
    for (double window : WINDOWS) {
      Nearest nearest = new Nearest();
      forEachAround(latitude, longitude, window, nearest);
      int inside = nearest.inside;
      if (inside >= 0) {
        return Optional.of(new Found(inside, data.region(inside), data.country(inside), false));
      }
      if (nearest.city >= 0 && AS_NEAR * nearest.edge <= window) {
        return Optional.of(near(latitude, longitude, nearest));
      }
    }
    return surroundingCountry(latitude, longitude);
  }

  /// The city that is nearest in relation to its radius, and the one with the nearest edge.
  private static final class Nearest implements PlaceGrid.Visitor {
    private int inside = -1;
    private double share = 1;
    private int city = -1;
    private double edge = Double.POSITIVE_INFINITY;

    @Override
    public void visit(int visited, double distance, double radius) {
      if (distance <= share * radius) {
        inside = visited;
        share = distance / radius;
      }
      if (distance - radius < edge) {
        city = visited;
        edge = distance - radius;
      }
    }
  }

  private void forEachAround(
      double latitude, double longitude, double kilometres, PlaceGrid.Visitor visitor) {
    cities.forEachAround(latitude, longitude, kilometres, visitor);
    towns.forEachAround(latitude, longitude, kilometres, visitor);
  }

  private Found near(double latitude, double longitude, Nearest nearest) {
    int region = data.region(nearest.city);
    int country = data.country(nearest.city);
    boolean[] ambiguous = new boolean[2];
    forEachAround(
        latitude,
        longitude,
        AS_NEAR * nearest.edge,
        (city, _, _) -> {
          ambiguous[0] |= data.country(city) != country;
          ambiguous[1] |= data.region(city) != region;
        });
    return new Found(nearest.city, ambiguous[1] ? -1 : region, ambiguous[0] ? -1 : country, true);
  }

  /// Returns the country of the nearest places, as soon as they lie on all sides.
  private Optional<Found> surroundingCountry(double latitude, double longitude) {
    record Neighbour(int city, double distance) {}
    for (double reach : REACHES) {
      List<Neighbour> around = new ArrayList<>();
      forEachAround(
          latitude,
          longitude,
          reach,
          (city, distance, _) -> around.add(new Neighbour(city, distance)));
      around.sort(Comparator.comparingDouble(Neighbour::distance));
      NavigableSet<Double> bearings = new TreeSet<>();
      for (Neighbour neighbour : around) {
        int country = data.country(neighbour.city);
        if (country != data.country(around.getFirst().city)) {
          return Optional.empty();
        }
        double north = data.latitude(neighbour.city) - latitude;
        double east = Math.IEEEremainder(data.longitude(neighbour.city) - longitude, 360);
        bearings.add(Math.atan2(north, east * Math.cos(Math.toRadians(latitude))));
        if (widestGap(bearings) < Math.PI) {
          return Optional.of(new Found(-1, -1, country, true));
        }
      }
    }
    return Optional.empty();
  }

  private static double widestGap(NavigableSet<Double> bearings) {
    double widest = 0;
    double last = bearings.last() - 2 * Math.PI;
    for (double bearing : bearings) {
      widest = Math.max(widest, bearing - last);
      last = bearing;
    }
    return widest;
  }
}
