package app.akin.core.photo;

import java.util.Locale;

/// The number format a model's image tower computes in, the widest first. The text tower is always
/// [#FP32].
public enum Precision {
  /// 32-bit floats: the reference.
  FP32,
  /// 16-bit floats with the range of [#FP32], for processors.
  BF16,
  /// 16-bit floats with more digits and less range, for graphics cards.
  FP16,
  /// [#INT8], except for the map that narrows a layer's feed-forward part: its input has the
  /// largest outliers.
  INT8_MIXED,
  /// 8-bit whole numbers: weights with a scale for each output, activations with a scale for each
  /// batch. Norms, attention and what runs past the layers are wider.
  INT8;

  /// The stable word, such as `fp32` or `int8-mixed`: stored, printed and typed.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The precision of a stable word, in small or capital letters.
  ///
  /// @throws IllegalArgumentException where there is none
  public static Precision ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
