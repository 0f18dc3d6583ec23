package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.Orientation;
import app.akin.core.decode.jpeg.JpegFormat;
import app.akin.core.decode.jpeg.JpegHeader;
import app.akin.core.photo.ContentKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Computes content keys: the first 16 bytes of a SHA-256 hash of the image content.
///
/// For a JPEG, the hash covers the segments and scans from the start marker to the end marker
/// without APPn and COM segments, followed by the two properties of those segments that affect
/// rendering: the orientation and the color model. A rating or date written into the file therefore
/// does not change the key, nor do bytes after the end marker. Any other file, including a broken
/// JPEG, is hashed completely.
final class ContentKeys {
  private static final VarHandle LONG_VIEW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private ContentKeys() {}

  /// Returns the content key of a file; accepts any bytes.
  static ContentKey of(byte[] file) {
    MessageDigest digest = sha256();
    try {
      if (Formats.of(file, file.length).equals(JpegFormat.FORMAT)) {
        JpegHeader header = JpegHeader.read(file);
        digest.update(header.tables());
        updateWithScans(file, header.scan(), digest);
        digest.update((byte) Orientation.of(header.exif()));
        digest.update(header.colors().name().getBytes(US_ASCII));
        return ContentKey.of(digest.digest());
      }
    } catch (DecodeException e) {
      digest.reset(); // not a valid image: hash the complete file
    }
    digest.update(file);
    return ContentKey.of(digest.digest());
  }

  /// Hashes from the first scan to the end marker. Inside a scan, a byte 0xFF is followed by zero
  /// or a restart marker number; any other byte after 0xFF starts the next marker.
  private static void updateWithScans(byte[] file, int scan, MessageDigest digest) {
    int start = scan;
    int at = scan;
    while (at + 1 < file.length) {
      if (file[at] != (byte) 0xFF) {
        at = nextMarkerPrefix(file, at + 1);
        continue;
      }
      int marker = file[at + 1] & 255;
      if (marker == JpegHeader.END_OF_IMAGE) {
        digest.update(file, start, at - start);
        return;
      }
      boolean standalone = marker <= 1 || marker == 0xFF || (marker >= 0xD0 && marker <= 0xD8);
      if (standalone) {
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

  /// Returns the position of the next byte 0xFF at or after a position, or the file length. Most of
  /// a photo is scan data, so eight bytes are tested at once: one of them is 0xFF if their
  /// complement has a zero byte.
  private static int nextMarkerPrefix(byte[] file, int from) {
    int at = from;
    for (; at + Long.BYTES <= file.length; at += Long.BYTES) {
      long complement = ~(long) LONG_VIEW.get(file, at);
      if (((complement - LOW_BITS) & ~complement & HIGH_BITS) != 0) {
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
