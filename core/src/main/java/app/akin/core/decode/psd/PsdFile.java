package app.akin.core.decode.psd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.CmykConverter;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.IsoBox;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.Palette;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The merged image of a Photoshop file, PSD or PSB (Adobe's "Photoshop File Formats
/// Specification"): grey, indexed, RGB and CMYK with 8 and 16 bits, and bitmaps; uncompressed or
/// PackBits. If the merged image is transparent, the channel after its colors is the alpha. A file
/// saved without its merged image contains a white one.
final class PsdFile implements ImageFile {
  private static final int BITMAP = 0;
  private static final int GREY = 1;
  private static final int INDEXED = 2;
  private static final int RGB = 3;
  private static final int CMYK = 4;
  private static final int DUOTONE = 8;

  private static final int PROFILE = 1039;
  private static final int EXIF = 1058;
  private static final int XMP = 1060;

  private static final int UNCOMPRESSED = 0;
  private static final int PACK_BITS = 1;

  private final byte[] file;
  private final ByteBuffer buffer;
  private final boolean large;
  private final int channels;
  private final int depth;
  private final int mode;
  private int colorOffset;
  private int dataOffset;
  private boolean transparent;
  private byte[] exif = NO_BYTES;
  private byte[] xmp = NO_BYTES;
  private byte[] resources = NO_BYTES;
  private byte @Nullable [] profile;

  private PsdFile(byte[] file) {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file);
    this.large = buffer.getShort(4) == 2;
    this.channels = buffer.getShort(12);
    this.depth = buffer.getShort(22);
    this.mode = buffer.getShort(24);
  }

  /// Reads the header and the image resources.
  static PsdFile open(byte[] bytes) throws DecodeException {
    try {
      PsdFile file = new PsdFile(bytes);
      file.readSections();
      return file;
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends inside its header");
    }
  }

  private void readSections() throws DecodeException {
    boolean knownMode =
        switch (mode) {
          case BITMAP -> depth == 1 && channels >= 1;
          case GREY, DUOTONE -> channels >= 1 && depth > 1;
          case INDEXED -> channels >= 1 && depth == 8;
          case RGB -> channels >= 3 && depth > 1;
          case CMYK -> channels >= 4 && depth > 1;
          default -> false;
        };
    if (!knownMode || (depth != 1 && depth != 8 && depth != 16)) {
      throw DecodeException.unsupported(
          "Photoshop file with mode " + mode + ", " + channels + " channels of " + depth + " bits");
    }
    colorOffset = 30;
    long at = colorOffset + unsignedInt(26);
    readResources(
        (int) Math.min(at + 4, file.length), Math.min(file.length, at + 4 + unsignedInt(at)));
    at += 4 + unsignedInt(at);
    long layers = large ? buffer.getLong(checkedOffset(at)) : unsignedInt(at);
    // A negative number of layers marks a transparent merged image.
    long layerCount = at + (large ? 16 : 8);
    boolean hasAlpha = channels > colorChannels() && mode != INDEXED && depth > 1;
    transparent = layers > 10 && hasAlpha && buffer.getShort(checkedOffset(layerCount)) < 0;
    at += (large ? 8 : 4) + layers;
    if (layers < 0 || at > file.length - 2) {
      throw DecodeException.damaged("ends before its merged image");
    }
    dataOffset = (int) at;
  }

  private int checkedOffset(long at) {
    if (at < 0 || at > file.length - 4) {
      throw new IndexOutOfBoundsException("after the end of the file");
    }
    return (int) at;
  }

  private long unsignedInt(long at) {
    return buffer.getInt(checkedOffset(at)) & 0xFFFFFFFFL;
  }

  private void readResources(int from, long end) {
    resources = Arrays.copyOfRange(file, from, (int) Math.max(from, end));
    int at = from;
    while (at + 12 <= end && IsoBox.text(buffer, at).equals("8BIM")) {
      int id = buffer.getShort(at + 4) & 0xFFFF;
      int name = 1 + (file[at + 6] & 255);
      int start = at + 6 + name + name % 2 + 4;
      long length = unsignedInt(start - 4L);
      if (start + length > end) {
        return;
      }
      int stop = (int) (start + length);
      switch (id) {
        case PROFILE -> profile = Arrays.copyOfRange(file, start, stop);
        case EXIF -> exif = Arrays.copyOfRange(file, start, stop);
        case XMP -> xmp = Arrays.copyOfRange(file, start, stop);
        default -> {}
      }
      at = stop + (int) (length % 2);
    }
  }

  @Override
  public int width() {
    return buffer.getInt(18);
  }

  @Override
  public int height() {
    return buffer.getInt(14);
  }

  @Override
  public byte[] exif() {
    return exif;
  }

  @Override
  public byte[] xmp() {
    return xmp;
  }

  @Override
  public byte[] imageResources() {
    return resources;
  }

  /// Revision 1 blends transparent images.
  @Override
  public int revision() {
    return transparent ? 1 : 0;
  }

  private int colorChannels() {
    return switch (mode) {
      case RGB -> 3;
      case CMYK -> 4;
      default -> 1;
    };
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException {
    byte[] samples;
    byte @Nullable [] alpha;
    try {
      samples = readSamples(0, colorChannels());
      alpha = transparent ? readSamples(colorChannels(), 1) : null;
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends before the image is complete");
    }
    return switch (mode) {
      case RGB -> new DecodedImage(width(), height(), samples, false, alpha, null, profile);
      case CMYK -> {
        for (int i = 0; i < samples.length; i++) {
          samples[i] = (byte) ~samples[i]; // stored inverted
        }
        yield new DecodedImage(
            width(), height(), CmykConverter.toRgb(samples), false, alpha, samples, profile);
      }
      case INDEXED -> readPalette().toImage(width(), height(), samples, profile);
      default -> {
        byte[] rgb = new byte[Math.multiplyExact(3, samples.length)];
        for (int i = 0; i < rgb.length; i++) {
          rgb[i] = samples[i / 3];
        }
        yield new DecodedImage(width(), height(), rgb, true, alpha, null, profile);
      }
    };
  }

  /// Returns channels, interleaved, 8 bits each. The file stores channels one after another.
  private byte[] readSamples(int first, int count) throws DecodeException {
    int width = width();
    int height = height();
    int rowBytes = depth == 1 ? (width + 7) / 8 : width * (depth / 8);
    byte[] samples = new byte[Math.multiplyExact(count, Math.multiplyExact(width, height))];
    byte[] row = new byte[rowBytes];
    int compression = buffer.getShort(dataOffset);
    int lengths = dataOffset + 2;
    int countBytes = large ? 4 : 2;
    long at =
        switch (compression) {
          case UNCOMPRESSED -> lengths;
          case PACK_BITS -> lengths + (long) countBytes * channels * height;
          default ->
              throw DecodeException.unsupported("Photoshop file with compression " + compression);
        };
    if (compression == UNCOMPRESSED) {
      at += (long) first * height * rowBytes;
    }
    for (int i = 0; i < first * height && compression == PACK_BITS; i++) {
      at += packedLength(lengths, i);
    }
    for (int i = 0; i < count * height; i++) {
      if (compression == UNCOMPRESSED) {
        System.arraycopy(file, Math.toIntExact(Math.min(at, file.length)), row, 0, rowBytes);
        at += rowBytes;
      } else {
        long packed = packedLength(lengths, first * height + i);
        if (at + packed > file.length) {
          throw DecodeException.damaged("ends before the image is complete");
        }
        unpack((int) at, (int) (at + packed), row);
        at += packed;
      }
      scatterRow(row, samples, count, i / height + count * (i % height) * width);
    }
    return samples;
  }

  private long packedLength(int lengths, int row) {
    int offset = lengths + (large ? 4 : 2) * row;
    return large ? unsignedInt(offset) : buffer.getShort(offset) & 0xFFFF;
  }

  /// Decompresses one row of PackBits (TIFF 6.0, section 9).
  private void unpack(int from, int end, byte[] row) throws DecodeException {
    int at = from;
    int filled = 0;
    while (at < end && filled < row.length) {
      int count = file[at++];
      if (count >= 0) {
        int length = Math.min(count + 1, row.length - filled);
        if (at + length > end) {
          break;
        }
        System.arraycopy(file, at, row, filled, length);
        at += count + 1;
        filled += length;
      } else if (count != -128 && at < end) {
        int length = Math.min(1 - count, row.length - filled);
        Arrays.fill(row, filled, filled + length, file[at++]);
        filled += length;
      }
    }
    if (filled < row.length) {
      throw DecodeException.damaged("has a row that is too short");
    }
  }

  private void scatterRow(byte[] row, byte[] samples, int step, int first) {
    int to = first;
    for (int x = 0; x < width(); x++) {
      samples[to] =
          switch (depth) {
            case 1 -> (byte) ((row[x / 8] >> (7 - x % 8) & 1) == 1 ? 0 : 255);
            case 8 -> row[x];
            default -> row[2 * x];
          };
      to += step;
    }
  }

  /// Reads the palette, which stores all reds, then all greens, then all blues.
  private Palette readPalette() throws DecodeException {
    if (unsignedInt(26) < 768) {
      throw DecodeException.damaged("lacks its palette");
    }
    Palette palette = new Palette();
    for (int i = 0; i < 256; i++) {
      palette.set(
          i, file[colorOffset + i], file[colorOffset + 256 + i], file[colorOffset + 512 + i]);
    }
    return palette;
  }

  /// Returns whether a file has the signature of a Photoshop file.
  static boolean matches(byte[] head, int length) {
    return length >= 26
        && new String(head, 0, 4, ISO_8859_1).equals("8BPS")
        && head[4] == 0
        && (head[5] == 1 || head[5] == 2);
  }
}
