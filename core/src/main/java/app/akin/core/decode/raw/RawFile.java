package app.akin.core.decode.raw;

import app.akin.core.decode.codec.LeptonicaLoader;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ExifPart;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.IsoBox;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.Orientation;
import app.akin.core.decode.image.TiffDirectory;
import app.akin.core.decode.jpeg.JpegFile;
import app.akin.core.decode.tiff.TiffFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/// A camera raw file, displayed as its largest preview, usually a JPEG: CR2, CR3, NEF, ARW, DNG,
/// ORF, RW2, RAF, PEF and similar formats. The size is that of the preview; the orientation is that
/// of the raw file, which the preview does not always repeat.
final class RawFile implements ImageFile {
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int DNG_VERSION = 50706;
  private static final int CFA = 32803;
  private static final int LINEAR_RAW = 34892;
  private static final int XMP = 700;

  /// Compression schemes that only cameras use: Sony's, Nikon's, Pentax's and Samsung's.
  private static final List<Integer> CAMERA_COMPRESSIONS = List.of(32767, 34713, 65535, 32770);

  /// The start of the `uuid` of the box with Canon's TIFF directories.
  private static final byte[] CANON_UUID = {
    (byte) 0x85, (byte) 0xC0, (byte) 0xB6, (byte) 0x87, (byte) 0x82, 0x0F, 0x11, (byte) 0xE0
  };

  private final byte[] file;
  private final ImageFile preview;

  private RawFile(byte[] file, ImageFile preview) {
    this.file = file;
    this.preview = preview;
  }

  /// Finds the largest preview and reads its header.
  static RawFile open(byte[] file, LeptonicaLoader turbo, ImageReaderSpi jdk)
      throws DecodeException {
    byte @Nullable [] jpeg = RawPreviews.largest(file);
    ImageFile preview = jpeg == null ? null : JpegFile.open(jpeg, turbo, jdk);
    TiffDirectory image = RawPreviews.largestImage(file);
    if (image != null) {
      ImageFile other = TiffFile.of(file, image);
      preview =
          preview == null || preview.decodedPixels() < other.decodedPixels() ? other : preview;
    }
    if (preview == null) {
      throw DecodeException.unsupported("raw file without a preview");
    }
    return new RawFile(file, preview);
  }

  /// Returns whether a file with a TIFF signature is a camera raw file.
  static boolean isRaw(byte[] file) {
    if (!isTiff(file)) {
      return false;
    }
    if (file.length > 10 && file[8] == 'C' && file[9] == 'R') {
      return true; // Canon's signature after the header
    }
    for (TiffDirectory tags : TiffDirectory.all(file)) {
      int photometric = tags.value(PHOTOMETRIC, 0);
      boolean isSensorData = photometric == CFA || photometric == LINEAR_RAW;
      if (isSensorData
          || tags.has(DNG_VERSION)
          || CAMERA_COMPRESSIONS.contains(tags.value(COMPRESSION, 0))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTiff(byte[] file) {
    boolean isCiff = file.length > 2 && file[2] == 0x1A; // Canon's CRW
    return file.length > 8 && file[0] == file[1] && (file[0] == 'I' || file[0] == 'M') && !isCiff;
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
    if (RawPreviews.isFuji(file) || (!RawPreviews.isCr3(file) && !isTiff(file))) {
      return preview.exif();
    }
    return RawPreviews.isCr3(file) ? canonDirectory("CMT1") : file;
  }

  @Override
  public List<ExifPart> exifParts() {
    if (!RawPreviews.isCr3(file)) {
      return ImageFile.super.exifParts();
    }
    List<ExifPart> parts = new ArrayList<>();
    parts.add(new ExifPart(ExifPart.Kind.MAIN, canonDirectory("CMT1")));
    parts.add(new ExifPart(ExifPart.Kind.EXIF, canonDirectory("CMT2")));
    parts.add(new ExifPart(ExifPart.Kind.PLACE, canonDirectory("CMT4")));
    return parts;
  }

  @Override
  public int orientation() {
    int stated = Orientation.of(asTiff(exif()));
    return stated == 1 ? Orientation.of(preview.exif()) : stated;
  }

  /// Revision 1 shows previews in strips and tiles.
  @Override
  public int revision() {
    return preview instanceof TiffFile ? 1 : 0;
  }

  /// Returns the data with TIFF's magic number instead of the manufacturer's.
  private static byte[] asTiff(byte[] exif) {
    boolean isTiff = exif.length < 8 || exif[exif[0] == 'M' ? 3 : 2] == 42;
    if (isTiff || exif[0] != exif[1]) {
      return exif;
    }
    byte[] tiff = exif.clone();
    tiff[2] = (byte) (exif[0] == 'I' ? 42 : 0);
    tiff[3] = (byte) (exif[0] == 'I' ? 0 : 42);
    return tiff;
  }

  private byte[] canonDirectory(String name) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    IsoBox moov = IsoBox.find(IsoBox.list(buffer, 0, file.length), "moov");
    if (moov != null) {
      for (IsoBox box : moov.children(buffer, 0)) {
        boolean isCanon =
            box.type().equals("uuid")
                && box.length() >= 16
                && Arrays.equals(
                    file, box.start(), box.start() + CANON_UUID.length, CANON_UUID, 0, 8);
        IsoBox found = isCanon ? box.find(buffer, 16, name) : null;
        if (found != null) {
          return Arrays.copyOfRange(file, found.start(), found.end());
        }
      }
    }
    return NO_BYTES;
  }

  @Override
  public byte[] xmp() {
    byte @Nullable [] packet = TiffDirectory.first(file).block(XMP);
    return packet == null ? preview.xmp() : packet;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException, IOException {
    return preview.read(minimum);
  }
}
