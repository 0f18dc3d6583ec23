package app.akin.core.index;

import static app.akin.core.index.CodeLayout.FLOAT;
import static app.akin.core.index.CodeLayout.LONG;

import app.akin.core.index.CodeLayout.Block;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A query, prepared to be compared with coded rows, see [RowCoder]. Equal codes get bit-identical
/// results. Immutable and thread-safe.
final class CodedQuery {
  /// Bits of a component of the query for cells and fine codes.
  private static final int BITS = 12;

  /// Terms of a sum that an `int` can hold.
  private static final int MAX_TERMS = 2_048;

  private static final int ZERO = 1 << (BITS - 1);

  private final RowCoder coder;
  private final CodeLayout layout;

  /// The scalar product with the mean of the rows.
  private final float base;

  private final float sum;
  private final float norm;

  /// The rotated query for signs: `signStep * (n - MIDDLE)`.
  private final float signStep;

  private final long[] signPlanes;

  /// The rotated query: `step * numbers`, and the bits of `numbers + ZERO`.
  private final float step;

  private final int[] numbers;
  private final long total;
  private final long[] planes;

  CodedQuery(RowCoder coder, float[] query) {
    this.coder = coder;
    this.layout = coder.layout();
    float[] rotated = coder.rotate(query);
    double product = 0;
    double square = 0;
    for (int i = 0; i < query.length; i++) {
      product += (double) coder.mean()[i] * query[i];
      square += (double) query[i] * query[i];
    }
    double all = 0;
    float largest = 0;
    for (float component : rotated) {
      all += component;
      largest = Math.max(largest, Math.abs(component));
    }
    this.base = (float) product;
    this.norm = (float) Math.sqrt(square);
    this.sum = (float) all;
    this.signStep = largest / SignScan.MIDDLE;
    this.step = largest / (ZERO - 1);
    this.numbers = new int[rotated.length];
    int[] forSigns = new int[rotated.length];
    int[] positive = new int[rotated.length];
    long count = 0;
    for (int i = 0; i < rotated.length; i++) {
      float relative = largest == 0 ? 0 : rotated[i] / largest;
      forSigns[i] = Math.round((relative + 1) * SignScan.MIDDLE);
      numbers[i] = Math.round(relative * (ZERO - 1));
      positive[i] = numbers[i] + ZERO;
      count += numbers[i];
    }
    this.total = count;
    this.signPlanes = planes(forSigns, SignScan.QUERY_BITS);
    this.planes = planes(positive, BITS);
  }

  /// Returns the bits of numbers, least significant first: for each word its planes.
  private static long[] planes(int[] numbers, int bits) {
    long[] planes = new long[numbers.length / Long.SIZE * bits];
    for (int i = 0; i < numbers.length; i++) {
      for (int bit = 0; bit < bits; bit++) {
        planes[i / Long.SIZE * bits + bit] |= (long) (numbers[i] >> bit & 1) << i;
      }
    }
    return planes;
  }

  /// Buffers for the rows of a block. Not thread-safe.
  static final class Buffers {
    private final boolean[] groups = new boolean[CodeLayout.ROWS / CodeLayout.GROUP];
    private final long[] sums = new long[CodeLayout.ROWS];
    private final float[] factors = new float[CodeLayout.ROWS];
    private final float[] estimates = new float[CodeLayout.ROWS];

    /// Returns whether each group of rows is needed; to be set.
    boolean[] groups() {
      return groups;
    }

    /// Returns the estimates of the rows of needed groups.
    float[] estimates() {
      return estimates;
    }
  }

  /// Estimates the scores of a block's rows by their signs alone.
  void estimateBySigns(SignScan scan, MemorySegment coarse, Buffers buffers) {
    scan.scan(layout, coarse, buffers.groups, signPlanes, buffers.sums);
    float[] factors = buffers.factors;
    MemorySegment.copy(coarse, FLOAT, layout.signFactors(), factors, 0, factors.length);
    float[] estimates = buffers.estimates;
    for (int row = 0; row < estimates.length; row++) {
      estimates[row] = base + factors[row] * (signStep * buffers.sums[row] - sum);
    }
  }

