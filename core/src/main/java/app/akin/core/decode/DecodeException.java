package app.akin.core.decode;

import app.akin.core.photo.FailureKind;

/// Thrown when a file cannot be decoded; [PhotoDecoder] converts it to a result. It never leaves
/// the package and has no stack trace, because thousands of photos may fail.
final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String detail;

  private DecodeException(FailureKind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
  }

  static DecodeException empty() {
    return new DecodeException(FailureKind.EMPTY, "has no bytes");
  }

  static DecodeException damaged(String detail) {
    return new DecodeException(FailureKind.DAMAGED, detail);
  }

  static DecodeException unsupported(String detail) {
    return new DecodeException(FailureKind.UNSUPPORTED, detail);
  }

  static DecodeException tooLarge(String detail) {
    return new DecodeException(FailureKind.TOO_LARGE, detail);
  }

  static DecodeException needsCodec(String detail) {
    return new DecodeException(FailureKind.NEEDS_CODEC, detail);
  }

  FailureKind kind() {
    return kind;
  }

  String detail() {
    return detail;
  }
}
