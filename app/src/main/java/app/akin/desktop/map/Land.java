package app.akin.desktop.map;

import app.akin.resources.Resource;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The outlines of the world's land, from Natural Earth. Rings inside of others are water.
/// Immutable and thread-safe.
public final class Land {
  /// No land, while it is loaded.
  public static final Land NONE = new Land(List.of());

  /// Pixels below which a detail is left out.
  private static final double DETAIL = 0.6;

  private static final int LEFT = 1;
  private static final int RIGHT = 2;
  private static final int ABOVE = 4;
  private static final int BELOW = 8;

  /// Largest scale at which the simplified outlines are drawn.
  private static final double COARSE_SCALE = 8192;

  private final List<Ring> rings;
  private final List<Ring> simplified;

  private Land(List<Ring> rings) {
    this.rings = List.copyOf(rings);
    this.simplified =
        rings.stream()
            .filter(ring -> ring.size() * COARSE_SCALE >= DETAIL)
            .map(Land::simplify)
            .toList();
  }

  /// A closed line in [Mercator] units.
  private static final class Ring {
    private final float[] xs;
    private final float[] ys;
    private final double left;
    private final double top;
    private final double right;
    private final double bottom;

    private Ring(float[] xs, float[] ys) {
      this.xs = xs;
      this.ys = ys;
      double west = Double.MAX_VALUE;
      double north = Double.MAX_VALUE;
      double east = -Double.MAX_VALUE;
      double south = -Double.MAX_VALUE;
      for (int i = 0; i < xs.length; i++) {
        west = Math.min(west, xs[i]);
        east = Math.max(east, xs[i]);
        north = Math.min(north, ys[i]);
        south = Math.max(south, ys[i]);
      }
      left = west;
      top = north;
      right = east;
      bottom = south;
    }

    /// Returns the longer side of the rectangle around it.
    private double size() {
      return Math.max(right - left, bottom - top);
    }
  }

  /// Receives the outlines as paths in pixels.
  interface Path {
    /// Begins an outline.
    void moveTo(double x, double y);

    /// Continues the outline.
    void lineTo(double x, double y);

    /// Joins the end of the outline to its beginning.
    void close();
  }

  /// Reads the outlines. Takes some 100 milliseconds; not for the JavaFX thread.
  ///
  /// @throws IOException if the resource cannot be read
  public static Land load() throws IOException {
    try (DataInputStream data =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Resource.LAND.open()), 1 << 16))) {
      double perX = data.readDouble();
      double perY = data.readDouble();
      double west = data.readDouble();
      double south = data.readDouble();
      List<Ring> rings = new ArrayList<>();
      for (int size = integer(data); size > 0; size = integer(data)) {
        float[] xs = new float[size];
        float[] ys = new float[size];
        long x = 0;
        long y = 0;
        for (int i = 0; i < size; i++) {
          x += integer(data);
          y += integer(data);
          xs[i] = (float) Mercator.x(west + x * perX);
          ys[i] = (float) Mercator.y(south + y * perY);
        }
        rings.add(new Ring(xs, ys));
      }
      return new Land(rings);
    }
  }

  private static int integer(DataInputStream data) throws IOException {
    int value = 0;
    int shift = 0;
    int next;
    do {
      next = data.readUnsignedByte();
      value |= (next & 127) << shift;
      shift += 7;
    } while (next > 127);
    return value >>> 1 ^ -(value & 1);
  }

  /// Returns a ring without the points that are closer to the one before than a visible detail.
  private static Ring simplify(Ring ring) {
    double tolerance = DETAIL / COARSE_SCALE;
    float[] xs = new float[ring.xs.length];
    float[] ys = new float[ring.xs.length];
    int size = 0;
    for (int i = 0; i < ring.xs.length; i++) {
      if (size == 0
          || Math.abs(ring.xs[i] - xs[size - 1]) >= tolerance
          || Math.abs(ring.ys[i] - ys[size - 1]) >= tolerance) {
        xs[size] = ring.xs[i];
        ys[size] = ring.ys[i];
        size++;
      }
    }
    return new Ring(Arrays.copyOf(xs, size), Arrays.copyOf(ys, size));
  }

  /// Passes on the outlines in view. Details smaller than a pixel, and points outside of the view
  /// that do not change what is inside, are left out.
  void trace(MapCamera camera, Path path) {
    double left = camera.worldX(0);
    double right = camera.worldX(camera.width());
    double top = camera.worldY(0);
    double bottom = camera.worldY(camera.height());
    for (int world = -1; world <= 1; world++) {
      for (Ring ring : camera.scale() <= COARSE_SCALE ? simplified : rings) {
        boolean visible =
            ring.right + world >= left
                && ring.left + world <= right
                && ring.bottom >= top
                && ring.top <= bottom;
        if (visible && ring.size() * camera.scale() >= DETAIL) {
          trace(camera, ring, world, path);
        }
      }
    }
  }

  private static void trace(MapCamera camera, Ring ring, int world, Path path) {
    double originX = camera.width() / 2 + (world - camera.x()) * camera.scale();
    double originY = camera.height() / 2 - camera.y() * camera.scale();
    double lastX = originX + ring.xs[0] * camera.scale();
    double lastY = originY + ring.ys[0] * camera.scale();
    int last = side(camera, lastX, lastY);
    path.moveTo(lastX, lastY);
    double x = lastX;
    double y = lastY;
    int here = last;
    for (int i = 1; i <= ring.xs.length; i++) {
      // The next point decides whether the current one is needed.
      int next = i == ring.xs.length ? 0 : i;
      double nextX = originX + ring.xs[next] * camera.scale();
      double nextY = originY + ring.ys[next] * camera.scale();
      int ahead = side(camera, nextX, nextY);
      boolean aside = (last & here & ahead) != 0;
      boolean small = Math.abs(x - lastX) < DETAIL && Math.abs(y - lastY) < DETAIL;
      if (!aside && !small) {
        path.lineTo(x, y);
        lastX = x;
        lastY = y;
        last = here;
      }
      x = nextX;
      y = nextY;
      here = ahead;
    }
    path.close();
  }

  /// Returns on which sides of the view a pixel is; 0 if it is inside.
  private static int side(MapCamera camera, double x, double y) {
    return (x < 0 ? LEFT : x > camera.width() ? RIGHT : 0)
        | (y < 0 ? ABOVE : y > camera.height() ? BELOW : 0);
  }
}
