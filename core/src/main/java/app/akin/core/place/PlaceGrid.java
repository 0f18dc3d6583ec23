package app.akin.core.place;

/// Cities of similar radius that coordinates can be in, by cells of half a degree. Immutable and
/// thread-safe.
final class PlaceGrid {
  /// Receives cities.
  interface Visitor {
    /// Receives a city.
    ///
    /// @param city an ordinal of the table
    /// @param distance kilometres to the centre
    /// @param radius kilometres from the centre to the edge
    void visit(int city, double distance, double radius);
  }

  private static final int ROWS = 360;
  private static final int COLUMNS = 720;
  private static final double EARTH_RADIUS = 6371;
  private static final double KILOMETRES_OF_DEGREE = Math.PI * EARTH_RADIUS / 180;

  /// Number of the first city of each cell; one more than cells.
  private final int[] starts = new int[ROWS * COLUMNS + 1];

  private final double largest;
  private final int[] cities;
  private final float[] radii;

  /// Unit vectors: three numbers for each city.
  private final float[] vectors;

  /// Sorts the cities of some radii, except sections of cities, into cells.
  ///
  /// @param above radius in kilometres that is smaller than all
  /// @param largest largest radius
  PlaceGrid(PlaceData data, double above, double largest) {
    this.largest = largest;
    int[] cells = new int[data.size() - data.firstCity()];
    for (int i = 0; i < cells.length; i++) {
      int city = data.firstCity() + i;
      double radius = PlaceLocator.radius(data.population(city));
      cells[i] =
          data.isSection(city) || radius <= above || radius > largest
              ? -1
              : row(data.latitude(city)) * COLUMNS + column(data.longitude(city));
      if (cells[i] >= 0) {
        starts[cells[i] + 1]++;
      }
    }
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      starts[i + 1] += starts[i];
    }
    int size = starts[ROWS * COLUMNS];
    cities = new int[size];
    radii = new float[size];
    vectors = new float[3 * size];
    int[] next = starts.clone();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] >= 0) {
        int at = next[cells[i]]++;
        int city = data.firstCity() + i;
        cities[at] = city;
        radii[at] = (float) PlaceLocator.radius(data.population(city));
        double latitude = Math.toRadians(data.latitude(city));
        double longitude = Math.toRadians(data.longitude(city));
        vectors[3 * at] = (float) (Math.cos(latitude) * Math.cos(longitude));
        vectors[3 * at + 1] = (float) (Math.cos(latitude) * Math.sin(longitude));
        vectors[3 * at + 2] = (float) Math.sin(latitude);
      }
    }
  }

  /// Passes all cities whose edge is within a distance of at most 1,000 kilometres.
  void forEachAround(double latitude, double longitude, double kilometres, Visitor visitor) {
    double a = Math.toRadians(latitude);
    double b = Math.toRadians(longitude);
    double x = Math.cos(a) * Math.cos(b);
    double y = Math.cos(a) * Math.sin(b);
    double z = Math.sin(a);
    double degrees = (kilometres + largest) / KILOMETRES_OF_DEGREE;
    // The widest part of the circle is nearer to the pole than its centre.
    double farthest = Math.min(90, Math.abs(latitude) + degrees);
    double width = degrees / Math.cos(Math.toRadians(farthest));
    boolean isRing = width >= 179;
    int first = isRing ? 0 : (int) Math.floor((longitude - width + 180) * 2);
    int last = isRing ? COLUMNS - 1 : (int) Math.floor((longitude + width + 180) * 2);
    for (int row = row(latitude - degrees); row <= row(latitude + degrees); row++) {
      for (int column = first; column <= last; column++) {
        int cell = row * COLUMNS + Math.floorMod(column, COLUMNS);
        for (int i = starts[cell]; i < starts[cell + 1]; i++) {
          double dx = vectors[3 * i] - x;
          double dy = vectors[3 * i + 1] - y;
          double dz = vectors[3 * i + 2] - z;
          double square = dx * dx + dy * dy + dz * dz;
          // The arc of a chord; the next term of the series is below a metre.
          double distance = EARTH_RADIUS * Math.sqrt(square) * (1 + square / 24);
          if (distance - radii[i] <= kilometres) {
            visitor.visit(cities[i], distance, radii[i]);
          }
        }
      }
    }
  }

  private static int column(double longitude) {
    return Math.floorMod((int) Math.floor((longitude + 180) * 2), COLUMNS);
  }

  private static int row(double latitude) {
    return Math.clamp((int) Math.floor((latitude + 90) * 2), 0, ROWS - 1);
  }
}
