package app.akin.desktop.notice;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// A short error code, shown to the user and logged. It is derived from the exception and its
/// origin, so equal faults have equal codes.
public final class ErrorCode {
  /// Without letters and digits that are easily confused.
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  private static final int LENGTH = 5;

  private ErrorCode() {}

  /// Returns the code: five letters and digits.
  public static String of(Throwable thrown) {
    CRC32 sum = new CRC32();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      sum.update(cause.getClass().getName().getBytes(StandardCharsets.UTF_8));
      StackTraceElement[] frames = cause.getStackTrace();
      for (int i = 0; i < Math.min(3, frames.length); i++) {
        String frame = frames[i].getClassName() + frames[i].getMethodName();
        sum.update(frame.getBytes(StandardCharsets.UTF_8));
      }
    }
    StringBuilder code = new StringBuilder();
    for (long rest = sum.getValue(); code.length() < LENGTH; rest /= ALPHABET.length()) {
      code.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
    }
    return code.toString();
  }
}
