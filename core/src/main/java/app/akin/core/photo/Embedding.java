package app.akin.core.photo;

/// A raw feature of a picture or a text, kept as its direction and its length. Models such as
/// BGE-VL add raw features, so the length is part of the meaning.
///
/// @param unit the direction: length 1, or all zeros where the feature was zero; shared, read only
/// @param norm the Euclidean length of the raw feature, 0 for a feature that says nothing
// Vectors are compared by what they are used for, a cosine, never by equality.
@SuppressWarnings("ArrayRecordComponent")
public record Embedding(float[] unit, float norm) {
  /// A norm below this is nothing at all.
  public static final float NOTHING = 1e-6f;

  /// Splits a raw feature into direction and length; the argument is not kept.
  public static Embedding ofRaw(float[] raw) {
    double sum = 0;
    for (float value : raw) {
      sum += (double) value * value;
    }
    double norm = Math.sqrt(sum);
    float[] unit = new float[raw.length];
    if (norm < NOTHING) {
      return new Embedding(unit, 0);
    }
    for (int i = 0; i < raw.length; i++) {
      unit[i] = (float) (raw[i] / norm);
    }
    return new Embedding(unit, (float) norm);
  }

  /// The number of components.
  public int dimension() {
    return unit.length;
  }

  /// Whether the raw feature was zero: there is nothing to look for.
  public boolean isNothing() {
    return norm < NOTHING;
  }
}
