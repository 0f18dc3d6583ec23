package app.akin.core.kit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Vectors made from a seed that lie as real ones do: pictures in low-rank clusters around one
/// common direction, plus noise; queries near the same clusters around another common direction, as
/// texts are. Any one is made at any time, alike each time. Thread-safe.
public final class MadeVectors {
  private static final int DIRECTIONS = 256;
  private static final int RANK = 8;

  private final long seed;
  private final float[] pictureCone;
  private final float[] queryCone;
  private final float[][] centres;
  private final float[][] directions;

  /// @param dimension the number of components
  /// @param clusters how many clusters there are
  public MadeVectors(long seed, int dimension, int clusters) {
    this.seed = seed;
    RandomGenerator random = new SplittableRandom(seed);
    pictureCone = gaussian(random, dimension);
    queryCone = gaussian(random, dimension);
    centres = new float[clusters][];
    for (int i = 0; i < clusters; i++) {
      centres[i] = gaussian(random, dimension);
    }
    directions = new float[DIRECTIONS][];
    for (int i = 0; i < DIRECTIONS; i++) {
      directions[i] = gaussian(random, dimension);
    }
  }

  /// The number of components.
  public int dimension() {
    return pictureCone.length;
  }

  /// The raw feature of a picture, with a length of about 10.
  public float[] picture(long index) {
    RandomGenerator random = random(2 * index);
    int cluster = random.nextInt(centres.length);
    float[] vector = sum(pictureCone, 0.6f, centres[cluster], 0.5f);
    // A cluster has directions of its own, always the same ones.
    RandomGenerator own = new SplittableRandom(seed ^ (cluster * 0x9E3779B97F4A7C15L));
    for (int i = 0; i < RANK; i++) {
      float weight = (float) (0.5 / Math.sqrt(RANK) * random.nextGaussian());
      add(vector, directions[own.nextInt(DIRECTIONS)], weight);
    }
    add(vector, gaussian(random, vector.length), 0.25f);
    return scaled(vector, 9 + 2 * random.nextFloat());
  }

  /// The raw feature of a query, with a length of about 10.
  public float[] query(long index) {
    RandomGenerator random = random(2 * index + 1);
    float[] vector = sum(queryCone, 0.6f, centres[random.nextInt(centres.length)], 0.4f);
    add(vector, gaussian(random, vector.length), 0.3f);
    return scaled(vector, 9 + 2 * random.nextFloat());
  }

  private RandomGenerator random(long index) {
    return new SplittableRandom(seed + index * 0xD1342543DE82EF95L);
  }

  /// A vector of length about 1 in any direction.
  private static float[] gaussian(RandomGenerator random, int dimension) {
    double scale = 1 / Math.sqrt(dimension);
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (scale * random.nextGaussian());
    }
    return vector;
  }

  private static float[] sum(float[] first, float weight, float[] second, float other) {
    float[] vector = new float[first.length];
    add(vector, first, weight);
    add(vector, second, other);
    return vector;
  }

  private static void add(float[] vector, float[] other, float weight) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] += weight * other[i];
    }
  }

  private static float[] scaled(float[] vector, float factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
    return vector;
  }
}
