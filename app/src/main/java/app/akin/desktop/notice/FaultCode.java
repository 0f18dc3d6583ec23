package app.akin.desktop.notice;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// A short code for what went wrong, which a person can read out and the log has too. The same
/// fault has the same code each time: it is made of what was thrown and where, not of when.
public final class FaultCode {
  /// No letter or digit that is taken for another.
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  private static final int LENGTH = 5;

  private FaultCode() {}

  /// The code, five letters and digits.
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
