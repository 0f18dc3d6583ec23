package app.akin.core.photo;

/// The raw feature of an image or a text, stored as direction and norm. Models such as BGE-VL add
/// raw features, so the norm is significant.
///
/// @param unit the direction: length 1, or all zeros for a zero feature; shared, must not be
///   modified
/// @param norm the Euclidean norm of the raw feature, 0 for a zero feature
// Vectors are compared by cosine, never by equality.
@SuppressWarnings("ArrayRecordComponent")
public record Embedding(float[] unit, float norm) {
  /// Norms below this value count as zero.
  public static final float ZERO_NORM = 1e-6f;

  /// Splits a raw feature into direction and norm; the argument is not retained.
  public static Embedding ofRaw(float[] raw) {
    double sum = 0;
    for (float value : raw) {
      sum += (double) value * value;
    }
    double norm = Math.sqrt(sum);
    float[] unit = new float[raw.length];
    if (norm < ZERO_NORM) {
      return new Embedding(unit, 0);
    }
    for (int i = 0; i < raw.length; i++) {
      unit[i] = (float) (raw[i] / norm);
    }
    return new Embedding(unit, (float) norm);
  }

  /// Returns the number of components.
  public int dimension() {
    return unit.length;
  }

  /// Returns whether the raw feature is zero.
  public boolean isZero() {
    return norm < ZERO_NORM;
  }
}
