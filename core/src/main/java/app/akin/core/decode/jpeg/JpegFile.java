package app.akin.core.decode.jpeg;

import app.akin.core.decode.codec.Leptonica;
import app.akin.core.decode.codec.LeptonicaLoader;
import app.akin.core.decode.image.ByteArrayImageInputStream;
import app.akin.core.decode.image.CmykConverter;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.ToneMap;
import app.akin.core.decode.jpeg.JpegHeader.Colors;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/// A JPEG file. libjpeg-turbo decodes it at the smallest sufficient scale. If it rejects the file
/// or reports an error, the JDK's libjpeg decodes it and determines the error, so results do not
/// depend on which codec is available. The JDK's codec only decodes and upsamples; colors are
/// converted here, in place and exactly as libjpeg does, so other metadata in the file cannot
/// affect them.
///
/// At full scale both codecs return bit-identical pixels for all samplings that cameras and
/// programs write.
public final class JpegFile implements ImageFile {
  /// Files have few scans, and each scan costs a pass over all pixels: a small file with thousands
  /// of scans would occupy a thread for hours.
  private static final int MAX_SCANS = 100;

  private static final int[] CR_RED = new int[256];
  private static final int[] CB_BLUE = new int[256];
  private static final int[] CR_GREEN = new int[256];
  private static final int[] CB_GREEN = new int[256];

  static {
    // build_ycc_rgb_table of libjpeg's jdcolor.c: 16 fraction bits
    for (int i = 0; i < 256; i++) {
      int x = i - 128;
      CR_RED[i] = (91881 * x + 32768) >> 16;
      CB_BLUE[i] = (116130 * x + 32768) >> 16;
      CR_GREEN[i] = -46802 * x;
      CB_GREEN[i] = -22554 * x + 32768;
    }
  }

  private final byte[] file;
  private final JpegHeader header;
  private final LeptonicaLoader turbo;
  private final ImageReaderSpi jdk;

  private JpegFile(byte[] file, JpegHeader header, LeptonicaLoader turbo, ImageReaderSpi jdk) {
    this.file = file;
    this.header = header;
    this.turbo = turbo;
    this.jdk = jdk;
  }

  /// Reads the header.
  ///
  /// @param turbo decodes if available
  /// @param jdk decodes the rest
  public static JpegFile open(byte[] file, LeptonicaLoader turbo, ImageReaderSpi jdk)
      throws DecodeException {
    byte[] distinct = ComponentIds.distinct(file);
    JpegHeader header = JpegHeader.read(distinct);
    boolean knownProcess = header.process() <= JpegHeader.PROGRESSIVE || header.isArithmetic();
    if (!knownProcess) {
      throw DecodeException.unsupported(
          "JPEG process 0x%02X (lossless or hierarchical)".formatted(header.process()));
    }
    if (header.precision() != 8) {
      throw DecodeException.unsupported("JPEG with " + header.precision() + " bits per sample");
    }
    if (header.colors() == Colors.UNKNOWN) {
      throw DecodeException.unsupported("JPEG with " + header.components() + " components");
    }
    if (header.height() == 0) {
      throw DecodeException.unsupported("JPEG with its height stated after its pixels");
    }
    return new JpegFile(distinct, header, turbo, jdk);
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
    return header.exif();
  }

  @Override
  public byte[] xmp() {
    return header.xmp();
  }

  @Override
  public byte[] imageResources() {
    return header.resources();
  }

