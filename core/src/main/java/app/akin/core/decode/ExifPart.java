package app.akin.core.decode;

/// A TIFF structure with facts of a photo.
///
/// @param kind what its first directory holds
/// @param bytes the structure from its header on; read only
// Passed from a file to the reader of its facts, never compared.
@SuppressWarnings("ArrayRecordComponent")
record ExifPart(Kind kind, byte[] bytes) {
  /// What the first directory of a structure holds. Nearly always it is the main one, which leads
  /// to the others; some files keep each apart.
  enum Kind {
    MAIN,
    EXIF,
    PLACE
  }
}
