package app.akin.core.decode.tiff;

import app.akin.core.decode.image.ByteArrayImageInputStream;
import app.akin.core.decode.image.CmykConverter;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.Orientation;
import app.akin.core.decode.image.Palette;
import app.akin.core.decode.image.TiffDirectory;
import app.akin.core.decode.image.ToneMap;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/// The largest image of a TIFF file that is not marked as a thumbnail or mask; the first of
/// several. It may be a page or a subdirectory. TwelveMonkeys handles compression, tiles, planes
/// and byte order; [TiffSamples] extracts the samples before any color management.
public final class TiffFile implements ImageFile {
  private static final int SUBFILE_TYPE = 254;
  private static final int OLD_SUBFILE_TYPE = 255;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int STRIP_LENGTHS = 279;
  private static final int PLANES = 284;
  private static final int PREDICTOR = 317;
  private static final int COLOR_MAP = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int XMP = 700;
  private static final int PROFILE = 34675;

  /// The bits of a subfile type: a reduced image, and a transparency mask.
  private static final int REDUCED_OR_MASK = 1 | 4;

  private static final int OLD_REDUCED = 2;
  private static final int GREY_FROM_BLACK = 1;
  private static final int RGB = 2;
  private static final int INDEXED = 3;
  private static final int SIGNED = 2;
  private static final int FLOATING = 3;
  private static final int SEPARATE = 2;
  private static final int UNCOMPRESSED = 1;

  /// Compressions that the codec lacks. Source: the TIFF tag registry and libtiff's `tiff.h`.
  private static final Map<Integer, String> OTHER_COMPRESSIONS =
      Map.ofEntries(
          Map.entry(9, "JBIG"),
          Map.entry(10, "JBIG"),
          Map.entry(32766, "NeXT"),
          Map.entry(32771, "CCITT run-length"),
          Map.entry(32809, "ThunderScan"),
          Map.entry(33003, "JPEG 2000"),
          Map.entry(33004, "JPEG 2000"),
          Map.entry(33005, "JPEG 2000"),
          Map.entry(34661, "JBIG"),
          Map.entry(34676, "SGI Log"),
          Map.entry(34677, "SGI Log"),
          Map.entry(34712, "JPEG 2000"),
          Map.entry(34715, "JBIG2"),
          Map.entry(34887, "LERC"),
          Map.entry(34925, "LZMA"),
          Map.entry(34934, "JPEG XR"),
          Map.entry(50000, "Zstandard"),
          Map.entry(50001, "WebP"),
          Map.entry(50002, "JPEG XL"),
          Map.entry(52546, "JPEG XL"));

  private static final int MAX_TILE_SIDE = 1 << 16;

  /// Limit on the pixels that tiles have beyond twice the image.
  private static final int MAX_PADDING = 1 << 20;

  private final byte[] file;
  private final TiffDirectory tags;

  private TiffFile(byte[] file, TiffDirectory tags) {
    this.file = file;
    this.tags = tags;
  }

  /// Reads the directories.
  static TiffFile open(byte[] file) throws DecodeException {
    TiffDirectory best = null;
    for (TiffDirectory tags : TiffDirectory.all(file)) {
      if (hasImage(tags) && (best == null || isBetter(tags, best))) {
        best = tags;
      }
    }
    TiffDirectory first = TiffDirectory.first(file);
    if (best == null && first.has(WIDTH) && first.has(HEIGHT)) {
      best = first;
    }
    if (best == null) {
      throw DecodeException.damaged("ends before its first page is described");
    }
    return new TiffFile(file, best);
  }

  /// Returns the image of a directory, which need not be the largest one.
  public static TiffFile of(byte[] file, TiffDirectory tags) {
    return new TiffFile(file, tags);
  }

  private static boolean hasImage(TiffDirectory tags) {
    return tags.has(WIDTH)
        && tags.has(HEIGHT)
        && (tags.has(STRIP_OFFSETS) || tags.has(TILE_OFFSETS));
  }

  private static boolean isBetter(TiffDirectory tags, TiffDirectory other) {
    boolean reduced = isReduced(tags);
    return reduced == isReduced(other) ? pixels(tags) > pixels(other) : !reduced;
  }

  private static boolean isReduced(TiffDirectory tags) {
    return (tags.value(SUBFILE_TYPE, 0) & REDUCED_OR_MASK) != 0
        || tags.value(OLD_SUBFILE_TYPE, 0) == OLD_REDUCED;
  }

  private static long pixels(TiffDirectory tags) {
    return (long) tags.value(WIDTH, 0) * tags.value(HEIGHT, 0);
  }

  @Override
  public int width() {
    return tags.value(WIDTH, 0);
  }

  @Override
  public int height() {
    return tags.value(HEIGHT, 0);
  }

  @Override
  public byte[] exif() {
    return file;
  }

