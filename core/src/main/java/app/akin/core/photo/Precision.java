package app.akin.core.photo;

import java.util.Locale;

/// Number formats of a model's image tower, widest first. The text tower always uses [#FP32].
public enum Precision {
  /// 32-bit floats, the reference.
  FP32,
  /// 16-bit floats with the range of [#FP32], for CPUs.
  BF16,
  /// 16-bit floats with more precision and less range, for GPUs.
  FP16,
  /// [#INT8], except for the second linear map of the feed-forward block, whose input has the
  /// largest outliers.
  INT8_MIXED,
  /// 8-bit integers: weights with one scale per output, activations with one scale per batch.
  /// Norms, attention and residuals use wider types.
  INT8;

  /// Returns the stored word, such as `fp32` or `int8-mixed`; also used on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Returns the precision for a word, ignoring case.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Precision ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
