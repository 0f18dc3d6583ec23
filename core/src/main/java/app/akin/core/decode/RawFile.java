package app.akin.core.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/// A camera's raw file, shown by the largest JPEG inside: CR2, CR3, NEF, ARW, DNG, ORF, RW2, RAF,
/// PEF and their kin. Its size is that picture's; how it lies is what the raw file says, which
/// cameras do not always repeat inside.
final class RawFile implements ImageFile {
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int DNG_VERSION = 50706;
  private static final int SENSOR = 32803;
  private static final int LINEAR_SENSOR = 34892;
  private static final int XMP = 700;

  /// Ways in which only cameras pack samples: Sony's, Nikon's, Pentax' and Samsung's.
  private static final List<Integer> CAMERA_COMPRESSIONS = List.of(32767, 34713, 65535, 32770);

  /// The `uuid` of the box in which Canon keeps its directories.
  private static final byte[] CANON = {
    (byte) 0x85, (byte) 0xC0, (byte) 0xB6, (byte) 0x87, (byte) 0x82, 0x0F, 0x11, (byte) 0xE0
  };

  private final byte[] file;
  private final JpegFile preview;

  private RawFile(byte[] file, JpegFile preview) {
    this.file = file;
    this.preview = preview;
  }

  /// Finds the picture inside.
  static RawFile open(byte[] file, FastJpeg fast, ImageReaderSpi slow) throws RefusedException {
    byte @Nullable [] jpeg = RawPreviews.largest(file);
    if (jpeg == null) {
      throw RefusedException.unsupported("raw file without a JPEG preview");
    }
    return new RawFile(file, JpegFile.open(jpeg, fast, slow));
  }

  /// Whether a file that begins as TIFF files do comes from a camera's sensor.
  static boolean isRaw(byte[] file) {
    if (file.length > 10 && file[8] == 'C' && file[9] == 'R') {
      return true; // Canon's own mark behind the header
    }
    for (TiffTags tags : TiffTags.all(file)) {
      int photometric = tags.value(PHOTOMETRIC, 0);
      boolean sensor = photometric == SENSOR || photometric == LINEAR_SENSOR;
      if (sensor
          || tags.has(DNG_VERSION)
          || CAMERA_COMPRESSIONS.contains(tags.value(COMPRESSION, 0))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int width() {
    return preview.width();
  }

  @Override
  public int height() {
    return preview.height();
  }

  @Override
  public byte[] exif() {
    if (RawPreviews.isFuji(file)) {
      return preview.exif();
    }
    return RawPreviews.isCanonBoxes(file) ? canon("CMT1") : file;
  }

  @Override
  public List<ExifPart> exifParts() {
    if (!RawPreviews.isCanonBoxes(file)) {
      return ImageFile.super.exifParts();
    }
    List<ExifPart> parts = new ArrayList<>();
    parts.add(new ExifPart(ExifPart.Kind.MAIN, canon("CMT1")));
    parts.add(new ExifPart(ExifPart.Kind.EXIF, canon("CMT2")));
    parts.add(new ExifPart(ExifPart.Kind.PLACE, canon("CMT4")));
    return parts;
  }

  @Override
  public int orientation() {
    int stated = Orientation.of(asTiff(exif()));
    return stated == 1 ? Orientation.of(preview.exif()) : stated;
  }

  /// With TIFF's own number in the place of the maker's.
  private static byte[] asTiff(byte[] exif) {
    boolean plain = exif.length < 8 || exif[exif[0] == 'M' ? 3 : 2] == 42;
    if (plain) {
      return exif;
    }
    byte[] tiff = exif.clone();
    tiff[2] = (byte) (exif[0] == 'I' ? 42 : 0);
    tiff[3] = (byte) (exif[0] == 'I' ? 0 : 42);
    return tiff;
  }

  private byte[] canon(String name) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    IsoBox moov = IsoBox.find(IsoBox.list(buffer, 0, file.length), "moov");
    if (moov != null) {
      for (IsoBox box : moov.inside(buffer, 0)) {
        boolean canons =
            box.type().equals("uuid")
                && box.length() >= 16
                && Arrays.equals(file, box.start(), box.start() + CANON.length, CANON, 0, 8);
        IsoBox found = canons ? box.find(buffer, 16, name) : null;
        if (found != null) {
          return Arrays.copyOfRange(file, found.start(), found.end());
        }
      }
    }
    return NO_BYTES;
  }

  @Override
  public byte[] xmp() {
    byte @Nullable [] packet = TiffTags.first(file).block(XMP);
    return packet == null ? preview.xmp() : packet;
  }

  @Override
  public Picture read(Enough enough) throws RefusedException, IOException {
    return preview.read(enough);
  }
}
