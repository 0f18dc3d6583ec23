package app.akin.core.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.kit.TiffKit.Directory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Raw files in the layouts of cameras, with synthetic previews and almost no sensor data. The
/// layouts follow the tag tables of ExifTool.
public final class RawKit {
  /// Sensor data as lossless JPEG with 14 bits, larger than any preview. Must not be used as a
  /// preview.
  private static final byte[] SENSOR = {
    (byte) 0xFF,
    (byte) 0xD8,
    (byte) 0xFF,
    (byte) 0xC3,
    0,
    11,
    14,
    15,
    0,
    15,
    0,
    1,
    1,
    0x11,
    0,
    (byte) 0xFF,
    (byte) 0xDA,
    0,
    8,
    1,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0
  };

  private RawKit() {}

  /// Returns a file of each kind by its usual extension.
  ///
  /// @param large the preview to find
  /// @param small another preview
  /// @param orientation EXIF orientation, 1 to 8
  public static Map<String, byte[]> all(byte[] large, byte[] small, int orientation) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("cr2", cr2(large, small, orientation));
    files.put("cr3", cr3(large, small, orientation));
    files.put("nef", nef(large, small, orientation));
    files.put("arw", arw(large, small, orientation));
    files.put("dng", dng(large, small, orientation));
    files.put("orf", orf(large, orientation));
    files.put("rw2", rw2(large, orientation));
    files.put("raf", raf(large, orientation));
    files.put("pef", pef(large, small, orientation));
    return files;
  }

  /// Returns a Canon file with one preview.
  public static byte[] canon(byte[] preview) {
    return cr2(preview, preview, 1);
  }

  private static Directory main(String make, String model, int orientation) {
    return new Directory()
        .text(271, make)
        .text(272, model)
        .shorts(274, orientation)
        .below(34665, new Directory().text(36867, "2024:05:06 07:08:09").text(37521, "25"));
  }

  private static Directory jpeg(byte[] file) {
    return new Directory().shorts(259, 6).data(513, 514, file);
  }

  private static Directory sensor(int compression) {
    return new Directory()
        .longs(254, 0)
        .shorts(256, 3855)
        .shorts(257, 3840)
        .shorts(259, compression)
        .shorts(262, 32803)
        .data(273, 279, SENSOR);
  }

  private static byte[] cr2(byte[] large, byte[] small, int orientation) {
    return TiffKit.file(
        ByteOrder.LITTLE_ENDIAN,
        42,
        "CR\2\0\0\0\0\0",
        main("Canon", "Canon EOS 90D", orientation).shorts(259, 6).data(273, 279, large),
        jpeg(small),
        new Directory().shorts(256, 4).shorts(257, 2).shorts(259, 1).data(273, 279, new byte[24]),
        new Directory().shorts(259, 6).data(273, 279, SENSOR));
  }

  private static byte[] nef(byte[] large, byte[] small, int orientation) {
    return TiffKit.file(
        ByteOrder.BIG_ENDIAN,
        42,
        "",
        main("NIKON CORPORATION", "NIKON Z 6", orientation)
            .longs(254, 1)
            .shorts(256, 4)
            .shorts(257, 2)
            .shorts(258, 8, 8, 8)
            .shorts(259, 1)
            .shorts(262, 2)
            .shorts(277, 3)
            .data(273, 279, new byte[24])
            .below(330, jpeg(small).longs(254, 1), sensor(34713), jpeg(large).longs(254, 1)));
  }

  private static byte[] arw(byte[] large, byte[] small, int orientation) {
    return TiffKit.file(
        ByteOrder.LITTLE_ENDIAN,
        42,
        "",
        main("SONY", "ILCE-7M3", orientation)
            .longs(254, 1)
            .shorts(259, 6)
            .data(513, 514, large)
            .below(330, sensor(32767)),
        jpeg(small));
  }

  private static byte[] dng(byte[] large, byte[] small, int orientation) {
    Directory preview = new Directory().longs(254, 1).shorts(259, 7).shorts(262, 6);
    return TiffKit.file(
        ByteOrder.LITTLE_ENDIAN,
        42,
        "",
        main("Google", "Pixel 8", orientation)
            .bytes(50706, 1, 4, 0, 0)
            .shorts(256, 4)
            .shorts(257, 2)
            .shorts(259, 1)
            .shorts(262, 2)
            .data(273, 279, new byte[24])
            .below(330, sensor(7), preview.data(273, 279, large), jpeg(small)));
  }

  private static byte[] orf(byte[] large, int orientation) {
    // A directory with one entry has 18 bytes; the settings directory has two entries and 30 bytes.
    int settings = 12 + 18;
    int preview = settings + 30;
    byte[] second =
        Arrays.copyOfRange(
            TiffKit.note(
                "", new Directory().longs(0x101, preview).longs(0x102, large.length), 30, large),
            0,
            30 + large.length);
    byte[] note =
        TiffKit.note(
            "OLYMPUS\0II\3\0", new Directory().numbers(0x2020, 13, settings), settings, second);
    Directory main =
        new Directory()
            .text(271, "OLYMPUS CORPORATION")
            .text(272, "E-M1MarkII")
            .shorts(274, orientation)
            .shorts(259, 1)
            .below(
                34665,
                new Directory()
                    .text(36867, "2024:05:06 07:08:09")
                    .text(37521, "25")
                    .block(37500, note));
    return TiffKit.file(ByteOrder.LITTLE_ENDIAN, 0x4F52, "", main);
  }

  private static byte[] rw2(byte[] large, int orientation) {
    return TiffKit.file(
        ByteOrder.LITTLE_ENDIAN,
        0x55,
        "",
        main("Panasonic", "DC-G9", orientation).block(0x2E, large));
  }

  private static byte[] raf(byte[] large, int orientation) {
    byte[] jpeg =
        ImageKit.withExif(
            large,
            new ExifBlock()
                .orientation(orientation)
                .camera("FUJIFILM", "X-T4")
                .taken("2024:05:06 07:08:09")
                .subSeconds("25"));
    ByteBuffer file = ByteBuffer.allocate(148 + jpeg.length + SENSOR.length);
    file.put("FUJIFILMCCD-RAW 0201FF129502X-T4".getBytes(ISO_8859_1));
    file.putInt(84, 148).putInt(88, jpeg.length).putInt(100, 148 + jpeg.length);
    file.put(148, jpeg).put(148 + jpeg.length, SENSOR);
    return file.array();
  }

  private static byte[] pef(byte[] large, byte[] small, int orientation) {
    return TiffKit.file(
        ByteOrder.BIG_ENDIAN,
        42,
        "",
        main("PENTAX", "PENTAX K-1", orientation)
            .shorts(259, 65535)
            .shorts(262, 32803)
            .data(273, 279, SENSOR),
        jpeg(small),
        jpeg(large));
  }

  private static byte[] cr3(byte[] large, byte[] small, int orientation) {
    Directory main = new Directory().text(271, "Canon").text(272, "Canon EOS R5");
    Directory exif = new Directory().text(36867, "2024:05:06 07:08:09").text(37521, "25");
    byte[] uuid = {
      (byte) 0x85,
      (byte) 0xC0,
      (byte) 0xB6,
      (byte) 0x87,
      (byte) 0x82,
      0x0F,
      0x11,
      (byte) 0xE0,
      (byte) 0x81,
      0x11,
      (byte) 0xF4,
      (byte) 0xCE,
      0x46,
      0x2B,
      0x6A,
      0x48
    };
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] facts =
        box(
            "uuid",
            uuid,
            box("CMT1", TiffKit.file(order, 42, "", main.shorts(274, orientation))),
            box("CMT2", TiffKit.file(order, 42, "", exif)));
    byte[] type = box("ftyp", "crx \0\0\0\1crx isom".getBytes(ISO_8859_1));
    byte[] moov = new byte[0];
    int start = 0;
    for (int pass = 0; pass < 2; pass++) {
      // In the second pass, the offset of the data is known.
      moov = box("moov", facts, track(start, large), track(start + large.length, small));
      start = type.length + moov.length + 8;
    }
    return joined(type, moov, box("mdat", large, small));
  }

  private static byte[] track(int place, byte[] sample) {
    byte[] sizes = ByteBuffer.allocate(12).putInt(4, sample.length).putInt(8, 1).array();
    byte[] places = ByteBuffer.allocate(16).putInt(4, 1).putLong(8, place).array();
    byte[] table = box("stbl", box("stsz", sizes), box("co64", places));
    return box("trak", box("mdia", box("minf", table)));
  }

  /// Returns a box of the ISO base media file format.
  public static byte[] box(String type, byte[]... contents) {
    byte[] inside = joined(contents);
    return ByteBuffer.allocate(8 + inside.length)
        .putInt(8 + inside.length)
        .put(type.getBytes(ISO_8859_1))
        .put(inside)
        .array();
  }

  /// Concatenates arrays.
  public static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }
}
