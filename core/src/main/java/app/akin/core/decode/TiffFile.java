package app.akin.core.decode;

import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/// The first page of a TIFF file. TwelveMonkeys undoes compression, tiles, planes and byte order;
/// its samples are taken before any colour management ([TiffSamples]).
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
  private static final int LARGEST_TILE = 1 << 16;

  private final byte[] file;
  private final TiffTags tags;

  private TiffFile(byte[] file, TiffTags tags) {
    this.file = file;
    this.tags = tags;
  }

  /// Reads the first directory.
  static TiffFile open(byte[] file) throws RefusedException {
    TiffTags tags = TiffTags.first(file);
    if (!tags.has(WIDTH) || !tags.has(HEIGHT)) {
      throw RefusedException.damaged("ends before its first page is described");
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
  public Picture read(Enough enough) throws RefusedException, IOException {
    check();
    ImageReader reader =
        TiffTags.isBig(file)
            ? new BigTIFFImageReaderSpi().createReaderInstance()
            : new TIFFImageReaderSpi().createReaderInstance();
    try (PieceStream stream = PieceStream.of(file)) {
      boolean[] cut = new boolean[1];
      reader.addIIOReadWarningListener(
          (source, warning) -> cut[0] |= warning.contains("premature end"));
      reader.setInput(stream, false, true);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestinationType(reader.getRawImageType(0));
      BufferedImage image = reader.read(0, param);
      if (cut[0]) {
        throw RefusedException.damaged("ends before the picture is complete");
      }
      return picture(image);
    } finally {
      reader.dispose();
    }
  }

  private Picture picture(BufferedImage image) {
    TiffSamples samples = TiffSamples.of(image.getRaster(), image.getColorModel());
    ColorModel model = image.getColorModel();
    byte[] profile = tags.block(PROFILE);
    int type = model.getColorSpace().getType();
    if (type == ColorSpace.TYPE_CMYK) {
      byte[] inks = samples.interleaved(4);
      return new Picture(
          image.getWidth(), image.getHeight(), Inks.toRgb(inks), false, null, inks, profile);
    }
    return new Picture(
        image.getWidth(),
        image.getHeight(),
        samples.rgb(),
        type == ColorSpace.TYPE_GRAY,
        samples.alpha(),
        null,
        profile);
  }

  private void check() throws RefusedException {
    int format = tags.value(SAMPLE_FORMAT, 1);
    if (format != 1 && format != 4) {
      throw RefusedException.unsupported("TIFF of signed or floating-point samples");
    }
    if (tags.value(TILE_WIDTH, 1) > LARGEST_TILE || tags.value(TILE_HEIGHT, 1) > LARGEST_TILE) {
      throw RefusedException.damaged("has impossible tiles");
    }
    boolean tiled = tags.has(TILE_OFFSETS);
    long[] offsets = tags.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    long[] lengths = tags.values(tiled ? TILE_LENGTHS : STRIP_LENGTHS);
    long end = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] < 0 || (i < lengths.length && lengths[i] < 0)) {
        throw RefusedException.damaged("has parts at impossible places");
      }
      end = Math.max(end, offsets[i] + (i < lengths.length ? lengths[i] : 1));
    }
    if (offsets.length == 1 && !tiled && tags.value(COMPRESSION, 1) == UNCOMPRESSED) {
      // One strip may leave its length out or state any.
      long rowBits = (long) width() * tags.value(SAMPLES, 1) * tags.value(BITS, 1);
      end = offsets[0] + (rowBits + 7) / 8 * height();
    }
    if (offsets.length == 0 || end > file.length) {
      throw RefusedException.damaged("ends after " + file.length + " of " + end + " bytes");
    }
  }
}
