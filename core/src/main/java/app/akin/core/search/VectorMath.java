package app.akin.core.search;

import org.jspecify.annotations.Nullable;

/// Arithmetic of vectors, in double precision.
final class VectorMath {
  private VectorMath() {}

  /// Returns the scalar product of two vectors.
  static double scalarProduct(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < right.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }

  /// Adds a vector times a factor to a sum.
  static void add(double[] sum, float[] part, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * part[i];
    }
  }

  /// Adds a vector times a factor to a sum; nothing for null.
  static void add(double[] sum, double @Nullable [] part, double factor) {
    for (int i = 0; part != null && i < sum.length; i++) {
      sum[i] += factor * part[i];
    }
  }

  /// Returns the Euclidean length of a vector.
  static double norm(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  /// Returns a vector times a factor; null for null.
  static float @Nullable [] scaled(float @Nullable [] vector, double factor) {
    if (vector == null) {
      return null;
    }
    float[] result = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      result[i] = (float) (vector[i] * factor);
    }
    return result;
  }

  /// Returns a vector times a factor.
  static float[] scaled(double[] vector, double factor) {
    float[] result = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      result[i] = (float) (vector[i] * factor);
    }
    return result;
  }
}
