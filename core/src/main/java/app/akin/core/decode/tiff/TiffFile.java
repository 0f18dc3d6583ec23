package app.akin.core.decode.tiff;

import app.akin.core.decode.image.ByteArrayImageInputStream;
import app.akin.core.decode.image.CmykConverter;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.TiffDirectory;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/// The first page of a TIFF file. TwelveMonkeys handles compression, tiles, planes and byte order;
/// [TiffSamples] extracts the samples before any color management.
final class TiffFile implements ImageFile {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int SAMPLE_FORMAT = 339;
  private static final int XMP = 700;
  private static final int PROFILE = 34675;

  private static final int UNCOMPRESSED = 1;
  private static final int MAX_TILE_SIDE = 1 << 16;

  private final byte[] file;
  private final TiffDirectory tags;

  private TiffFile(byte[] file, TiffDirectory tags) {
    this.file = file;
    this.tags = tags;
  }

  /// Reads the first directory.
  static TiffFile open(byte[] file) throws DecodeException {
    TiffDirectory tags = TiffDirectory.first(file);
    if (!tags.has(WIDTH) || !tags.has(HEIGHT)) {
      throw DecodeException.damaged("ends before its first page is described");
    }
    return new TiffFile(file, tags);
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
  public byte[] xmp() {
    byte @Nullable [] packet = tags.block(XMP);
    return packet == null ? NO_BYTES : packet;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException, IOException {
    checkLayout();
    ImageReader reader =
        TiffDirectory.isBig(file)
            ? new BigTIFFImageReaderSpi().createReaderInstance()
            : new TIFFImageReaderSpi().createReaderInstance();
    try (ByteArrayImageInputStream stream = ByteArrayImageInputStream.of(file)) {
      boolean[] truncated = new boolean[1];
      reader.addIIOReadWarningListener(
          (source, warning) -> truncated[0] |= warning.contains("premature end"));
      reader.setInput(stream, false, true);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestinationType(reader.getRawImageType(0));
      BufferedImage image = reader.read(0, param);
      if (truncated[0]) {
        throw DecodeException.damaged("ends before the image is complete");
      }
      return toImage(image);
    } finally {
      reader.dispose();
    }
  }

  private DecodedImage toImage(BufferedImage image) {
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
        samples.alpha(),
        null,
        profile);
  }

  private void checkLayout() throws DecodeException {
    int format = tags.value(SAMPLE_FORMAT, 1);
    if (format != 1 && format != 4) {
      throw DecodeException.unsupported("TIFF with signed or floating-point samples");
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