  /// Revision 1 converts high dynamic range. It is above that of the format: such files are rare,
  /// and a check of every JPEG would take hours.
  @Override
  public int revision() {
    return ToneMap.of(header.profile()) == null ? 0 : 1;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException, IOException {
    if (file.length - header.scan() < header.minScanBytes()) {
      throw truncated(); // before allocating memory for an image that cannot be complete
    }
    Optional<DecodedImage> image = turbo.codec().flatMap(codec -> decodeNative(codec, minimum));
    return image.isPresent() ? image.get() : decodeWithJdk();
  }

  private Optional<DecodedImage> decodeNative(Leptonica codec, MinimumSize minimum) {
    int eighths = scale(minimum);
    int components =
        switch (header.colors()) {
          case RGB, YCC -> 3;
          case GREY -> 1;
          // The codec converts CMYK to RGB differently.
          case CMYK, YCCK, UNKNOWN -> 0;
        };
    // The codec accepts a missing end marker if no pixel is missing.
    if (!hasEndMarker() || components == 0 || (header.isProgressive() && hasTooManyScans())) {
      return Optional.empty();
    }
    byte @Nullable [] samples =
        codec.decode(
            header.startWithColorSegment(),
            file,
            header.scan(),
            header.width(),
            header.height(),
            components,
            eighths);
    if (samples == null) {
      return Optional.empty();
    }
    int width = Leptonica.scaled(header.width(), eighths);
    int height = Leptonica.scaled(header.height(), eighths);
    return Optional.of(
        components == 1
            ? fromGrey(samples, width, height)
            : DecodedImage.opaque(width, height, samples, header.profile()));
  }

  /// Returns the smallest sufficient scale, in eighths. Only powers of two are used, because the
  /// codec has SIMD code for them: an image of 12 megapixels takes longer at three eighths than at
  /// four.
  private int scale(MinimumSize minimum) {
    int eighths = 1;
    while (eighths < Leptonica.SCALE_DENOMINATOR
        && !minimum.isMetBy(
            Leptonica.scaled(header.width(), eighths),
            Leptonica.scaled(header.height(), eighths))) {
      eighths *= 2;
    }
    return eighths;
  }

  private DecodedImage decodeWithJdk() throws DecodeException, IOException {
    if (header.isProgressive() && hasTooManyScans()) {
      throw DecodeException.damaged("has more than " + MAX_SCANS + " scans");
    }
    if (header.isArithmetic()) {
      throw turbo.codec().isPresent() && !header.isCmyk()
          ? DecodeException.damaged("is corrupt")
          : DecodeException.unsupported("JPEG with arithmetic coding");
    }
    byte[] samples = decodeSamples();
    FancyUpsampling.smooth(samples, header);
    int width = header.width();
    int height = header.height();
    return switch (header.colors()) {
      case RGB, UNKNOWN -> DecodedImage.opaque(width, height, samples, header.profile());
      case YCC -> {
        toRgb(samples);
        yield DecodedImage.opaque(width, height, samples, header.profile());
      }
      case GREY -> fromGrey(samples, width, height);
      case CMYK -> fromCmyk(toCmyk(samples, false), width, height);
      case YCCK -> fromCmyk(toCmyk(samples, true), width, height);
    };
  }

  private DecodedImage fromGrey(byte[] samples, int width, int height) {
    return new DecodedImage(width, height, greyToRgb(samples), true, null, null, header.profile());
  }

  private DecodedImage fromCmyk(byte[] cmyk, int width, int height) {
    return new DecodedImage(
        width, height, CmykConverter.toRgb(cmyk), false, null, cmyk, header.profile());
  }

  /// Returns the stored samples, upsampled to one sample of each component per pixel.
  private byte[] decodeSamples() throws DecodeException, IOException {
    ImageReader reader = jdk.createReaderInstance();
    try (ByteArrayImageInputStream stream =
        new ByteArrayImageInputStream(header.startWithHuffmanTables(), file, header.scan())) {
      boolean[] truncated = new boolean[1];
      reader.addIIOReadWarningListener(
          (source, warning) -> truncated[0] |= warning.contains("premature end"));
      reader.setInput(stream, true, true);
      Raster raster = reader.readRaster(0, null);
      if (stream.readPastEnd() || truncated[0]) {
        // Matches Pillow: a file without an end marker counts as truncated.
        throw truncated();
      }
      return ((DataBufferByte) raster.getDataBuffer()).getData();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      if (message.toLowerCase(Locale.ROOT).contains("not implemented")) {
        throw DecodeException.unsupported("JPEG with fractional sampling factors");
      }
      throw e;
    } finally {
      reader.dispose();
    }
  }

  private static DecodeException truncated() {
    return DecodeException.damaged("ends before the image is complete");
  }

  /// Returns whether an end marker follows the first scan; scan data cannot contain its bytes.
  private boolean hasEndMarker() {
    for (int i = file.length - 2; i >= header.scan(); i--) {
      if (file[i] == (byte) 0xFF && file[i + 1] == (byte) 0xD9) {
        return true;
      }
    }
    return false;
  }

  private boolean hasTooManyScans() {
    int scans = 0;
    for (int i = header.scan(); i + 1 < file.length; i++) {
      if (file[i] == (byte) 0xFF && (file[i + 1] & 255) == JpegHeader.START_OF_SCAN) {
        scans++;
      }
    }
    return scans > MAX_SCANS;
  }

  private static void toRgb(byte[] samples) {
    for (int i = 0; i < samples.length; i += 3) {
      int y = samples[i] & 255;
      int cb = samples[i + 1] & 255;
      int cr = samples[i + 2] & 255;
      samples[i] = clamp(y + CR_RED[cr]);
      samples[i + 1] = clamp(y + ((CB_GREEN[cb] + CR_GREEN[cr]) >> 16));
      samples[i + 2] = clamp(y + CB_BLUE[cb]);
    }
  }

  private static byte[] greyToRgb(byte[] samples) {
    byte[] rgb = new byte[3 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      rgb[3 * i] = samples[i];
      rgb[3 * i + 1] = samples[i];
      rgb[3 * i + 2] = samples[i];
    }
    return rgb;
  }

  /// CMYK JPEGs store inverted ink values (Adobe's convention, which Pillow assumes). YCCK is first
  /// converted to CMYK, whose first three channels are 255 minus RGB; the two inversions of those
  /// channels cancel out.
  private static byte[] toCmyk(byte[] samples, boolean luminance) {
    for (int i = 0; i < samples.length; i += 4) {
      if (luminance) {
        int y = samples[i] & 255;
        int cb = samples[i + 1] & 255;
        int cr = samples[i + 2] & 255;
        samples[i] = clamp(y + CR_RED[cr]);
        samples[i + 1] = clamp(y + ((CB_GREEN[cb] + CR_GREEN[cr]) >> 16));
        samples[i + 2] = clamp(y + CB_BLUE[cb]);
      } else {
        samples[i] = (byte) ~samples[i];
        samples[i + 1] = (byte) ~samples[i + 1];
        samples[i + 2] = (byte) ~samples[i + 2];
      }
      samples[i + 3] = (byte) ~samples[i + 3];
    }
    return samples;
  }

  private static byte clamp(int value) {
    return (byte) Math.min(Math.max(value, 0), 255);
  }
}
