package app.akin.core.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// A made photo of any size and its files: JPEG as cameras and photo programs write it (4:2:0, good
/// quality, the shortest codes), in one scan or progressive in ten. The same seed and size always
/// give the same bytes. It keeps 3 bytes a pixel. Thread-safe.
public final class MadePhoto {
  /// Samples along a unit: two blocks of luma, one of each difference.
  private static final int UNIT = 16;

  private static final int COMPONENTS = 3;

  /// The steps of annex K of ITU-T T.81, in zigzag order, at a fifth: what programs call quality
  /// 90.
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

  /// What stands before the table of luma's steps: the start, a JFIF header, the table's own head.
  private static final int STEPS_AT = 2 + 18 + 5;

  private static final List<Scan> BASELINE = List.of(new Scan.Whole());

  /// The order in which libjpeg's programs show a picture.
  private static final List<Scan> PROGRESSIVE =
      List.of(
          new Scan.Means(false),
          new Scan.Band(0, 1, 5, 2),
          new Scan.Band(2, 1, 63, 1),
          new Scan.Band(1, 1, 63, 1),
          new Scan.Band(0, 6, 63, 2),
          new Scan.Bit(0, 1),
          new Scan.Means(true),
          new Scan.Bit(2, 0),
          new Scan.Bit(1, 0),
          new Scan.Bit(0, 0));

  private final int width;
  private final int height;
  private final Blocks[] components;

  /// Makes a photo; takes a second or so for a large one.
  ///
  /// @param seed which photo
  public MadePhoto(long seed, int width, int height) {
    this.width = width;
    this.height = height;
    int across = (width + UNIT - 1) / UNIT;
    int down = (height + UNIT - 1) / UNIT;
    components =
        new Blocks[] {
          new Blocks(2 * across, 2 * down, LUMA_STEPS),
          new Blocks(across, down, CHROMA_STEPS),
          new Blocks(across, down, CHROMA_STEPS)
        };
    paint(new MadeScene(seed, width, height), across, down);
  }

  /// The photo as a JPEG file.
  ///
  /// @param progressive whether it is shown ever more clearly while it loads, or from the top
  public byte[] jpeg(boolean progressive) {
    Output out = new Output();
    out.start();
    out.frame(progressive);
    for (Scan scan : progressive ? PROGRESSIVE : BASELINE) {
      out.scan(scan);
    }
    out.marker(0xD9);
    return out.bytes.toByteArray();
  }

  /// Another photo's file at the price of a copy: it looks the same but for its finest waves, and
  /// takes as long to decode, but is another photo to whoever compares what files show.
  ///
  /// @param jpeg what [#jpeg] gave
  /// @param number which variant, 0 to 200; 0 is the same photo
  public static byte[] variant(byte[] jpeg, int number) {
    byte[] other = jpeg.clone();
    other[STEPS_AT + Blocks.SIZE - 1] += (byte) number;
    return other;
  }

  /// Takes blocks in, one after the other.
  interface UnitVisitor {
    void visit(int component, int place);
  }

  /// Takes blocks of one component in.
  interface BlockVisitor {
    void visit(Blocks blocks, int place);
  }

  Blocks blocks(int component) {
    return components[component];
  }

  /// Visits the blocks of all components as a scan of all of them does: unit by unit.
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

  /// Visits the blocks of one component as a scan of it alone does: those that only fill a unit up
  /// are left out.
  void blocksOf(int component, BlockVisitor visitor) {
    int side = component == 0 ? Blocks.SIDE : UNIT;
    for (int y = 0; y * side < height; y++) {
      for (int x = 0; x * side < width; x++) {
        visitor.visit(components[component], components[component].at(x, y));
      }
    }
  }

  private void paint(MadeScene scene, int across, int down) {
    int wide = across * UNIT;
    float[][] luma = new float[UNIT][wide];
    float[][] blue = new float[UNIT][wide];
    float[][] red = new float[UNIT][wide];
    float[][] upper = new float[Blocks.SIDE][];
    float[][] lower = new float[Blocks.SIDE][];
    System.arraycopy(luma, 0, upper, 0, Blocks.SIDE);
    System.arraycopy(luma, Blocks.SIDE, lower, 0, Blocks.SIDE);
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

  /// A file that grows.
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
      word(3 + Blocks.SIZE);
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

    void scan(Scan scan) {
      EntropySink.Counts counts = new EntropySink.Counts(new long[scan.codes()][256]);
      scan.code(MadePhoto.this, counts);
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
      scan.code(MadePhoto.this, sink);
      sink.finish();
    }

    /// The class (AC in the upper half) and the number of the table that a code becomes.
    private static int tableOf(Scan scan, int code) {
      return switch (scan) {
        case Scan.Whole _ -> (code & 1) << 4 | code >> 1;
        case Scan.Means _ -> code;
        case Scan.Band _, Scan.Bit _ -> 0x10;
      };
    }

    private void head(Scan scan) {
      switch (scan) {
        case Scan.Whole _ -> all(0x11, 0, Blocks.SIZE - 1, 0);
        case Scan.Means(boolean low) -> all(0x10, 0, 0, low ? 0x10 : 0x01);
        case Scan.Band(int component, int first, int last, int low) ->
            one(component, first, last, low);
        case Scan.Bit(int component, int low) ->
            one(component, 1, Blocks.SIZE - 1, (low + 1) << 4 | low);
      }
    }

    /// @param tables what the table numbers of the differences are
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
