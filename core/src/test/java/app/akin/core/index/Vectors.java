package app.akin.core.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;

/// Random unit vectors, and a reference search in double precision.
final class Vectors {
  /// Maximum difference of a score from the scalar product. Short vectors get a larger one than
  /// those of models, since they have fewer components over which errors cancel out.
  static final double TOLERANCE = 6e-4;

  private Vectors() {}

  /// Returns a random unit vector.
  static float[] unit(SplittableRandom random, int dimension) {
    double[] raw = new double[dimension];
    double square = 0;
    for (int i = 0; i < dimension; i++) {
      raw[i] = random.nextGaussian();
      square += raw[i] * raw[i];
    }
    float[] unit = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      unit[i] = (float) (raw[i] / Math.sqrt(square));
    }
    return unit;
  }

  /// Returns the scalar product.
  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /// A result of the reference search.
  record Expected(long id, double score) {}

  /// Returns the nearest vectors that pass a filter, best first, equal scores by id.
  static List<Expected> nearest(
      Map<Long, float[]> vectors, float[] query, int k, LongPredicate filter) {
    List<Expected> all = new ArrayList<>();
    vectors.forEach(
        (id, vector) -> {
          if (filter.test(id)) {
            all.add(new Expected(id, dot(query, vector)));
          }
        });
    all.sort(
        Comparator.comparingDouble(Expected::score).reversed().thenComparingLong(Expected::id));
    return all.subList(0, Math.min(k, all.size()));
  }
}
