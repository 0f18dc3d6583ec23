package app.akin.core.decode.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.Canvas;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.Palette;
import app.akin.core.decode.image.ToneMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A PNG file (W3C PNG, third edition). Not read by the JDK, because the samples must be returned
/// as stored, regardless of profile, gamma or transparency, and truncated files must be detected.
/// [PngRows] reads the pixels. If the image of an animation is blank, its first frame with content
/// ([ApngFrames]) replaces it.
///
/// Apple's variant for iOS (`CgBI` chunk) stores blue first, premultiplied by alpha, in a raw
/// deflate stream.
public final class PngFile implements ImageFile {
  private final byte[] file;
  private final PngHeader header;
  private byte @Nullable [] palette;
  private byte @Nullable [] transparency;
  private byte @Nullable [] deflatedProfile;
  private byte[] exif = {};
  private final PngTexts texts = new PngTexts();
  private int firstPixelChunk = -1;
  private final boolean apple;
  private boolean animated;
  private byte @Nullable [] colorCodes;

  private PngFile(byte[] file, PngHeader header, boolean apple) {
    this.file = file;
    this.header = header;
    this.apple = apple;
  }

  /// Reads the chunks, except for the pixels, of which only the position is stored.
  public static PngFile open(byte[] bytes) throws DecodeException {
    int first = PngHeader.START;
    boolean apple =
        bytes.length > first + 8 && new String(bytes, first + 4, 4, ISO_8859_1).equals("CgBI");
    if (apple) {
      first += 12 + Math.clamp(ByteBuffer.wrap(bytes).getInt(first), 0, bytes.length - first);
    }
    if (bytes.length - PngHeader.LENGTH < first || !hasValidCrc(bytes, first)) {
      throw DecodeException.damaged("has a broken header");
    }
    PngFile file = new PngFile(bytes, PngHeader.read(bytes, first), apple);
    file.findChunks(first + PngHeader.LENGTH);
    return file;
  }

  private void findChunks(int from) throws DecodeException {
    int at = from;
    while (at + 12 <= file.length) {
      int length = ByteBuffer.wrap(file).getInt(at);
      String type = new String(file, at + 4, 4, ISO_8859_1);
      if (type.equals("IDAT") && firstPixelChunk < 0) {
        firstPixelChunk = at;
      }
      if (length < 0 || length > file.length - at - 12) {
        return;
      }
      switch (type) {
        case "PLTE" -> {
          if (!hasValidCrc(file, at)) {
            throw DecodeException.damaged("has a broken palette");
          }
          palette = chunkData(at, length);
        }
        case "tRNS" -> transparency = chunkData(at, length);
        case "iCCP" -> deflatedProfile = chunkData(at, length);
        case "cICP" -> colorCodes = chunkData(at, length);
        case "acTL" -> animated = true;
        case "eXIf" -> exif = chunkData(at, length);
        case "tEXt", "zTXt", "iTXt" -> texts.add(type, chunkData(at, length));
        case "IEND" -> {
          return;
        }
        default -> {}
      }
      at += 12 + length;
    }
  }

  private byte[] chunkData(int at, int length) {
    return Arrays.copyOfRange(file, at + 8, at + 8 + length);
  }

  private static boolean hasValidCrc(byte[] file, int at) {
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
    return exif.length > 0 ? exif : texts.exif();
  }

  @Override
  public byte[] xmp() {
    return texts.xmp();
  }

  @Override
  public byte[] imageResources() {
    return texts.imageResources();
  }

  @Override
  public Map<String, String> texts() {
    return texts.texts();
  }

  /// Revision 1 blends transparent images, skips blank frames and converts high dynamic range.
  @Override
  public int revision() {
    boolean transparent = transparency != null || hasAlphaChannel();
    return transparent || animated || toneMap() != null || ToneMap.of(profile()) != null ? 1 : 0;
  }

  private boolean hasAlphaChannel() {
    return header.type() == PngHeader.GREY_ALPHA || header.type() == PngHeader.RGB_ALPHA;
  }

  private @Nullable ToneMap toneMap() {
    byte @Nullable [] codes = colorCodes;
    return codes == null || codes.length < 2 ? null : ToneMap.of(codes[1] & 255, codes[0] & 255);
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException {
    if (firstPixelChunk < 0) {
      throw DecodeException.damaged("has no pixels");
    }
    DecodedImage image = readImage();
    if (animated && Canvas.isBlank(image.rgb(), image.alpha())) {
      image = new ApngFrames(file, header).firstWithContent(image);
    }
    ToneMap toneMap = toneMap();
    return toneMap == null ? image : toneMap.convert(image);
  }

  private DecodedImage readImage() throws DecodeException {
    if (header.type() == PngHeader.INDEXED) {
      if (palette == null) {
        throw DecodeException.damaged("has no palette");
      }
      Palette colors = Palette.read(palette, 0, palette.length / 3);
      if (transparency != null) {
        colors.setAlpha(transparency);
      }
      PngSamples samples = PngSamples.indices(header);
      PngRows.read(file, firstPixelChunk, apple, header, samples);
      return colors.toImage(header.width(), header.height(), samples.indices(), profile());
    }
    PngSamples samples = PngSamples.colors(header, transparency);
    PngRows.read(file, firstPixelChunk, apple, header, samples);
    DecodedImage image = samples.toImage(profile());
    if (apple) {
      undoAppleOrder(image);
    }
    return image;
  }

  /// Swaps red and blue, and divides colors by their alpha.
  private void undoAppleOrder(DecodedImage image) {
    byte[] rgb = image.rgb();
    byte @Nullable [] alpha = hasAlphaChannel() ? image.alpha() : null;
    for (int i = 0; i < rgb.length / 3 && header.channels() >= 3; i++) {
      byte blue = rgb[3 * i];
      rgb[3 * i] = rgb[3 * i + 2];
      rgb[3 * i + 2] = blue;
      int opacity = alpha == null ? 255 : alpha[i] & 255;
      for (int at = 3 * i; at < 3 * i + 3 && opacity > 0 && opacity < 255; at++) {
        rgb[at] = (byte) Math.min(255, ((rgb[at] & 255) * 255 + opacity / 2) / opacity);
      }
    }
  }

  /// Returns the inflated profile. The chunk contains a name, a zero, the compression method and a
  /// zlib stream.
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
    byte[] profile = PngTexts.inflate(chunk, name + 2);
    return profile.length == 0 ? null : profile;
  }
}
