package app.akin.core.decode;

import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;

/// The result of reading a file's header and metadata, without decoding pixels.
public sealed interface ProbeResult {
  /// The header is valid; the pixels may still be damaged.
  ///
  /// @param facts the photo's facts from the file's metadata
  // Always qualified with the name of its interface, so it is not confused with java.lang.Readable.
  @SuppressWarnings("AvoidCommonTypeNames")
  record Readable(PhotoFacts facts) implements ProbeResult {}

  /// The file cannot be decoded.
  ///
  /// @param kind the reason
  /// @param detail the reason as a short English phrase
  record Failed(FailureKind kind, String detail) implements ProbeResult {}
}
