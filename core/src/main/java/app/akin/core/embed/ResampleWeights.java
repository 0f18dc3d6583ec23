package app.akin.core.embed;

/// One axis of a resize: for each wanted output position, the input positions it is summed from and
/// their weights as Pillow's 8-bit fixed point numbers. Immutable.
///
/// @param first the first input position of each output position
/// @param counts how many input positions each output position is summed from
/// @param weights the weights, scaled by 2 to the [#BITS]; `stride` of them for each position
/// @param stride the room each output position has in `weights`
// A table used inside one resize and never compared.
@SuppressWarnings("ArrayRecordComponent")
record ResampleWeights(int[] first, int[] counts, int[] weights, int stride) {
  /// The fractional bits of a weight: 32 less 8 of the pixel less 2 of room.
  static final int BITS = 22;

  /// The table of output positions `from` to `from + length - 1` of an axis that goes from `in`
  /// pixels to `out` pixels. In double precision and in Pillow's order of operations, so that the
  /// rounded weights are its own.
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

  /// The number of output positions.
  int length() {
    return first.length;
  }

  /// The first input position that any output position needs.
  int begin() {
    return first[0];
  }

  /// The input position after the last that any output position needs.
  int end() {
    int last = first.length - 1;
    return first[last] + counts[last];
  }
}
