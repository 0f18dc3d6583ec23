package app.akin.core.synthetic;

import java.util.SplittableRandom;

/// Generates unit vectors that resemble those of a model: photos form low-dimensional clusters
/// within one cone; queries form another cone, as texts do, and lean towards a cluster. Each vector
/// depends only on seed and number, so a million vectors need no memory. Thread-safe.
public final class SyntheticVectors {
  private static final int RANK = 8;
  private static final double CONE = 0.7;
  private static final double CLUSTER = 0.5;
  private static final double WITHIN = 0.35;
  private static final double NOISE = 0.3;
  private static final double QUERY_CLUSTER = 0.35;
  private static final double QUERY_PHOTO = 0.15;

  private final long seed;
  private final int dimension;
  private final float[] photoCone;
  private final float[] queryCone;
  private final float[][] centres;
  private final float[][] bases;

  /// Creates a generator with a number of clusters.
  public SyntheticVectors(long seed, int dimension, int clusters) {
    this.seed = seed;
    this.dimension = dimension;
    SplittableRandom random = new SplittableRandom(seed);
    this.photoCone = unit(direction(random));
    this.queryCone = unit(direction(random));
    this.centres = new float[clusters][];
    this.bases = new float[clusters * RANK][];
    for (int c = 0; c < clusters; c++) {
      centres[c] = unit(direction(random));
      for (int r = 0; r < RANK; r++) {
        bases[c * RANK + r] = unit(direction(random));
      }
    }
  }

  /// Returns the vector of a photo by its number from 0.
  public float[] photo(int number) {
    SplittableRandom random = random(number);
    int cluster = random.nextInt(centres.length);
    double[] sum = unitNoise(random, NOISE);
    add(sum, CONE, photoCone);
    add(sum, CLUSTER, centres[cluster]);
    for (int r = 0; r < RANK; r++) {
      add(sum, WITHIN * random.nextGaussian() / Math.sqrt(RANK), bases[cluster * RANK + r]);
    }
    return unit(sum);
  }

  /// Returns the vector of a query by its number from 0, for photos with numbers below `photos`.
  public float[] query(int number, int photos) {
    SplittableRandom random = random(-1L - number);
    double[] sum = unitNoise(random, NOISE);
    add(sum, CONE, queryCone);
    add(sum, QUERY_CLUSTER, centres[random.nextInt(centres.length)]);
    add(sum, QUERY_PHOTO, photo(random.nextInt(photos)));
    return unit(sum);
  }

  private SplittableRandom random(long number) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L);
  }

  private double[] direction(SplittableRandom random) {
    double[] vector = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextGaussian();
    }
    return vector;
  }

  private double[] unitNoise(SplittableRandom random, double length) {
    double[] sum = new double[dimension];
    add(sum, length, unit(direction(random)));
    return sum;
  }

  private static void add(double[] sum, double weight, float[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * vector[i];
    }
  }

  private static float[] unit(double[] vector) {
    double square = 0;
    for (double component : vector) {
      square += component * component;
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      unit[i] = (float) (vector[i] / Math.sqrt(square));
    }
    return unit;
  }
}
