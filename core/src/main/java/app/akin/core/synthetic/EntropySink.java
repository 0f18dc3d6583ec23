package app.akin.core.synthetic;

import java.io.ByteArrayOutputStream;

/// Where a scan's symbols and bits go: counted once, to find the codes, then written.
sealed interface EntropySink {
  /// A symbol of one of a scan's codes.
  void symbol(int code, int symbol);

  /// Plain bits, the lowest `count` of `value`.
  void bits(int value, int count);

  /// Counts how often each symbol occurs.
  ///
  /// @param frequencies for each code its symbols' counts
  // Filled once and read once; never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Counts(long[][] frequencies) implements EntropySink {
    @Override
    public void symbol(int code, int symbol) {
      frequencies[code][symbol]++;
    }

    @Override
    public void bits(int value, int count) {
      // Plain bits need no code.
    }
  }

  /// Writes a scan as a JPEG file holds it: a zero follows each byte of ones.
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

    /// Fills the last byte up with ones.
    void finish() {
      if (count > 0) {
        bits((1 << (8 - count)) - 1, 8 - count);
      }
    }
  }
}
