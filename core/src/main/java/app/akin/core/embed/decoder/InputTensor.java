package app.akin.core.embed.decoder;

import java.util.List;

/// A tensor that a program receives.
// Used once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface InputTensor {
  /// Returns the dimensions, outermost first.
  List<Long> shape();

  /// A tensor of 64-bit integers.
  ///
  /// @param values the elements, row by row
  /// @param shape the dimensions
  record Longs(long[] values, List<Long> shape) implements InputTensor {}

  /// A tensor of 32-bit floats, in parts that follow each other.
  ///
  /// @param parts the elements, row by row
  /// @param shape the dimensions
  record Floats(List<float[]> parts, List<Long> shape) implements InputTensor {}
}
