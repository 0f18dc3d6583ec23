package app.akin.core.photo;

import java.util.Locale;

/// The number format a model's image tower computes in. The text tower is always [#FP32].
public enum Precision {
  /// 32-bit floats: the reference.
  FP32;

  /// The stable word, such as `fp32`: stored, printed and typed.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The precision of a stable word.
  public static Precision ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
