package app.akin.core.decode.image;

/// A TIFF structure with metadata of a photo.
///
/// @param kind the type of its first directory
/// @param bytes the structure, starting with its header; read only
// Instances are passed to the metadata reader, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record ExifPart(Kind kind, byte[] bytes) {
  /// The type of the first directory of a structure. It is usually the main directory, which refers
  /// to the others; some files store each one separately.
  public enum Kind {
    MAIN,
    EXIF,
    PLACE
  }
}
