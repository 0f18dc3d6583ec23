package app.akin.core.decode;

import app.akin.core.photo.FailureKind;

/// Carries a refusal from the depth of a format up to the face, where it becomes a value. It never
/// leaves the package and has no stack trace: bad photos come by the thousand.
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String detail;

  private RefusedException(FailureKind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
  }

  static RefusedException damaged(String detail) {
    return new RefusedException(FailureKind.DAMAGED, detail);
  }

  static RefusedException unsupported(String detail) {
    return new RefusedException(FailureKind.UNSUPPORTED, detail);
  }

  static RefusedException tooLarge(String detail) {
    return new RefusedException(FailureKind.TOO_LARGE, detail);
  }

  static RefusedException needsCodec(String detail) {
    return new RefusedException(FailureKind.NEEDS_CODEC, detail);
  }

  FailureKind kind() {
    return kind;
  }

  String detail() {
    return detail;
  }
}
