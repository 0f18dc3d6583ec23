package app.akin.core.decode.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.IsoBox;
import app.akin.core.decode.image.TiffDirectory;
import app.akin.core.decode.jpeg.JpegHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the previews in camera raw files of different manufacturers. Accepts any bytes.
final class RawPreviews {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int RGB = 2;
  private static final int YCBCR = 6;

  /// None, LZW, JPEG, Deflate and PackBits.
  private static final List<Integer> PREVIEW_COMPRESSIONS = List.of(1, 5, 7, 8, 32946, 32773);

  /// Limit on the JPEG files that are tried in a file of unknown structure.
  private static final int MAX_CANDIDATES = 64;

  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int JPEG_OFFSET = 513;
  private static final int JPEG_LENGTH = 514;
  private static final int PANASONIC_JPEG = 0x2E;
  private static final int MAKER_NOTE = 37500;
  private static final int PENTAX_LENGTH = 3;
  private static final int PENTAX_START = 4;
  private static final int OLYMPUS_SETTINGS = 0x2020;
  private static final int OLYMPUS_START = 0x101;
  private static final int OLYMPUS_LENGTH = 0x102;
  private static final int FUJI_OFFSET = 84;
  private static final int FUJI_LENGTH = 88;

  private final byte[] file;
  private byte @Nullable [] best;
  private long bestPixels;

  private RawPreviews(byte[] file) {
    this.file = file;
  }

  /// Returns the embedded JPEG file with the most pixels, or null.
  static byte @Nullable [] largest(byte[] file) {
    RawPreviews previews = new RawPreviews(file);
    if (isFuji(file)) {
      previews.readFuji();
    } else if (isCr3(file)) {
      previews.readCr3();
    } else {
      TiffDirectory.all(file).forEach(previews::readDirectory);
      if (previews.best == null) {
        previews.searchJpegs();
      }
    }
    return previews.best;
  }

  /// Returns the directory of the largest preview that is not a JPEG file but an ordinary TIFF
  /// image, which may consist of compressed strips or tiles, or null.
  static @Nullable TiffDirectory largestImage(byte[] file) {
    TiffDirectory found = null;
    long pixels = 0;
    for (TiffDirectory tags : TiffDirectory.all(file)) {
      long size = (long) tags.value(WIDTH, 0) * tags.value(HEIGHT, 0);
      if (isImage(tags) && size > pixels) {
        pixels = size;
        found = tags;
      }
    }
    return found;
  }

  private static boolean isImage(TiffDirectory tags) {
    int photometric = tags.value(PHOTOMETRIC, -1);
    int bits = tags.value(BITS, 0);
    boolean hasColors = (photometric >= 0 && photometric <= RGB) || photometric == YCBCR;
    // Grey samples of 16 bits may be sensor data.
    boolean hasDepth = bits == 8 || (bits == 16 && photometric == RGB);
    return hasColors
        && hasDepth
        && PREVIEW_COMPRESSIONS.contains(tags.value(COMPRESSION, 1))
        && (tags.has(STRIP_OFFSETS) || tags.has(TILE_OFFSETS));
  }

  /// Searches the whole file, for containers of manufacturers that are not TIFF structures.
  private void searchJpegs() {
    int candidates = 0;
    for (int at = 1; at + 3 < file.length && candidates < MAX_CANDIDATES; at++) {
      if (file[at] == (byte) 0xFF
          && file[at + 1] == (byte) 0xD8
          && file[at + 2] == (byte) 0xFF
          && (file[at + 3] & 0xF0) >= 0xC0) {
        candidates++;
        keepIfLarger(at, file.length - (long) at);
      }
    }
  }

  /// Returns whether a file is a Fujifilm raw file (RAF).
  static boolean isFuji(byte[] file) {
    return startsWith(file, 0, "FUJIFILMCCD-RAW");
  }

  /// Returns whether a file is a Canon CR3 file, which consists of ISO boxes.
  static boolean isCr3(byte[] file) {
    return startsWith(file, 4, "ftypcrx ");
  }

  private static boolean startsWith(byte[] file, int at, String text) {
    return file.length >= at + text.length()
        && new String(file, at, text.length(), ISO_8859_1).equals(text);
  }

