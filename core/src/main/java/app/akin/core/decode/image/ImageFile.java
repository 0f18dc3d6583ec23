package app.akin.core.decode.image;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// An image file whose header has been read. Not thread-safe; nothing needs closing.
///
/// Sizes are as stored, before the orientation is applied.
public interface ImageFile {
  /// An absent metadata block.
  byte[] NO_BYTES = {};

  /// Returns the stored width, unchecked: it may be zero or implausible.
  int width();

  /// Returns the stored height, unchecked: it may be zero or implausible.
  int height();

  /// Returns the file's EXIF block, starting with its TIFF header; empty if the file has none or
  /// the format does not support it; read only.
  default byte[] exif() {
    return NO_BYTES;
  }

  /// Returns the number of pixels that must be decoded, which is more than the visible ones if a
  /// crop applies.
  default long decodedPixels() {
    return (long) width() * height();
  }

  /// Returns the approximate memory for decoding one pixel, including the raster; 0 for the
  /// format's usual value.
  default int bytesPerPixel() {
    return 0;
  }

  /// Returns the orientation, 1 to 8: from the EXIF block, unless the format states its own.
  default int orientation() {
    return Orientation.of(exif());
  }

  /// Returns the file's XMP packet; empty if the file has none or the format is not searched for
  /// it; read only.
  default byte[] xmp() {
    return NO_BYTES;
  }

  /// Returns the file's Photoshop image resources, which may contain IPTC data; empty if it has
  /// none or the format is not searched for them; read only.
  default byte[] imageResources() {
    return NO_BYTES;
  }

  /// Returns the named texts of a PNG file; empty for other formats.
  default Map<String, String> texts() {
    return Map.of();
  }

  /// Returns the TIFF structures with the photo's metadata.
  default List<ExifPart> exifParts() {
    return List.of(new ExifPart(ExifPart.Kind.MAIN, exif()));
  }

  /// Returns the revision of the program in which the pixels of files like this one last changed: 0
  /// if they never did. Contents stored by an earlier revision are decoded again. Above the
  /// revision of the format, the pass over the facts of known files finds these contents.
  default int revision() {
    return 0;
  }

  /// Decodes the pixels. The caller has checked the size.
  ///
  /// @param minimum the minimum size of the result; full size is always allowed
  /// @throws DecodeException if the file is damaged or of an unsupported kind
  /// @throws IOException if a codec reports damaged data
  DecodedImage read(MinimumSize minimum) throws DecodeException, IOException;
}
