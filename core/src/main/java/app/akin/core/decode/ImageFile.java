package app.akin.core.decode;

import java.io.IOException;

/// A file whose header was read. Used by one thread, holds nothing that must be closed.
///
/// Sizes are as stored, before the orientation is applied. A format whose pixels come faster from
/// elsewhere changes behind this interface alone.
sealed interface ImageFile permits JpegFile, PngFile, GifFile, BmpFile, TiffFile, WebpFile {
  /// Columns as stored; not checked, so it may be zero or absurd.
  int width();

  /// Rows as stored; not checked, so it may be zero or absurd.
  int height();

  /// The file's EXIF block from its TIFF header on, empty where there is none; read only.
  byte[] exif();

  /// Decodes the pixels. The size was checked before.
  ///
  /// @param enough how few of them will do; all are always right
  /// @throws RefusedException when the bytes are broken or of a kind that is not read
  /// @throws IOException when a codec finds the bytes broken
  Picture read(Enough enough) throws RefusedException, IOException;
}
