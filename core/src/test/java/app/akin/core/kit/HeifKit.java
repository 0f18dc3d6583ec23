package app.akin.core.kit;

import static app.akin.core.kit.RawKit.box;
import static app.akin.core.kit.RawKit.joined;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Builds tiled HEIC files, as phones write them, from committed files of one tile each.
public final class HeifKit {
  private static final int TILES = 4;

  private HeifKit() {}

  /// The decoder configuration and the image data of a file.
  // Passed on once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Tile(byte[] settings, byte[] data) {}

  private static Tile tile(int number) {
    return tile(FormatKit.committed("tile" + number + ".heic"));
  }

  private static Tile tile(byte[] file) {
    int settings = find(file, "hvcC");
    int data = find(file, "mdat");
    return new Tile(contents(file, settings), contents(file, data));
  }

  private static int find(byte[] file, String type) {
    byte[] wanted = type.getBytes(ISO_8859_1);
    for (int i = 4; i < file.length - 4; i++) {
      if (Arrays.equals(file, i, i + 4, wanted, 0, 4)) {
        return i;
      }
    }
    throw new IllegalStateException("no " + type);
  }

  private static byte[] contents(byte[] file, int type) {
    int length = ByteBuffer.wrap(file).getInt(type - 4);
    return Arrays.copyOfRange(file, type + 4, type - 4 + length);
  }

  /// Returns a grid of four tiles of 64 by 64 pixels, repeated as needed.
  ///
  /// @param width width of the image, which may crop the last tiles
  /// @param height height of the image
  /// @param transforms property boxes of the whole image, applied in this order
  public static byte[] grid(int rows, int columns, int width, int height, byte[]... transforms) {
    byte[] layout =
        ByteBuffer.allocate(8)
            .put(new byte[] {0, 0, (byte) (rows - 1), (byte) (columns - 1)})
            .putShort((short) width)
            .putShort((short) height)
            .array();
    return derived("grid", layout, rows * columns, width, height, transforms);
  }

  /// Returns an image sequence that begins with a blank frame, which is its primary image, followed
  /// by tiles.
  public static byte[] sequence(int... tiles) {
    byte[] still = FormatKit.committed("blank.heic");
    Tile blank = tile(still);
    byte[] data = blank.data();
    byte[] sizes = number(blank.data().length, 4);
    for (int tile : tiles) {
      data = joined(data, tile(tile).data());
      sizes = joined(sizes, number(tile(tile).data().length, 4));
    }
    int start = still.length + 8;
    byte[] entry = joined(new byte[78], box("hvcC", tile(tiles[0]).settings()));
    byte[] table =
        box(
            "stbl",
            joined(
                box("stsd", joined(number(0, 4), number(1, 4), box("hvc1", entry))),
                // The first chunk has one sample, the second all others.
                box(
                    "stsc",
                    joined(
                        number(0, 4),
                        number(2, 4),
                        number(1, 4),
                        number(1, 4),
                        number(1, 4),
                        number(2, 4),
                        number(tiles.length, 4),
                        number(1, 4))),
                box("stsz", joined(number(0, 4), number(0, 4), number(tiles.length + 1, 4), sizes)),
                box(
                    "stco",
                    joined(
                        number(0, 4),
                        number(2, 4),
                        number(start, 4),
                        number(start + blank.data().length, 4)))));
    byte[] handler = box("hdlr", joined(number(0, 4), number(0, 4), text("pict"), new byte[13]));
    byte[] media = box("mdia", joined(handler, box("minf", table)));
    return joined(still, box("mdat", data), box("moov", box("trak", media)));
  }

  /// Returns tiles that lie over each other on a grey ground.
  ///
  /// @param places column and row of the upper left corner of each tile
  public static byte[] layers(int width, int height, int[]... places) {
    ByteBuffer layout = ByteBuffer.allocate(14 + 4 * places.length);
    layout.putShort((short) 0);
    for (int channel = 0; channel < 4; channel++) {
      layout.putShort((short) (channel == 3 ? 0xFFFF : 0x8080));
    }
    layout.putShort((short) width).putShort((short) height);
    for (int[] place : places) {
      layout.putShort((short) place[0]).putShort((short) place[1]);
    }
    return derived("iovl", layout.array(), places.length, width, height);
  }

