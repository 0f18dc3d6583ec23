package app.akin.core.decode;

import app.akin.core.decode.JpegHeader.Colors;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/// A JPEG file. libjpeg-turbo decodes it, at the smallest scale that will do. Whatever that refuses
/// or finds fault with is left to the JDK's libjpeg, which alone says what is broken, so verdicts
/// do not depend on which of the two is there. The JDK's only decodes and upsamples; colours are
/// converted here, in place and exactly as libjpeg does, so nothing depends on what else the file
/// says about them.
///
/// At full scale both give the same pixels, bit by bit, for all samplings that cameras and programs
/// write.
final class JpegFile implements ImageFile {
  /// A few scans are common, and every one costs a pass over all pixels: a small file of thousands
  /// would keep a thread for hours.
  private static final int MOST_SCANS = 100;

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
  private final FastJpeg fast;
  private final ImageReaderSpi slow;

  private JpegFile(byte[] file, JpegHeader header, FastJpeg fast, ImageReaderSpi slow) {
    this.file = file;
    this.header = header;
    this.fast = fast;
    this.slow = slow;
  }

  /// Reads the header.
  ///
  /// @param fast decodes, where it is there
  /// @param slow decodes what that does not
  static JpegFile open(byte[] file, FastJpeg fast, ImageReaderSpi slow) throws RefusedException {
    JpegHeader header = JpegHeader.read(file);
    boolean knownProcess = header.process() <= JpegHeader.PROGRESSIVE;
    if (!knownProcess) {
      throw RefusedException.unsupported(
          "JPEG process 0x%02X (lossless, hierarchical or arithmetic)".formatted(header.process()));
    }
    if (header.precision() != 8) {
      throw RefusedException.unsupported("JPEG of " + header.precision() + " bits a sample");
    }
    if (header.colors() == Colors.UNKNOWN) {
      throw RefusedException.unsupported("JPEG of " + header.components() + " components");
    }
    if (header.height() == 0) {
      throw RefusedException.unsupported("JPEG that states its height after its pixels");
    }
    return new JpegFile(file, header, fast, slow);
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
  public Picture read(Enough enough) throws RefusedException, IOException {
    if (file.length - header.scan() < header.fewestBytes()) {
      throw cut(); // before anything is allocated for a picture that cannot be there
    }
    Optional<Picture> picture = fast.codec().flatMap(codec -> fast(codec, enough));
    return picture.isPresent() ? picture.get() : slow();
  }

  private Optional<Picture> fast(TurboJpeg codec, Enough enough) {
    int eighths = scale(enough);
    int components =
        switch (header.colors()) {
          case RGB, YCC -> 3;
          case GREY -> 1;
          // The codec would turn inks into colours in a way of its own.
          case CMYK, YCCK, UNKNOWN -> 0;
        };
    // The codec does not miss an end marker where no pixel is missing.
    if (!hasEnd()
        || components == 0
        || (header.process() == JpegHeader.PROGRESSIVE && hasTooManyScans())) {
      return Optional.empty();
    }
    byte @Nullable [] samples =
        codec.decode(
            header.meaningfulStart(),
            file,
            header.scan(),
            header.width(),
            header.height(),
            components,
            eighths);
    if (samples == null) {
      return Optional.empty();
    }
    int width = TurboJpeg.scaled(header.width(), eighths);
    int height = TurboJpeg.scaled(header.height(), eighths);
    return Optional.of(
        components == 1
            ? grey(samples, width, height)
            : Picture.opaque(width, height, samples, header.profile()));
  }

  /// The smallest scale that leaves enough, in eighths. Only halves of halves, for which the codec
  /// has vector code: at three eighths a picture of 12 megapixels takes longer than at four.
  private int scale(Enough enough) {
    int eighths = 1;
    while (eighths < TurboJpeg.WHOLE
        && !enough.is(
            TurboJpeg.scaled(header.width(), eighths),
            TurboJpeg.scaled(header.height(), eighths))) {
      eighths *= 2;
    }
    return eighths;
  }

  private Picture slow() throws RefusedException, IOException {
    if (header.process() == JpegHeader.PROGRESSIVE && hasTooManyScans()) {
      throw RefusedException.damaged("has more than " + MOST_SCANS + " scans");
    }
    byte[] samples = samples();
    JpegRows.smooth(samples, header);
    int width = header.width();
    int height = header.height();
    return switch (header.colors()) {
      case RGB, UNKNOWN -> Picture.opaque(width, height, samples, header.profile());
      case YCC -> {
        toRgb(samples);
        yield Picture.opaque(width, height, samples, header.profile());
      }
      case GREY -> grey(samples, width, height);
      case CMYK -> printed(inks(samples, false), width, height);
      case YCCK -> printed(inks(samples, true), width, height);
    };
  }

  private Picture grey(byte[] samples, int width, int height) {
    return new Picture(width, height, threefold(samples), true, null, null, header.profile());
  }

  private Picture printed(byte[] inks, int width, int height) {
    return new Picture(width, height, Inks.toRgb(inks), false, null, inks, header.profile());
  }

  /// The samples as the file holds them, upsampled to one of each component a pixel.
  private byte[] samples() throws RefusedException, IOException {
    ImageReader reader = slow.createReaderInstance();
    try (PieceStream stream = new PieceStream(header.completeStart(), file, header.scan())) {
      boolean[] cut = new boolean[1];
      reader.addIIOReadWarningListener(
          (source, warning) -> cut[0] |= warning.contains("premature end"));
      reader.setInput(stream, true, true);
      Raster raster = reader.readRaster(0, null);
      if (stream.overrun() || cut[0]) {
        // As Pillow: a file without its end marker is cut as well.
        throw cut();
      }
      return ((DataBufferByte) raster.getDataBuffer()).getData();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      if (message.toLowerCase(Locale.ROOT).contains("not implemented")) {
        throw RefusedException.unsupported("JPEG with fractional sampling factors");
      }
      throw e;
    } finally {
      reader.dispose();
    }
  }

  private static RefusedException cut() {
    return RefusedException.damaged("ends before the picture is complete");
  }

  /// Whether the end of the picture stands anywhere behind its first scan: the data of a scan
  /// cannot look like it.
  private boolean hasEnd() {
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
    return scans > MOST_SCANS;
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

  private static byte[] threefold(byte[] samples) {
    byte[] rgb = new byte[3 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      rgb[3 * i] = samples[i];
      rgb[3 * i + 1] = samples[i];
      rgb[3 * i + 2] = samples[i];
    }
    return rgb;
  }

  /// Print JPEGs hold what is left of the light, not the ink (Adobe's convention, which Pillow
  /// takes for granted); YCCK first becomes CMYK, whose first three are 255 less RGB. The two
  /// inversions of those three cancel out.
  private static byte[] inks(byte[] samples, boolean luminance) {
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
