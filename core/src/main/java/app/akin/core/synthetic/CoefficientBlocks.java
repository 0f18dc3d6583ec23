package app.akin.core.synthetic;

/// A component of a JPEG: the quantized DCT coefficients of 8 by 8 samples, block by block in rows,
/// each with 64 coefficients in zigzag order.
final class CoefficientBlocks {
  /// Side of a block in samples.
  static final int SIDE = 8;

  /// Number of coefficients of a block.
  static final int SIZE = SIDE * SIDE;

  /// Position in the row-major block for each coefficient in zigzag order.
  static final int[] ZIGZAG = zigzag();

  private static final float[] COSINES = cosines();

  private final int stride;
  private final int[] steps;
  private final short[] coefficients;

  /// Creates an empty component, filled by [#put].
  ///
  /// @param across blocks per row, including padding blocks
  /// @param down rows of blocks, including padding
  /// @param steps the 64 quantization steps, in zigzag order
  CoefficientBlocks(int across, int down, int[] steps) {
    this.stride = across;
    this.steps = steps;
    this.coefficients = new short[across * down * SIZE];
  }

  /// Returns the index of a block's first coefficient for [#coefficient].
  int at(int column, int row) {
    return (row * stride + column) * SIZE;
  }

  /// Returns a coefficient.
  int coefficient(int place) {
    return coefficients[place];
  }

  /// Transforms 8 rows of samples into a row of blocks.
  ///
  /// @param samples 8 rows of samples, as wide as the blocks
  void put(int row, float[][] samples) {
    float[] square = new float[SIZE];
    float[] half = new float[SIZE];
    for (int column = 0; column < stride; column++) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          square[y * SIDE + x] = samples[y][column * SIDE + x] - 128;
        }
      }
      transform(square, half);
      transform(half, square);
      int place = at(column, row);
      for (int i = 0; i < SIZE; i++) {
        coefficients[place + i] = (short) Math.round(square[ZIGZAG[i]] / steps[i]);
      }
    }
  }

  /// Transforms each row and transposes; applied twice it gives the 2D transform.
  private static void transform(float[] from, float[] to) {
    for (int row = 0; row < SIDE; row++) {
      for (int wave = 0; wave < SIDE; wave++) {
        float sum = 0;
        for (int x = 0; x < SIDE; x++) {
          sum += from[row * SIDE + x] * COSINES[wave * SIDE + x];
        }
        to[wave * SIDE + row] = sum;
      }
    }
  }

  private static float[] cosines() {
    float[] cosines = new float[SIZE];
    for (int wave = 0; wave < SIDE; wave++) {
      double scale = wave == 0 ? StrictMath.sqrt(0.125) : 0.5;
      for (int x = 0; x < SIDE; x++) {
        cosines[wave * SIDE + x] =
            (float) (scale * StrictMath.cos((2 * x + 1) * wave * StrictMath.PI / 16));
      }
    }
    return cosines;
  }

  private static int[] zigzag() {
    int[] order = new int[SIZE];
    int x = 0;
    int y = 0;
    for (int i = 0; i < SIZE; i++) {
      order[i] = y * SIDE + x;
      boolean up = (x + y) % 2 == 0;
      int ahead = up ? x : y;
      int behind = up ? y : x;
      if (ahead == SIDE - 1) {
        behind++;
      } else {
        ahead++;
        behind = Math.max(0, behind - 1);
      }
      x = up ? ahead : behind;
      y = up ? behind : ahead;
    }
    return order;
  }
}
