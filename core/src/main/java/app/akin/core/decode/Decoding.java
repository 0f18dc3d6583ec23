package app.akin.core.decode;

import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Raster;

/// What became of a file's bytes.
public sealed interface Decoding {
  /// The picture.
  ///
  /// @param facts what the file says about its photo
  /// @param raster the model's pixels, upright: as Pillow's `convert("RGB")` gives them, without
  ///   colour management, alpha dropped; fewer than the file's where that will do. For
  ///   [Purpose.Viewing] the eye's pixels: sRGB by the file's profile, alpha over white
  /// @param thumbnail the eye's version, upright, as a JPEG file in sRGB; empty but for the index;
  ///   read only
  // The thumbnail is written to a file and shown, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Decoded(PhotoFacts facts, Raster raster, byte[] thumbnail) implements Decoding {}

  /// The file cannot be shown.
  ///
  /// @param kind why not
  /// @param detail the same in a short English phrase
  record Refused(FailureKind kind, String detail) implements Decoding {}
}