  @Override
  public int orientation() {
    int stated = tags.value(ORIENTATION, 0);
    return stated >= 1 && stated <= 8 ? stated : Orientation.of(file);
  }

  /// Revision 1 reads the largest image and blends transparent ones.
  @Override
  public int revision() {
    boolean transparent = tags.has(EXTRA_SAMPLES) && tags.value(EXTRA_SAMPLES, 0) > 0;
    boolean another = tags.offset() != TiffDirectory.first(file).offset();
    return transparent || another || ToneMap.of(tags.block(PROFILE)) != null ? 1 : 0;
  }

  @Override
  public byte[] xmp() {
    byte @Nullable [] packet = tags.block(XMP);
    return packet == null ? NO_BYTES : packet;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException, IOException {
    checkLayout();
    int photometric = tags.value(PHOTOMETRIC, 0);
    if (photometric == INDEXED && tags.value(SAMPLES, 1) > 1) {
      // The codec reads a palette image only without further samples.
      byte[] asGrey = tags.withFirst(Map.of(PHOTOMETRIC, GREY_FROM_BLACK, EXTRA_SAMPLES, 0));
      return fromIndices(readImage(ByteArrayImageInputStream.of(asGrey)));
    }
    int format = tags.value(SAMPLE_FORMAT, 1);
    if (format == SIGNED || format == FLOATING) {
      return readScaled(format);
    }
    if (tags.value(BITS, 1) > Integer.SIZE) {
      throw DecodeException.unsupported("TIFF with integers of more than 32 bits");
    }
    if (photometric <= GREY_FROM_BLACK && tags.value(SAMPLES, 1) > 2) {
      // The codec expects nothing after the alpha of grey samples.
      byte[] withoutAlpha = tags.withFirst(Map.of(EXTRA_SAMPLES, 0));
      BufferedImage image = readImage(ByteArrayImageInputStream.of(withoutAlpha));
      return toImage(image, secondBandIfAlpha(image));
    }
    byte[] header = tags.headerWithFirst();
    BufferedImage image = readImage(new ByteArrayImageInputStream(header, file, header.length));
    return toImage(image, TiffSamples.of(image.getRaster(), image.getColorModel()).alpha());
  }

  private byte @Nullable [] secondBandIfAlpha(BufferedImage image) {
    return tags.value(EXTRA_SAMPLES, 0) > 0
        ? TiffSamples.of(image.getRaster(), image.getColorModel()).band(1)
        : null;
  }

  private BufferedImage readImage(ByteArrayImageInputStream input)
      throws DecodeException, IOException {
    ImageReader reader =
        TiffDirectory.isBig(file)
            ? new BigTIFFImageReaderSpi().createReaderInstance()
            : new TIFFImageReaderSpi().createReaderInstance();
    try (input) {
      boolean[] truncated = new boolean[1];
      reader.addIIOReadWarningListener(
          (source, warning) -> truncated[0] |= warning.contains("premature end"));
      reader.setInput(input, false, true);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestinationType(reader.getRawImageType(0));
      BufferedImage image = reader.read(0, param);
      if (truncated[0]) {
        throw DecodeException.damaged("ends before the image is complete");
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  /// Resolves indices, which the codec read as grey samples beside the further ones.
  private DecodedImage fromIndices(BufferedImage image) throws DecodeException {
    long[] map = tags.values(COLOR_MAP);
    int colors = map.length / 3;
    if (image.getSampleModel().getSampleSize(0) != 8 || colors < 256) {
      throw DecodeException.unsupported("TIFF with a palette and further samples");
    }
    Palette palette = new Palette();
    for (int i = 0; i < 256; i++) {
      palette.set(i, (int) map[i] >> 8, (int) map[colors + i] >> 8, (int) map[2 * colors + i] >> 8);
    }
    TiffSamples samples = TiffSamples.of(image.getRaster(), image.getColorModel());
    DecodedImage indexed =
        palette.toImage(
            image.getWidth(), image.getHeight(), samples.interleaved(1), tags.block(PROFILE));
    return new DecodedImage(
        indexed.width(),
        indexed.height(),
        indexed.rgb(),
        false,
        secondBandIfAlpha(image),
        null,
        indexed.profile());
  }

  /// Reads signed or floating-point samples, scaled from their range. The codec reads their bits as
  /// unsigned integers, because it limits floating-point samples to the range from 0 to 1.
  private DecodedImage readScaled(int format) throws DecodeException, IOException {
    int bits = tags.value(BITS, 1);
    int photometric = tags.value(PHOTOMETRIC, GREY_FROM_BLACK);
    boolean known =
        photometric <= RGB
            && (format == SIGNED
                ? bits == 8 || bits == 16 || bits == 32
                : bits == 16 || bits == 32 || bits == 64);
    if (!known) {
      throw DecodeException.unsupported("TIFF with signed or floating-point samples of this kind");
    }
    if (bits == Double.SIZE) {
      return readDoubles(photometric);
    }
    // The codec inverts the bits of samples for which the lowest is white.
    Map<Integer, Integer> asUnsigned =
        Map.of(SAMPLE_FORMAT, 1, PHOTOMETRIC, Math.max(photometric, GREY_FROM_BLACK));
    BufferedImage image = readImage(ByteArrayImageInputStream.of(tags.withFirst(asUnsigned)));
    int bands = photometric == RGB ? 3 : 1;
    return scaled(
        RangedSamples.read(image.getRaster(), format == FLOATING, bits, bands), bands, photometric);
  }

  /// Reads 64-bit samples as two integers each and without the predictor, which needs whole tiles.
  private DecodedImage readDoubles(int photometric) throws DecodeException, IOException {
    int predictor = tags.value(PREDICTOR, 1);
    int segment =
        predictor != 1 && tags.has(TILE_OFFSETS) ? tags.value(TILE_WIDTH, width()) : width();
    if (segment == 0 || predictor > 3) {
      throw DecodeException.damaged("has an invalid predictor or tile size");
    }
    int whole = Math.multiplyExact(Math.ceilDiv(width(), segment), segment);
    if ((long) (whole - 2 * width()) * height() > MAX_PADDING) {
      throw DecodeException.unsupported("TIFF with tiles much wider than the image");
    }
    BufferedImage image =
        readImage(
            ByteArrayImageInputStream.of(
                tags.withFirst(
                    Map.of(
                        SAMPLE_FORMAT,
                        1,
                        PHOTOMETRIC,
                        Math.max(photometric, GREY_FROM_BLACK),
                        PREDICTOR,
                        1,
                        BITS,
                        Integer.SIZE,
                        WIDTH,
                        Math.multiplyExact(2, whole),
                        TILE_WIDTH,
                        2 * tags.value(TILE_WIDTH, 0)))));
    int bands = photometric == RGB ? 3 : 1;
    DoubleSamples samples =
        new DoubleSamples(
            width(), segment, tags.value(PLANES, 1) == SEPARATE, predictor, tags.isBigEndian());
    return scaled(samples.read(image.getRaster(), bands), bands, photometric);
  }

  private DecodedImage scaled(double[] samples, int bands, int photometric) {
    byte[] rgb = RangedSamples.scale(samples, bands, photometric == 0);
    return new DecodedImage(width(), height(), rgb, bands == 1, null, null, tags.block(PROFILE));
  }

  private DecodedImage toImage(BufferedImage image, byte @Nullable [] alpha) {
    TiffSamples samples = TiffSamples.of(image.getRaster(), image.getColorModel());
    ColorModel model = image.getColorModel();
    byte[] profile = tags.block(PROFILE);
    int type = model.getColorSpace().getType();
    if (type == ColorSpace.TYPE_CMYK) {
      byte[] cmyk = samples.interleaved(4);
      return new DecodedImage(
          image.getWidth(),
          image.getHeight(),
          CmykConverter.toRgb(cmyk),
          false,
          null,
          cmyk,
          profile);
    }
    return new DecodedImage(
        image.getWidth(),
        image.getHeight(),
        samples.rgb(),
        type == ColorSpace.TYPE_GRAY,
        alpha,
        null,
        profile);
  }

  private void checkLayout() throws DecodeException {
    String compression = OTHER_COMPRESSIONS.get(tags.value(COMPRESSION, 1));
    if (compression != null) {
      throw DecodeException.unsupported("TIFF with " + compression + " compression");
    }
    if (tags.value(SAMPLE_FORMAT, 1) > 4) {
      throw DecodeException.unsupported("TIFF with complex samples");
    }
    if (tags.value(TILE_WIDTH, 1) > MAX_TILE_SIDE || tags.value(TILE_HEIGHT, 1) > MAX_TILE_SIDE) {
      throw DecodeException.damaged("has invalid tile sizes");
    }
    boolean tiled = tags.has(TILE_OFFSETS);
    long[] offsets = tags.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    long[] lengths = tags.values(tiled ? TILE_LENGTHS : STRIP_LENGTHS);
    long end = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] < 0 || (i < lengths.length && lengths[i] < 0)) {
        throw DecodeException.damaged("has invalid offsets");
      }
      end = Math.max(end, offsets[i] + (i < lengths.length ? lengths[i] : 1));
    }
    if (offsets.length == 1 && !tiled && tags.value(COMPRESSION, 1) == UNCOMPRESSED) {
      // The length of a single strip may be missing or wrong.
      long rowBits = (long) width() * tags.value(SAMPLES, 1) * tags.value(BITS, 1);
      end = offsets[0] + (rowBits + 7) / 8 * height();
    }
    if (offsets.length == 0 || end > file.length) {
      throw DecodeException.damaged("ends after " + file.length + " of " + end + " bytes");
    }
  }
}
