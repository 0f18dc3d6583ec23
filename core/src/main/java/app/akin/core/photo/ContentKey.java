package app.akin.core.photo;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A 128-bit hash of the content of a file: equal keys mean equal images, regardless of file name
/// and metadata.
///
/// @param high the first eight bytes of the hash, big-endian
/// @param low the last eight bytes of the hash, big-endian
public record ContentKey(long high, long low) {
  /// The size of a key in bytes.
  public static final int BYTES = 16;

  /// Returns the key in the first [#BYTES] bytes of a longer hash, such as SHA-256.
  public static ContentKey of(byte[] hash) {
    ByteBuffer buffer = ByteBuffer.wrap(hash);
    return new ContentKey(buffer.getLong(), buffer.getLong());
  }

  /// Returns the [#BYTES] bytes of this key, as read by [#of].
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
