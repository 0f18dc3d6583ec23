package app.akin.core.decode;

import java.io.IOException;
import java.util.List;

/// A file whose header was read. Used by one thread, holds nothing that must be closed.
///
/// Sizes are as stored, before the orientation is applied. A format whose pixels come faster from
/// elsewhere changes behind this interface alone.
sealed interface ImageFile
    permits JpegFile,
        PngFile,
        GifFile,
        BmpFile,
        TiffFile,
        WebpFile,
        HeifFile,
        PsdFile,
        IcoFile,
        PnmFile,
        RawFile,
        JxlFile {
  /// What a block is that is not there.
  byte[] NO_BYTES = {};

  /// Columns as stored; not checked, so it may be zero or absurd.
  int width();

  /// Rows as stored; not checked, so it may be zero or absurd.
  int height();

  /// The file's EXIF block from its TIFF header on, empty where there is none, as in formats that
  /// have no place for one; read only.
  default byte[] exif() {
    return NO_BYTES;
  }

  /// How many pixels must be decoded for those that are shown, where a crop hides some.
  default long decodedPixels() {
    return (long) width() * height();
  }

  /// How the picture lies, 1 to 8: what its EXIF block says, except where the format has a say of
  /// its own.
  default int orientation() {
    return Orientation.of(exif());
  }

  /// The file's XMP packet, empty where there is none or none is looked for; read only.
  default byte[] xmp() {
    return NO_BYTES;
  }

  /// Where the facts are.
  default List<ExifPart> exifParts() {
    return List.of(new ExifPart(ExifPart.Kind.MAIN, exif()));
  }

  /// Decodes the pixels. The size was checked before.
  ///
  /// @param enough how few of them will do; all are always right
  /// @throws RefusedException when the bytes are broken or of a kind that is not read
  /// @throws IOException when a codec finds the bytes broken
  Picture read(Enough enough) throws RefusedException, IOException;
}