  private static byte[] derived(
      String kind, byte[] layout, int count, int width, int height, byte[]... transforms) {
    byte[] type = box("ftyp", "heic\0\0\0\0mif1heic".getBytes(ISO_8859_1));
    byte[] data = new byte[0];
    int[] starts = new int[count];
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      byte[] tile = tile(i % TILES).data();
      starts[i] = data.length;
      lengths[i] = tile.length;
      data = joined(data, tile);
    }
    byte[] properties =
        box(
            "iprp",
            box(
                "ipco",
                joined(
                    box("hvcC", tile(0).settings()),
                    size(64, 64),
                    size(width, height),
                    joined(transforms))),
            box("ipma", associations(count, transforms.length)));
    byte[] meta = new byte[0];
    int place = 0;
    for (int pass = 0; pass < 2; pass++) {
      // In the second pass, the offset of the data is known.
      meta =
          box(
              "meta",
              new byte[4],
              box("hdlr", "\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0".getBytes(ISO_8859_1)),
              box("pitm", number(0, 4), number(1, 2)),
              box("iloc", locations(layout.length, place, starts, lengths)),
              items(kind, count),
              box("iref", new byte[4], box("dimg", parts(count))),
              properties,
              box("idat", layout));
      place = type.length + meta.length + 8;
    }
    return joined(type, meta, box("mdat", data));
  }

  /// Returns a rotation property, in quarter turns counterclockwise.
  public static byte[] turned(int quarters) {
    return box("irot", number(quarters, 1));
  }

  /// Returns a mirror property: horizontal or vertical.
  public static byte[] mirrored(boolean sideways) {
    return box("imir", number(sideways ? 1 : 0, 1));
  }

  private static byte[] size(int width, int height) {
    return box("ispe", new byte[4], number(width, 4), number(height, 4));
  }

  /// Item 1 is the derived image; the tiles follow.
  private static byte[] items(String kind, int tiles) {
    byte[] entries = box("infe", number(2 << 24, 4), number(1, 2), number(0, 2), text(kind + "\0"));
    for (int i = 0; i < tiles; i++) {
      byte[] entry =
          box("infe", number(2 << 24 | 1, 4), number(2 + i, 2), number(0, 2), text("hvc1\0"));
      entries = joined(entries, entry);
    }
    return box("iinf", new byte[4], number(1 + tiles, 2), entries);
  }

  private static byte[] locations(int layout, int place, int[] starts, int[] lengths) {
    byte[] out = joined(number(1 << 24, 4), number(0x4400, 2), number(1 + starts.length, 2));
    out = joined(out, number(1, 2), number(1, 2), number(0, 2), number(1, 2), number(0, 4));
    out = joined(out, number(layout, 4));
    for (int i = 0; i < starts.length; i++) {
      out = joined(out, number(2 + i, 2), number(0, 2), number(0, 2), number(1, 2));
      out = joined(out, number(place + starts[i], 4), number(lengths[i], 4));
    }
    return out;
  }

  private static byte[] parts(int tiles) {
    byte[] out = joined(number(1, 2), number(tiles, 2));
    for (int i = 0; i < tiles; i++) {
      out = joined(out, number(2 + i, 2));
    }
    return out;
  }

  private static byte[] associations(int tiles, int transforms) {
    byte[] out = joined(new byte[4], number(1 + tiles, 4));
    out = joined(out, number(1, 2), number(1 + transforms, 1), number(3, 1));
    for (int i = 0; i < transforms; i++) {
      out = joined(out, number(0x80 | 4 + i, 1));
    }
    for (int i = 0; i < tiles; i++) {
      out = joined(out, number(2 + i, 2), number(2, 1), number(0x81, 1), number(2, 1));
    }
    return out;
  }

  private static byte[] number(int value, int bytes) {
    return Arrays.copyOfRange(ByteBuffer.allocate(4).putInt(value).array(), 4 - bytes, 4);
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
