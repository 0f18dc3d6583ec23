package app.akin.core.decode;

import app.akin.core.photo.FailureKind;
import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Raster;
import org.jspecify.annotations.Nullable;

/// The result of decoding a file.
public sealed interface DecodeResult {
  /// The decoded image.
  ///
  /// @param facts the photo's facts from the file's metadata
  /// @param raster the upright pixels for the model, equal to Pillow's `convert("RGB")` for opaque
  ///   images of standard dynamic range: without color management, at a reduced size if that is
  ///   sufficient. Transparent images are blended on a ground on which they can be seen, and high
  ///   dynamic range is converted to sRGB. For [DecodePurpose.Viewing], the pixels for display:
  ///   sRGB by the file's profile
  /// @param thumbnail the upright display version as a JPEG file in sRGB; empty unless decoded for
  ///   indexing; read only
  /// @param monochrome whether the thumbnail is black and white or toned; false unless decoded for
  ///   indexing
  /// @param signature the signature of the pixels of the thumbnail; null unless decoded for
  ///   indexing
  // Thumbnails are stored and displayed, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Decoded(
      PhotoFacts facts,
      Raster raster,
      byte[] thumbnail,
      boolean monochrome,
      @Nullable ImageSignature signature)
      implements DecodeResult {}

  /// The file cannot be decoded.
  ///
  /// @param kind the reason
  /// @param detail the reason as a short English phrase
  record Failed(FailureKind kind, String detail) implements DecodeResult {}
}
