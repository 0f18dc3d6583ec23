package app.akin.core.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// A synthetic photo of any size, encoded as baseline JPEG or as progressive JPEG with ten scans
/// (4:2:0, good quality, optimal Huffman codes). Equal seed and size give equal bytes. Uses 3 bytes
/// per pixel. Thread-safe.
public final class SyntheticPhoto {
  /// Side of a minimum coded unit: two luma blocks, one of each chroma component.
  private static final int UNIT = 16;

  private static final int COMPONENTS = 3;

  /// Quantization steps of ITU-T T.81, annex K, in zigzag order, divided by five: quality 90.
  private static final int[] LUMA_STEPS =
      fifth(
          16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49,
          35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56,
          80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103,
          99);

  private static final int[] CHROMA_STEPS =
      fifth(
          17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99,
          99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
          99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99);

  /// Offset of the luma quantization table: start marker, JFIF header, table header.
  private static final int STEPS_AT = 2 + 18 + 5;

  private static final List<JpegScan> BASELINE = List.of(new JpegScan.Whole());

  /// The scan order of libjpeg's progressive mode.
  private static final List<JpegScan> PROGRESSIVE =
      List.of(
          new JpegScan.Means(false),
          new JpegScan.Band(0, 1, 5, 2),
          new JpegScan.Band(2, 1, 63, 1),
          new JpegScan.Band(1, 1, 63, 1),
          new JpegScan.Band(0, 6, 63, 2),
          new JpegScan.Bit(0, 1),
          new JpegScan.Means(true),
          new JpegScan.Bit(2, 0),
          new JpegScan.Bit(1, 0),
          new JpegScan.Bit(0, 0));

  private final int width;
  private final int height;
  private final CoefficientBlocks[] components;

  /// Creates a photo; takes about a second for a large one.
  ///
  /// @param seed the seed
  public SyntheticPhoto(long seed, int width, int height) {
    this.width = width;
    this.height = height;
    int across = (width + UNIT - 1) / UNIT;
    int down = (height + UNIT - 1) / UNIT;
    components =
        new CoefficientBlocks[] {
          new CoefficientBlocks(2 * across, 2 * down, LUMA_STEPS),
          new CoefficientBlocks(across, down, CHROMA_STEPS),
          new CoefficientBlocks(across, down, CHROMA_STEPS)
        };
    paint(new SyntheticScene(seed, width, height), across, down);
  }

  /// Returns the photo as a JPEG file.
  ///
  /// @param progressive whether to write a progressive JPEG
  public byte[] jpeg(boolean progressive) {
    Output out = new Output();
    out.start();
    out.frame(progressive);
    for (JpegScan scan : progressive ? PROGRESSIVE : BASELINE) {
      out.scan(scan);
    }
    out.marker(0xD9);
    return out.bytes.toByteArray();
  }

  /// Returns a variant of a file at the cost of a copy: it looks the same except for the highest
  /// frequencies and takes the same time to decode, but has another content key.
  ///
  /// @param jpeg a file from [#jpeg]
  /// @param number number of the variant, 0 to 200; 0 is the original
  public static byte[] variant(byte[] jpeg, int number) {
    byte[] other = jpeg.clone();
    other[STEPS_AT + CoefficientBlocks.SIZE - 1] += (byte) number;
    return other;
  }

  /// Visits blocks in order.
  interface UnitVisitor {
    void visit(int component, int place);
  }

  /// Visits blocks of one component.
  interface BlockVisitor {
    void visit(CoefficientBlocks blocks, int place);
  }

  CoefficientBlocks blocks(int component) {
    return components[component];
  }

