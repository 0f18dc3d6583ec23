package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.akin.core.photo.ContentKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The key of what a file shows (SHA-256, its first 16 bytes).
///
/// Of a JPEG these are hashed: its segments and scans from start to end marker, without APPn and
/// COM segments; then the two things those segments say that change what is shown: the orientation
/// and what the samples mean. So neither a rating nor a date written into the file changes the key,
/// nor what hangs behind its end. Anything else, broken JPEGs included, is hashed whole.
final class ContentKeys {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private ContentKeys() {}

  /// The key of any bytes.
  static ContentKey of(byte[] file) {
    MessageDigest digest = sha256();
    try {
      if (Format.of(file, file.length) == Format.JPEG) {
        JpegHeader header = JpegHeader.read(file);
        digest.update(header.tables());
        scans(file, header.scan(), digest);
        digest.update((byte) Orientation.of(header.exif()));
        digest.update(header.colors().name().getBytes(US_ASCII));
        return ContentKey.of(digest.digest());
      }
    } catch (RefusedException e) {
      digest.reset(); // no image or a broken one: its bytes are all there is
    }
    digest.update(file);
    return ContentKey.of(digest.digest());
  }

  /// Hashes from the first scan to the end marker. Inside a scan a byte 0xFF is followed by a zero
  /// or a restart number; anything else there is the next marker.
  private static void scans(byte[] file, int scan, MessageDigest digest) {
    int start = scan;
    int at = scan;
    while (at + 1 < file.length) {
      if (file[at] != (byte) 0xFF) {
        at = nextFull(file, at + 1);
        continue;
      }
      int marker = file[at + 1] & 255;
      if (marker == JpegHeader.END_OF_IMAGE) {
        digest.update(file, start, at - start);
        return;
      }
      boolean alone = marker <= 1 || marker == 0xFF || (marker >= 0xD0 && marker <= 0xD8);
      if (alone) {
        at += marker == 0xFF ? 1 : 2;
        continue;
      }
      int length = at + 3 < file.length ? (file[at + 2] & 255) << 8 | (file[at + 3] & 255) : 0;
      int next = Math.min(file.length, at + 2 + Math.max(2, length));
      if (JpegHeader.isMetadata(marker)) {
        digest.update(file, start, at - start);
        start = next;
      }
      at = next;
    }
    digest.update(file, start, file.length - start);
  }

  /// The next byte 0xFF at or after a place, or the end. Almost all of a photo is scans, so eight
  /// bytes are looked at at once: one of them is 0xFF where its complement is the one zero byte.
  private static int nextFull(byte[] file, int from) {
    int at = from;
    for (; at + Long.BYTES <= file.length; at += Long.BYTES) {
      long complement = ~(long) EIGHT.get(file, at);
      if (((complement - LOWEST_BITS) & ~complement & HIGHEST_BITS) != 0) {
        break;
      }
    }
    while (at < file.length && file[at] != (byte) 0xFF) {
      at++;
    }
    return at;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
