package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// A PNG file (W3C PNG, third edition): its chunks and, through [PngRows], its pixels. Read here
/// and not by the JDK because the samples must come as stored, whatever profile, gamma or
/// transparency the file states beside them, and a cut file must be told from a whole one.
final class PngFile implements ImageFile {
  /// No profile in the field is near this; a deflated one may claim to be anything.
  private static final int LONGEST_PROFILE = 4 << 20;

  private static final byte[] XMP = "XML:com.adobe.xmp\0\0\0\0\0".getBytes(ISO_8859_1);

  private final byte[] file;
  private final PngHeader header;
  private byte @Nullable [] palette;
  private byte @Nullable [] transparency;
  private byte @Nullable [] deflatedProfile;
  private byte[] exif = {};
  private byte[] xmp = {};
  private int pixels = -1;

  private PngFile(byte[] file, PngHeader header) {
    this.file = file;
    this.header = header;
  }

  /// Reads the chunks, the pixels' but by their place.
  static PngFile open(byte[] bytes) throws RefusedException {
    int first = PngHeader.START;
    if (bytes.length < first + PngHeader.LENGTH || !isSound(bytes, first)) {
      throw RefusedException.damaged("has a broken header");
    }
    PngFile file = new PngFile(bytes, PngHeader.read(bytes));
    file.findChunks();
    return file;
  }

  private void findChunks() throws RefusedException {
    int at = PngHeader.START + PngHeader.LENGTH;
    while (at + 12 <= file.length) {
      int length = ByteBuffer.wrap(file).getInt(at);
      String type = new String(file, at + 4, 4, ISO_8859_1);
      if (type.equals("IDAT") && pixels < 0) {
        pixels = at;
      }
      if (length < 0 || length > file.length - at - 12) {
        return;
      }
      switch (type) {
        case "PLTE" -> {
          if (!isSound(file, at)) {
            throw RefusedException.damaged("has a broken palette");
          }
          palette = data(at, length);
        }
        case "tRNS" -> transparency = data(at, length);
        case "iCCP" -> deflatedProfile = data(at, length);
        case "eXIf" -> exif = data(at, length);
        case "iTXt" -> xmp = xmp.length == 0 ? xmp(data(at, length)) : xmp;
        case "IEND" -> {
          return;
        }
        default -> {}
      }
      at += 12 + length;
    }
  }

  private byte[] data(int at, int length) {
    return Arrays.copyOfRange(file, at + 8, at + 8 + length);
  }

  /// The text of a chunk under XMP's own keyword, as it is: no program deflates it. Behind the
  /// keyword come a zero, two bytes of compression, and two texts that are empty.
  private static byte[] xmp(byte[] chunk) {
    boolean named =
        chunk.length > XMP.length
            && Arrays.equals(chunk, 0, XMP.length, XMP, 0, XMP.length)
            && chunk[XMP.length - 4] == 0;
    return named ? Arrays.copyOfRange(chunk, XMP.length, chunk.length) : NO_BYTES;
  }

  private static boolean isSound(byte[] file, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int length = buffer.getInt(at);
    if (length < 0 || length > file.length - at - 12) {
      return false;
    }
    CRC32 sum = new CRC32();
    sum.update(file, at + 4, length + 4);
    return (int) sum.getValue() == buffer.getInt(at + 8 + length);
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
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
  public Picture read(Enough enough) throws RefusedException {
    if (pixels < 0) {
      throw RefusedException.damaged("has no pixels");
    }
    if (header.type() == PngHeader.INDEXED) {
      if (palette == null) {
        throw RefusedException.damaged("has no palette");
      }
      Palette colors = Palette.read(palette, 0, palette.length / 3);
      if (transparency != null) {
        colors.setAlpha(transparency);
      }
      PngSamples samples = PngSamples.indices(header);
      PngRows.read(file, pixels, header, samples);
      return colors.picture(header.width(), header.height(), samples.indices(), profile());
    }
    PngSamples samples = PngSamples.colors(header, transparency);
    PngRows.read(file, pixels, header, samples);
    return samples.picture(profile());
  }

  /// The chunk holds a name, a zero, the method and a zlib stream.
  private byte @Nullable [] profile() {
    byte @Nullable [] chunk = deflatedProfile;
    if (chunk == null) {
      return null;
    }
    int name = 0;
    while (name < chunk.length && chunk[name] != 0) {
      name++;
    }
    if (name + 2 > chunk.length) {
      return null;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk, name + 2, chunk.length - name - 2);
      byte[] profile = new byte[Math.min(LONGEST_PROFILE, 1100 * chunk.length)];
      return Arrays.copyOf(profile, inflater.inflate(profile));
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