  /// Visits the blocks of all components in interleaved order, unit by unit.
  void units(UnitVisitor visitor) {
    int across = (width + UNIT - 1) / UNIT;
    int down = (height + UNIT - 1) / UNIT;
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        for (int i = 0; i < 4; i++) {
          visitor.visit(0, components[0].at(2 * x + i % 2, 2 * y + i / 2));
        }
        visitor.visit(1, components[1].at(x, y));
        visitor.visit(2, components[2].at(x, y));
      }
    }
  }

  /// Visits the blocks of one component in non-interleaved order, without padding blocks.
  void blocksOf(int component, BlockVisitor visitor) {
    int side = component == 0 ? CoefficientBlocks.SIDE : UNIT;
    for (int y = 0; y * side < height; y++) {
      for (int x = 0; x * side < width; x++) {
        visitor.visit(components[component], components[component].at(x, y));
      }
    }
  }

  private void paint(SyntheticScene scene, int across, int down) {
    int wide = across * UNIT;
    float[][] luma = new float[UNIT][wide];
    float[][] blue = new float[UNIT][wide];
    float[][] red = new float[UNIT][wide];
    float[][] upper = new float[CoefficientBlocks.SIDE][];
    float[][] lower = new float[CoefficientBlocks.SIDE][];
    System.arraycopy(luma, 0, upper, 0, CoefficientBlocks.SIDE);
    System.arraycopy(luma, CoefficientBlocks.SIDE, lower, 0, CoefficientBlocks.SIDE);
    for (int unit = 0; unit < down; unit++) {
      for (int y = 0; y < UNIT; y++) {
        if (unit * UNIT + y < height) {
          scene.nextRow(luma[y], blue[y], red[y]);
          extend(luma[y]);
          extend(blue[y]);
          extend(red[y]);
        } else {
          System.arraycopy(luma[y - 1], 0, luma[y], 0, wide);
          System.arraycopy(blue[y - 1], 0, blue[y], 0, wide);
          System.arraycopy(red[y - 1], 0, red[y], 0, wide);
        }
      }
      components[0].put(2 * unit, upper);
      components[0].put(2 * unit + 1, lower);
      components[1].put(unit, halved(blue));
      components[2].put(unit, halved(red));
    }
  }

  private void extend(float[] row) {
    for (int x = width; x < row.length; x++) {
      row[x] = row[width - 1];
    }
  }

  private static float[][] halved(float[][] rows) {
    float[][] half = new float[rows.length / 2][rows[0].length / 2];
    for (int y = 0; y < half.length; y++) {
      for (int x = 0; x < half[y].length; x++) {
        half[y][x] =
            (rows[2 * y][2 * x]
                    + rows[2 * y][2 * x + 1]
                    + rows[2 * y + 1][2 * x]
                    + rows[2 * y + 1][2 * x + 1])
                / 4;
      }
    }
    return half;
  }

  private static int[] fifth(int... steps) {
    int[] smaller = new int[steps.length];
    for (int i = 0; i < steps.length; i++) {
      smaller[i] = (steps[i] * 20 + 50) / 100;
    }
    return smaller;
  }

  /// The output file.
  private final class Output {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(width * height / 2);

    void start() {
      marker(0xD8);
      marker(0xE0);
      word(16);
      bytes.writeBytes("JFIF\0\1\1".getBytes(US_ASCII));
      bytes.writeBytes(new byte[] {0, 0, 1, 0, 1, 0, 0});
      steps(0, LUMA_STEPS);
      steps(1, CHROMA_STEPS);
    }

    private void steps(int table, int[] steps) {
      marker(0xDB);
      word(3 + CoefficientBlocks.SIZE);
      bytes.write(table);
      for (int step : steps) {
        bytes.write(step);
      }
    }

    void frame(boolean progressive) {
      marker(progressive ? 0xC2 : 0xC0);
      word(8 + 3 * COMPONENTS);
      bytes.write(8);
      word(height);
      word(width);
      bytes.write(COMPONENTS);
      for (int component = 0; component < COMPONENTS; component++) {
        bytes.write(component + 1);
        bytes.write(component == 0 ? 0x22 : 0x11);
        bytes.write(Math.min(1, component));
      }
    }

    void scan(JpegScan scan) {
      EntropySink.Counts counts = new EntropySink.Counts(new long[scan.codes()][256]);
      scan.code(SyntheticPhoto.this, counts);
      HuffmanCode[] codes = new HuffmanCode[scan.codes()];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = HuffmanCode.of(counts.frequencies()[i]);
        marker(0xC4);
        word(3 + codes[i].table().length);
        bytes.write(tableOf(scan, i));
        bytes.writeBytes(codes[i].table());
      }
      head(scan);
      EntropySink.Bits sink = new EntropySink.Bits(codes, bytes);
      scan.code(SyntheticPhoto.this, sink);
      sink.finish();
    }

    /// Returns class (AC in the upper half) and number of the table of a code.
    private static int tableOf(JpegScan scan, int code) {
      return switch (scan) {
        case JpegScan.Whole _ -> (code & 1) << 4 | code >> 1;
        case JpegScan.Means _ -> code;
        case JpegScan.Band _, JpegScan.Bit _ -> 0x10;
      };
    }

    private void head(JpegScan scan) {
      switch (scan) {
        case JpegScan.Whole _ -> all(0x11, 0, CoefficientBlocks.SIZE - 1, 0);
        case JpegScan.Means(boolean low) -> all(0x10, 0, 0, low ? 0x10 : 0x01);
        case JpegScan.Band(int component, int first, int last, int low) ->
            one(component, first, last, low);
        case JpegScan.Bit(int component, int low) ->
            one(component, 1, CoefficientBlocks.SIZE - 1, (low + 1) << 4 | low);
      }
    }

    /// @param tables table numbers of the chroma components
    private void all(int tables, int first, int last, int bits) {
      marker(0xDA);
      word(6 + 2 * COMPONENTS);
      bytes.write(COMPONENTS);
      for (int component = 0; component < COMPONENTS; component++) {
        bytes.write(component + 1);
        bytes.write(component == 0 ? 0 : tables);
      }
      band(first, last, bits);
    }

    private void one(int component, int first, int last, int bits) {
      marker(0xDA);
      word(8);
      bytes.write(1);
      bytes.write(component + 1);
      bytes.write(0);
      band(first, last, bits);
    }

    private void band(int first, int last, int bits) {
      bytes.write(first);
      bytes.write(last);
      bytes.write(bits);
    }

    void marker(int kind) {
      bytes.write(0xFF);
      bytes.write(kind);
    }

    private void word(int value) {
      bytes.write(value >> 8);
      bytes.write(value);
    }
  }
}
