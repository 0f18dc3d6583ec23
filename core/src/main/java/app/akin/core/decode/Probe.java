package app.akin.core.decode;

import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;

/// What a file's header and metadata say, before any pixel is decoded.
public sealed interface Probe {
  /// The header is sound; the pixels may still turn out not to be.
  ///
  /// @param facts what the file says about its photo
  // Always written with the name of its interface, so it is never taken for java.lang.Readable.
  @SuppressWarnings("AvoidCommonTypeNames")
  record Readable(PhotoFacts facts) implements Probe {}

  /// The file will not be decoded.
  ///
  /// @param kind why not
  /// @param detail the same in a short English phrase
  record Refused(FailureKind kind, String detail) implements Probe {}
}
