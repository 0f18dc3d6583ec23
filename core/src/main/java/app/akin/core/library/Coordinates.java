package app.akin.core.library;

import app.akin.core.photo.ContentId;
import java.util.Arrays;

/// The coordinates of photos, stored in columns. Immutable, thread-safe.
public final class Coordinates {
  private final long[] contents;
  private final double[] latitudes;
  private final double[] longitudes;

  private Coordinates(Builder builder) {
    contents = Arrays.copyOf(builder.contents, builder.size);
    latitudes = Arrays.copyOf(builder.latitudes, builder.size);
    longitudes = Arrays.copyOf(builder.longitudes, builder.size);
  }

  /// Collects coordinates. For one thread.
  static final class Builder {
    private int size;
    private long[] contents = new long[1024];
    private double[] latitudes = new double[1024];
    private double[] longitudes = new double[1024];

    void add(long content, double latitude, double longitude) {
      if (size == contents.length) {
        contents = Arrays.copyOf(contents, size * 2);
        latitudes = Arrays.copyOf(latitudes, size * 2);
        longitudes = Arrays.copyOf(longitudes, size * 2);
      }
      contents[size] = content;
      latitudes[size] = latitude;
      longitudes[size] = longitude;
      size++;
    }

    Coordinates build() {
      return new Coordinates(this);
    }
  }

  /// Returns the number of photos.
  public int size() {
    return contents.length;
  }

  /// Returns the content of the photo at an index.
  public ContentId content(int index) {
    return new ContentId(contents[index]);
  }

  /// Returns the degrees north of the photo at an index.
  public double latitude(int index) {
    return latitudes[index];
  }

  /// Returns the degrees east of the photo at an index.
  public double longitude(int index) {
    return longitudes[index];
  }
}
