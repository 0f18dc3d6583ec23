package app.akin.core.decode.image;

import app.akin.core.photo.FailureKind;

/// Thrown when a file cannot be decoded; [PhotoDecoder] converts it to a result. It never leaves
/// the package and has no stack trace, because thousands of photos may fail.
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String detail;

  private DecodeException(FailureKind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
  }

  public static DecodeException empty() {
    return new DecodeException(FailureKind.EMPTY, "has no bytes");
  }

  public static DecodeException damaged(String detail) {
    return new DecodeException(FailureKind.DAMAGED, detail);
  }

  public static DecodeException unsupported(String detail) {
    return new DecodeException(FailureKind.UNSUPPORTED, detail);
  }

  public static DecodeException tooLarge(String detail) {
    return new DecodeException(FailureKind.TOO_LARGE, detail);
  }

  public static DecodeException needsCodec(String detail) {
    return new DecodeException(FailureKind.NEEDS_CODEC, detail);
  }

  public FailureKind kind() {
    return kind;
  }

  public String detail() {
    return detail;
  }
}
