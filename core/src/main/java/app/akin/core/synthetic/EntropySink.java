package app.akin.core.synthetic;

import java.io.ByteArrayOutputStream;

/// Receives the symbols and bits of a scan: counted in a first pass to build the codes, then
/// written.
sealed interface EntropySink {
  /// Writes a symbol with one of the scan's codes.
  void symbol(int code, int symbol);

  /// Writes the lowest `count` bits of `value`.
  void bits(int value, int count);

  /// Counts the frequency of each symbol.
  ///
  /// @param frequencies symbol counts for each code
  // Filled once and read once; never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Counts(long[][] frequencies) implements EntropySink {
    @Override
    public void symbol(int code, int symbol) {
      frequencies[code][symbol]++;
    }

    @Override
    public void bits(int value, int count) {
      // Raw bits need no code.
    }
  }

  /// Writes a scan in JPEG format, with a zero byte after each 0xFF byte.
  final class Bits implements EntropySink {
    private final HuffmanCode[] codes;
    private final ByteArrayOutputStream out;
    private long held;
    private int count;

    Bits(HuffmanCode[] codes, ByteArrayOutputStream out) {
      this.codes = codes;
      this.out = out;
    }

    @Override
    public void symbol(int code, int symbol) {
      bits(codes[code].code(symbol), codes[code].length(symbol));
    }

    @Override
    public void bits(int value, int many) {
      held = held << many | (value & ((1L << many) - 1));
      count += many;
      while (count >= 8) {
        count -= 8;
        int next = (int) (held >> count) & 255;
        out.write(next);
        if (next == 255) {
          out.write(0);
        }
      }
    }

    /// Pads the last byte with ones.
    void finish() {
      if (count > 0) {
        bits((1 << (8 - count)) - 1, 8 - count);
      }
    }
  }
}
