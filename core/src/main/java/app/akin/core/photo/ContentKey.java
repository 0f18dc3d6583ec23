package app.akin.core.photo;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A 128-bit hash of what a file shows: equal keys mean the same picture, whatever the file is
/// called and whatever was written into its metadata.
///
/// @param high the first eight bytes of the hash, big-endian
/// @param low the last eight bytes of the hash, big-endian
public record ContentKey(long high, long low) {
  /// The number of bytes of a key.
  public static final int BYTES = 16;

  /// The key held in the first [#BYTES] bytes of a longer hash, such as SHA-256's 32.
  public static ContentKey of(byte[] hash) {
    ByteBuffer buffer = ByteBuffer.wrap(hash);
    return new ContentKey(buffer.getLong(), buffer.getLong());
  }

  /// The [#BYTES] bytes of this key, as [#of] reads them.
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
