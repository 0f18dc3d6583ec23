package app.akin.core.synthetic;

/// A scan of a JPEG: some coefficients of some components (ITU-T T.81, annexes F and G).
sealed interface JpegScan {
  /// Writes the symbols of the scan. Codes are numbered: in a DC scan luma is 0 and chroma 1; an AC
  /// scan has only 0; a full scan has two codes for luma, then two for chroma.
  void code(SyntheticPhoto photo, EntropySink sink);

  /// Returns the number of codes it uses.
  int codes();

  /// All coefficients of all components.
  record Whole() implements JpegScan {
    @Override
    public int codes() {
      return 4;
    }

    @Override
    public void code(SyntheticPhoto photo, EntropySink sink) {
      int[] before = new int[3];
      photo.units(
          (component, place) -> {
            CoefficientBlocks blocks = photo.blocks(component);
            int codes = component == 0 ? 0 : 2;
            int value = blocks.coefficient(place);
            difference(value - before[component], codes, sink);
            before[component] = value;
            int zeros = 0;
            for (int k = 1; k < CoefficientBlocks.SIZE; k++) {
              int next = blocks.coefficient(place + k);
              if (next == 0) {
                zeros++;
                continue;
              }
              zeros = longRuns(zeros, codes + 1, sink);
              value(zeros, next, codes + 1, sink);
              zeros = 0;
            }
            if (zeros > 0) {
              sink.symbol(codes + 1, 0);
            }
          });
    }
  }

  /// The DC coefficients of all components without their lowest bit, or that bit.
  ///
  /// @param low whether it is the lowest bit
  record Means(boolean low) implements JpegScan {
    @Override
    public int codes() {
      return low ? 0 : 2;
    }

    @Override
    public void code(SyntheticPhoto photo, EntropySink sink) {
      int[] before = new int[3];
      photo.units(
          (component, place) -> {
            int value = photo.blocks(component).coefficient(place);
            if (low) {
              sink.bits(value, 1);
            } else {
              difference((value >> 1) - before[component], Math.min(1, component), sink);
              before[component] = value >> 1;
            }
          });
    }
  }

  /// The first scan of a band of AC coefficients of one component, down to a bit.
  ///
  /// @param component 0 for luma
  /// @param first first coefficient in zigzag order
  /// @param last last coefficient
  /// @param low number of omitted low bits
  record Band(int component, int first, int last, int low) implements JpegScan {
    @Override
    public int codes() {
      return 1;
    }

    @Override
    public void code(SyntheticPhoto photo, EntropySink sink) {
      EndRun ends = new EndRun(sink);
      photo.blocksOf(
          component,
          (blocks, place) -> {
            int zeros = 0;
            for (int k = first; k <= last; k++) {
              int value = blocks.coefficient(place + k);
              int shown = value < 0 ? -(-value >> low) : value >> low;
              if (shown == 0) {
                zeros++;
                continue;
              }
              ends.flush();
              zeros = longRuns(zeros, 0, sink);
              value(zeros, shown, 0, sink);
              zeros = 0;
            }
            if (zeros > 0) {
              ends.end();
            }
          });
      ends.flush();
    }
  }

  /// A refinement scan of one bit of all AC coefficients of a component.
  ///
  /// @param component 0 for luma
  /// @param low the bit
  record Bit(int component, int low) implements JpegScan {
    @Override
    public int codes() {
      return 1;
    }

    @Override
    public void code(SyntheticPhoto photo, EntropySink sink) {
      EndRun ends = new EndRun(sink);
      BitList known = new BitList();
      photo.blocksOf(component, (blocks, place) -> block(blocks, place, known, ends, sink));
      ends.flush();
    }

    private void block(
        CoefficientBlocks blocks, int place, BitList known, EndRun ends, EntropySink sink) {
      int lastNew = 0;
      for (int k = 1; k < CoefficientBlocks.SIZE; k++) {
        if (Math.abs(blocks.coefficient(place + k)) >> low == 1) {
          lastNew = k;
        }
      }
      int zeros = 0;
      for (int k = 1; k < CoefficientBlocks.SIZE; k++) {
        int value = blocks.coefficient(place + k);
        int shown = Math.abs(value) >> low;
        if (shown == 0) {
          zeros++;
          continue;
        }
        while (zeros > 15 && k <= lastNew) {
          ends.flush();
          sink.symbol(0, 0xF0);
          zeros -= 16;
          known.flush(sink);
        }
        if (shown > 1) {
          known.add(shown & 1);
          continue;
        }
        ends.flush();
        sink.symbol(0, zeros << 4 | 1);
        sink.bits(value < 0 ? 0 : 1, 1);
        known.flush(sink);
        zeros = 0;
      }
      if (zeros > 0 || !known.isEmpty()) {
        ends.end(known);
      }
    }
  }

  private static void difference(int difference, int code, EntropySink sink) {
    int length = length(difference);
    sink.symbol(code, length);
    sink.bits(difference < 0 ? difference - 1 : difference, length);
  }

  private static void value(int zeros, int value, int code, EntropySink sink) {
    int length = length(value);
    sink.symbol(code, zeros << 4 | length);
    sink.bits(value < 0 ? value - 1 : value, length);
  }

  /// Writes runs of 16 zeros and returns the remaining zeros.
  private static int longRuns(int zeros, int code, EntropySink sink) {
    int left = zeros;
    for (; left > 15; left -= 16) {
      sink.symbol(code, 0xF0);
    }
    return left;
  }

  private static int length(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(value));
  }

  /// Buffered correction bits.
  final class BitList {
    private final byte[] bits = new byte[1 << 11];
    private int count;

    boolean isEmpty() {
      return count == 0;
    }

    void add(int bit) {
      bits[count++] = (byte) bit;
    }

    void take(BitList others) {
      System.arraycopy(others.bits, 0, bits, count, others.count);
      count += others.count;
      others.count = 0;
    }

    boolean isNearlyFull() {
      return count > bits.length - 2 * CoefficientBlocks.SIZE;
    }

    void flush(EntropySink sink) {
      for (int i = 0; i < count; i++) {
        sink.bits(bits[i], 1);
      }
      count = 0;
    }
  }

  /// An end-of-band run.
  final class EndRun {
    private static final int LONGEST = 0x7FFF;

    private final EntropySink sink;
    private final BitList known = new BitList();
    private int blocks;

    EndRun(EntropySink sink) {
      this.sink = sink;
    }

    void end() {
      blocks++;
      if (blocks == LONGEST || known.isNearlyFull()) {
        flush();
      }
    }

    /// Adds a block with the correction bits of its known coefficients.
    void end(BitList more) {
      known.take(more);
      end();
    }

    void flush() {
      if (blocks > 0) {
        int length = length(blocks) - 1;
        sink.symbol(0, length << 4);
        sink.bits(blocks, length);
        blocks = 0;
        known.flush(sink);
      }
    }
  }
}
