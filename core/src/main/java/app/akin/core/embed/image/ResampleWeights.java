package app.akin.core.embed.image;

/// The weights of one axis of a resize: for each output position, its input positions and their
/// weights as Pillow's 8-bit fixed point numbers. Immutable.
///
/// @param first first input position of each output position
/// @param counts number of input positions of each output position
/// @param weights the weights, scaled by 2 to the power of [#BITS]; `stride` of them for each
///   output position
/// @param stride number of values per output position in `weights`
// Used inside one resize and never compared.
@SuppressWarnings("ArrayRecordComponent")
record ResampleWeights(int[] first, int[] counts, int[] weights, int stride) {
  /// Fractional bits of a weight: 32 minus 8 for the pixel and 2 of headroom.
  static final int BITS = 22;

  /// Returns the weights of output positions `from` to `from + length - 1` of an axis resized from
  /// `in` to `out` pixels. Computed in double precision in Pillow's order of operations, which
  /// gives identical rounded weights.
  static ResampleWeights of(int in, int out, ResampleFilter filter, int from, int length) {
    double scale = in / (double) out;
    double stretch = Math.max(scale, 1);
    double support = filter.support() * stretch;
    double step = 1 / stretch;
    int stride = (int) Math.ceil(support) * 2 + 1;
    int[] first = new int[length];
    int[] counts = new int[length];
    int[] weights = new int[length * stride];
    double[] exact = new double[stride];
    for (int i = 0; i < length; i++) {
      double center = (from + i + 0.5) * scale;
      int start = Math.max(0, (int) (center - support + 0.5));
      int count = Math.min(in, (int) (center + support + 0.5)) - start;
      double sum = 0;
      for (int k = 0; k < count; k++) {
        exact[k] = filter.weight((k + start - center + 0.5) * step);
        sum += exact[k];
      }
      for (int k = 0; k < count; k++) {
        double weight = sum == 0 ? exact[k] : exact[k] / sum;
        weights[i * stride + k] = (int) (weight * (1 << BITS) + (weight < 0 ? -0.5 : 0.5));
      }
      first[i] = start;
      counts[i] = count;
    }
    return new ResampleWeights(first, counts, weights, stride);
  }

  /// Returns the number of output positions.
  int length() {
    return first.length;
  }

  /// Returns the first required input position.
  int begin() {
    return first[0];
  }

  /// Returns the position after the last required input position.
  int end() {
    int last = first.length - 1;
    return first[last] + counts[last];
  }
}