  /// Returns an estimate of a row's score by its coarse code.
  float estimate(MemorySegment coarse, int row) {
    float cells = step * (cells(coarse, row) - (RowCoder.CELLS - 1) / 2f * total);
    return base + coarse.get(FLOAT, layout.record(row) + CodeLayout.FACTOR) * cells;
  }

  /// Returns the sum of the query's numbers times the row's cells.
  private long cells(MemorySegment coarse, int row) {
    long record = layout.record(row);
    long count = 0;
    long weighted = 0;
    for (int word = 0; word < layout.words(); word++) {
      long sign = coarse.get(LONG, layout.sign(row, word));
      long high = coarse.get(LONG, coder.plane(record, 0, word));
      long low = coarse.get(LONG, coder.plane(record, 1, word));
      count += weight(sign, high, low);
      int at = word * BITS;
      for (int bit = 0; bit < BITS; bit++) {
        long plane = planes[at + bit];
        weighted += weight(sign & plane, high & plane, low & plane) << bit;
      }
    }
    return weighted - ZERO * count;
  }

  private static long weight(long sign, long high, long low) {
    return 4L * Long.bitCount(sign) + 2L * Long.bitCount(high) + Long.bitCount(low);
  }

  /// Returns the standard error of [#estimate].
  float error(MemorySegment coarse, int row) {
    return norm * coarse.get(FLOAT, layout.record(row) + CodeLayout.ERROR);
  }

  /// Returns the score of a row, which differs from the scalar product of the original vectors by
  /// less than 0.0003.
  ///
  /// The values of inner cells are linear in the code. Those of outer cells differ from it in
  /// proportion to the position, which is added. Sums are of integers, so their order is free.
  float score(Block block, int row) {
    MemorySegment coarse = block.coarse();
    byte[] fine = new byte[numbers.length];
    MemorySegment.copy(block.fine(), ValueLayout.JAVA_BYTE, layout.fine(row), fine, 0, fine.length);
    long codes = RowCoder.FINE * cells(coarse, row) + product(fine);
    RowCoder.Values values = coder.values(coarse, row);
    // Twice the sums, because the middle of a sub-cell is at a half.
    double linear = values.width() * (2.0 * codes - (RowCoder.CELLS * RowCoder.FINE - 1) * total);
    double outer = (values.tail() - values.width()) * (double) outer(coarse, row, fine);
    return base + (float) (step * (linear + outer) / (2 * RowCoder.FINE));
  }

  /// Returns the sum of the query's numbers times the fine codes.
  private long product(byte[] fine) {
    long product = 0;
    for (int from = 0; from < fine.length; from += MAX_TERMS) {
      product += product(fine, from, Math.min(fine.length, from + MAX_TERMS));
    }
    return product;
  }

  private int product(byte[] fine, int from, int to) {
    int product = 0;
    for (int i = from; i < to; i++) {
      product += numbers[i] * (fine[i] & 0xff);
    }
    return product;
  }

  /// Returns the sum of the query's numbers times twice the positions in outer cells, negative on
  /// the negative side.
  private long outer(MemorySegment coarse, int row, byte[] fine) {
    long record = layout.record(row);
    long outer = 0;
    for (int word = 0; word < layout.words(); word++) {
      long sign = coarse.get(LONG, layout.sign(row, word));
      long high = coarse.get(LONG, coder.plane(record, 0, word));
      long low = coarse.get(LONG, coder.plane(record, 1, word));
      for (long left = sign & high & low; left != 0; left &= left - 1) {
        int i = word * Long.SIZE + Long.numberOfTrailingZeros(left);
        outer += (long) numbers[i] * (2 * (fine[i] & 0xff) + 1);
      }
      for (long left = ~(sign | high | low); left != 0; left &= left - 1) {
        int i = word * Long.SIZE + Long.numberOfTrailingZeros(left);
        outer -= (long) numbers[i] * (2 * (RowCoder.FINE - (fine[i] & 0xff)) - 1);
      }
    }
    return outer;
  }
}
