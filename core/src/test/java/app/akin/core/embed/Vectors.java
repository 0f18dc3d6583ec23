package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Embedding;
import java.util.List;

/// Vector arithmetic of the golden tests in double precision.
final class Vectors {
  private Vectors() {}

  /// Returns the numbers of a fixture.
  static float[] of(List<Float> values) {
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.get(i);
    }
    return out;
  }

  /// Returns the normalised sum of raw features: a composed query.
  static float[] composed(Embedding a, Embedding b) {
    return unitSum(a.unit(), a.norm(), b.unit(), b.norm());
  }

  /// Returns the normalised sum of unit vectors, which is not a composed query.
  static float[] composedOfUnits(Embedding a, Embedding b) {
    return unitSum(a.unit(), 1, b.unit(), 1);
  }

  /// Returns the scalar product.
  static double dot(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /// Returns the largest difference of a component.
  static double largestDifference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }

  /// Returns the Euclidean distance.
  static double distance(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private static float[] unitSum(float[] a, double byA, float[] b, double byB) {
    assertThat(a).hasSameSizeAs(b);
    double[] sum = new double[a.length];
    double square = 0;
    for (int i = 0; i < sum.length; i++) {
      sum[i] = byA * a[i] + byB * b[i];
      square += sum[i] * sum[i];
    }
    float[] out = new float[sum.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (sum[i] / Math.sqrt(square));
    }
    return out;
  }
}