  private void readFuji() {
    if (file.length >= FUJI_LENGTH + 4) {
      ByteBuffer buffer = ByteBuffer.wrap(file);
      keepIfLarger(
          buffer.getInt(FUJI_OFFSET) & 0xFFFFFFFFL, buffer.getInt(FUJI_LENGTH) & 0xFFFFFFFFL);
    }
  }

  /// Reads the tracks of a CR3 file: each has one sample; the first track's is a JPEG file.
  private void readCr3() {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    List<IsoBox> tables = new ArrayList<>();
    for (IsoBox box : IsoBox.list(buffer, 0, file.length)) {
      if (box.type().equals("moov")) {
        for (IsoBox track : box.children(buffer, 0)) {
          IsoBox found = track.type().equals("trak") ? track : null;
          for (String name : List.of("mdia", "minf", "stbl")) {
            found = found == null ? null : found.find(buffer, 0, name);
          }
          if (found != null) {
            tables.add(found);
          }
        }
      }
    }
    for (IsoBox table : tables) {
      IsoBox sizes = table.find(buffer, 0, "stsz");
      IsoBox offsets32 = table.find(buffer, 0, "stco");
      IsoBox offsets64 = table.find(buffer, 0, "co64");
      if (sizes == null || sizes.length() < 12) {
        continue;
      }
      // One size for all samples, or one for each.
      int length = buffer.getInt(sizes.start() + 4);
      if (length == 0 && sizes.length() >= 16) {
        length = buffer.getInt(sizes.start() + 12);
      }
      if (offsets32 != null && offsets32.length() >= 12) {
        keepIfLarger(buffer.getInt(offsets32.start() + 8) & 0xFFFFFFFFL, length);
      }
      if (offsets64 != null && offsets64.length() >= 16) {
        keepIfLarger(buffer.getLong(offsets64.start() + 8), length);
      }
    }
  }

  private void readDirectory(TiffDirectory tags) {
    keepIfLarger(tags.value(JPEG_OFFSET, -1), tags.value(JPEG_LENGTH, -1));
    int compression = tags.value(COMPRESSION, 0);
    long[] strips = tags.values(STRIP_OFFSETS);
    long[] lengths = tags.values(STRIP_LENGTHS);
    if ((compression == 6 || compression == 7) && strips.length == 1 && lengths.length == 1) {
      keepIfLarger(strips[0], lengths[0]);
    }
    int panasonic = tags.blockOffset(PANASONIC_JPEG);
    if (panasonic >= 0) {
      keepIfLarger(panasonic, tags.blockLength(PANASONIC_JPEG));
    }
    int note = tags.blockOffset(MAKER_NOTE);
    if (note >= 0) {
      readMakerNote(note);
    }
  }

  private void readMakerNote(int note) {
    if (startsWith(file, note, "OLYMPUS\0") || startsWith(file, note, "OM SYSTEM\0")) {
      TiffDirectory main = TiffDirectory.at(file, note + (file[note + 1] == 'L' ? 12 : 16), note);
      for (long settings : main.values(OLYMPUS_SETTINGS)) {
        TiffDirectory tags = TiffDirectory.at(file, note + settings, note);
        int start = tags.value(OLYMPUS_START, -1);
        keepIfLarger(start < 0 ? -1 : (long) note + start, tags.value(OLYMPUS_LENGTH, -1));
      }
    } else if (startsWith(file, note, "AOC\0")) {
      TiffDirectory tags = TiffDirectory.at(file, note + 6L, 0);
      keepIfLarger(tags.value(PENTAX_START, -1), tags.value(PENTAX_LENGTH, -1));
    }
  }

  /// Keeps a JPEG file if it can be decoded and is larger than the previous one.
  private void keepIfLarger(long start, long length) {
    boolean fits = start > 0 && length > 4 && start + length <= file.length;
    if (!fits || file[(int) start] != (byte) 0xFF || file[(int) start + 1] != (byte) 0xD8) {
      return;
    }
    byte[] jpeg = Arrays.copyOfRange(file, (int) start, (int) (start + length));
    try {
      JpegHeader header = JpegHeader.read(jpeg);
      // Sensor data is also stored as JPEG: lossless, or with more bits.
      boolean supported = header.process() <= JpegHeader.PROGRESSIVE && header.precision() == 8;
      long size = (long) header.width() * header.height();
      if (supported && size > bestPixels) {
        bestPixels = size;
        best = jpeg;
      }
    } catch (DecodeException e) {
      return; // another preview may be valid
    }
  }
}
