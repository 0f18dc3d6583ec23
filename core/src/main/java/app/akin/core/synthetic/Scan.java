package app.akin.core.synthetic;

/// One scan of a JPEG: some of the coefficients of some of the components (ITU-T T.81, annexes F
/// and G).
sealed interface Scan {
  /// Puts the scan's symbols out. The codes are numbered: of a scan of DC coefficients luma's is 0
  /// and the differences' 1; a scan of AC coefficients has 0 alone; a whole one has luma's two,
  /// then the differences' two.
  void code(MadePhoto photo, EntropySink sink);

  /// How many codes it uses.
  int codes();

  /// All coefficients of all components, in one go.
  record Whole() implements Scan {
    @Override
    public int codes() {
      return 4;
    }

    @Override
    public void code(MadePhoto photo, EntropySink sink) {
      int[] before = new int[3];
      photo.units(
          (component, place) -> {
            Blocks blocks = photo.blocks(component);
            int codes = component == 0 ? 0 : 2;
            int value = blocks.coefficient(place);
            difference(value - before[component], codes, sink);
            before[component] = value;
            int zeros = 0;
            for (int k = 1; k < Blocks.SIZE; k++) {
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
  /// @param low whether it is the bit
  record Means(boolean low) implements Scan {
    @Override
    public int codes() {
      return low ? 0 : 2;
    }

    @Override
    public void code(MadePhoto photo, EntropySink sink) {
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

  /// A band of one component's AC coefficients down to a bit, as the first that is said of them.
  ///
  /// @param component 0 for luma
  /// @param first the first coefficient in zigzag order
  /// @param last the last one
  /// @param low how many low bits are left out
  record Band(int component, int first, int last, int low) implements Scan {
    @Override
    public int codes() {
      return 1;
    }

    @Override
    public void code(MadePhoto photo, EntropySink sink) {
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

  /// One more bit of all of a component's AC coefficients.
  ///
  /// @param component 0 for luma
  /// @param low which bit
  record Bit(int component, int low) implements Scan {
    @Override
    public int codes() {
      return 1;
    }

    @Override
    public void code(MadePhoto photo, EntropySink sink) {
      EndRun ends = new EndRun(sink);
      BitList known = new BitList();
      photo.blocksOf(component, (blocks, place) -> block(blocks, place, known, ends, sink));
      ends.flush();
    }

    private void block(Blocks blocks, int place, BitList known, EndRun ends, EntropySink sink) {
      int lastNew = 0;
      for (int k = 1; k < Blocks.SIZE; k++) {
        if (Math.abs(blocks.coefficient(place + k)) >> low == 1) {
          lastNew = k;
        }
      }
      int zeros = 0;
      for (int k = 1; k < Blocks.SIZE; k++) {
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

  /// Says runs of 16 zeros; answers the zeros that are left.
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

  /// Bits that wait for their turn.
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
      return count > bits.length - 2 * Blocks.SIZE;
    }

    void flush(EntropySink sink) {
      for (int i = 0; i < count; i++) {
        sink.bits(bits[i], 1);
      }
      count = 0;
    }
  }

  /// Blocks in a row that have nothing more to say, said as one.
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

    /// With the bits of coefficients that were known already, which are taken over.
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
