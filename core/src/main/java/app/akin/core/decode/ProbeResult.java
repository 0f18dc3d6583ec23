package app.akin.core.decode;

import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;

/// The result of reading a file's header and metadata, without decoding pixels.
public sealed interface ProbeResult {
  /// The header is valid; the pixels may still be damaged.
  ///
  /// @param facts the photo's facts from the file's metadata
  /// @param revision the revision in which the pixels of files like this one last changed, 0 if
  ///   they never did
  /// @param memory approximate number of bytes that [PhotoDecoder#decode] allocates for the file,
  ///   including the raster but not the file itself; a thread pool sums these to stay within its
  ///   memory budget
  // Always qualified with the name of its interface, so it is not confused with java.lang.Readable.
  @SuppressWarnings("AvoidCommonTypeNames")
  record Readable(PhotoFacts facts, int revision, long memory) implements ProbeResult {}

  /// The file cannot be decoded.
  ///
  /// @param kind the reason
  /// @param detail the reason as a short English phrase
  record Failed(FailureKind kind, String detail) implements ProbeResult {}
}
