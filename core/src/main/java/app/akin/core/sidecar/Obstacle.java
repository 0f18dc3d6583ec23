package app.akin.core.sidecar;

/// Why a sidecar cannot be written. An existing file stays as it is.
public enum Obstacle {
  /// The existing sidecar is not well-formed XML or not XMP.
  MALFORMED,
  /// The existing sidecar has a document type declaration, which could load other files.
  DOCUMENT_TYPE,
  /// The existing sidecar is larger than Akin reads.
  TOO_LARGE,
  /// The existing sidecar cannot be read.
  UNREADABLE,
  /// A link or folder has the name of the sidecar.
  NOT_A_FILE,
  /// The existing sidecar is read-only.
  FILE_READ_ONLY,
  /// The folder is read-only.
  FOLDER_READ_ONLY,
  /// The folder of the photo is not available.
  OFFLINE,
  /// The photo does not exist anymore.
  PHOTO_MISSING,
  /// Another program has changed, added or removed the sidecar after the preview.
  CHANGED,
  /// The disk is full.
  DISK_FULL,
  /// Writing failed for another reason.
  FAILED
}
