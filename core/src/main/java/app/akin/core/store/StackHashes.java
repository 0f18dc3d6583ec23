package app.akin.core.store;

import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.PhotoId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// The hashes of all photos by which similar ones are found, in memory: 17 bytes for each ID of a
/// photo. Not thread-safe.
public final class StackHashes {
  /// The largest level of sharpness.
  private static final int MAX_SHARPNESS = 62;

  /// Sharpness counts in steps of a fifth, so that noise of compression does not decide.
  private static final double SHARPNESS_STEP = Math.log(1.2);

  /// Photos of a stored row.
  private static final int CHUNK = 1024;

  private static final int ENTRY = 2 * Long.BYTES + 1;

  // The last byte of an entry: whether the photo was compared, whether it belongs to another, and
  // the level of sharpness, 0 for an image that was not hashed and the largest for a plain one.
  private static final int COMPARED = 0x80;
  private static final int MEMBER = 0x40;
  private static final int LEVEL = 0x3F;
  private static final int PLAIN = 0x3F;

  private long[] hashes;
  private long[] sketches;
  private byte[] flags;
  private final BitSet changed = new BitSet();

  /// @param chunks the stored rows by their numbers
  StackHashes(Map<Integer, byte[]> chunks) {
    int length = (1 + chunks.keySet().stream().mapToInt(Integer::intValue).max().orElse(0)) * CHUNK;
    hashes = new long[length];
    sketches = new long[length];
    flags = new byte[length];
    chunks.forEach(
        (chunk, bytes) -> {
          ByteBuffer entries = ByteBuffer.wrap(bytes);
          for (int at = chunk * CHUNK; entries.remaining() >= ENTRY; at++) {
            hashes[at] = entries.getLong();
            sketches[at] = entries.getLong();
            flags[at] = entries.get();
          }
        });
  }

  /// Returns the rows that were changed since the last call, by their numbers.
  Map<Integer, byte[]> takeChanged() {
    Map<Integer, byte[]> chunks = new LinkedHashMap<>();
    changed.stream()
        .forEach(
            chunk -> {
              ByteBuffer entries = ByteBuffer.allocate(CHUNK * ENTRY);
              for (int at = chunk * CHUNK; at < (chunk + 1) * CHUNK; at++) {
                entries.putLong(hashes[at]).putLong(sketches[at]).put(flags[at]);
              }
              chunks.put(chunk, entries.array());
            });
    changed.clear();
    return chunks;
  }

  /// Returns the number of the stored row of a photo.
  static long chunk(PhotoId photo) {
    return photo.value() / CHUNK;
  }

  private int row(PhotoId photo) {
    int row = Math.toIntExact(photo.value());
    if (row >= flags.length) {
      int length = (row + row / 8) / CHUNK * CHUNK + CHUNK;
      hashes = Arrays.copyOf(hashes, length);
      sketches = Arrays.copyOf(sketches, length);
      flags = Arrays.copyOf(flags, length);
    }
    return row;
  }

  private int flags(PhotoId photo) {
    return photo.value() < flags.length ? flags[(int) photo.value()] : 0;
  }

  private void setFlags(PhotoId photo, int value) {
    int row = row(photo);
    flags[row] = (byte) value;
    changed.set(row / CHUNK);
  }

  /// Stores what is compared of the thumbnail of a photo.
  public void hash(PhotoId photo, ImageSignature signature) {
    hash(photo, signature.hash(), level(signature));
  }

  /// Stores that a photo has no thumbnail that can be compared.
  public void plain(PhotoId photo) {
    hash(photo, 0, PLAIN);
  }

  private void hash(PhotoId photo, long hash, int level) {
    setFlags(photo, (flags(photo) & ~LEVEL) | level);
    hashes[row(photo)] = hash;
  }

  private static int level(ImageSignature signature) {
    return signature.isPlain()
        ? PLAIN
        : Math.clamp(
            Math.round(Math.log(signature.sharpness() + 1) / SHARPNESS_STEP), 1, MAX_SHARPNESS);
  }

  /// Stores the signs of 64 directions of the embedding of a photo; 0 if it has none.
  public void sketch(PhotoId photo, long sketch) {
    setFlags(photo, flags(photo));
    sketches[row(photo)] = sketch;
  }

  /// Stores whether a photo was compared with others, and whether it belongs to one.
  public void compared(PhotoId photo, boolean compared, boolean member) {
    setFlags(
        photo,
        (flags(photo) & LEVEL) | (compared ? COMPARED : 0) | (compared && member ? MEMBER : 0));
  }

  /// Forgets a photo.
  public void remove(PhotoId photo) {
    if (photo.value() < flags.length) {
      setFlags(photo, 0);
      sketch(photo, 0);
      hashes[row(photo)] = 0;
    }
  }

  /// Forgets which photos were compared.
  ///
  /// @param all whether to forget the hashes as well
  public void reset(boolean all) {
    for (int row = 0; row < flags.length; row++) {
      flags[row] &= all ? 0 : (byte) LEVEL;
      sketches[row] = 0;
    }
    changed.set(0, flags.length / CHUNK);
  }

  /// Returns the number of bits by which the hashes of two photos differ.
  public int bits(PhotoId one, PhotoId other) {
    return Long.bitCount(hashes[row(one)] ^ hashes[row(other)]);
  }

  /// Returns whether the thumbnail of a photo was hashed.
  public boolean isHashed(PhotoId photo) {
    return (flags(photo) & LEVEL) != 0;
  }

  /// Returns whether a photo can be compared by its thumbnail.
  public boolean isComparable(PhotoId photo) {
    return isHashed(photo) && (flags(photo) & LEVEL) != PLAIN;
  }

  /// Returns whether a photo was compared with others.
  public boolean isCompared(PhotoId photo) {
    return (flags(photo) & COMPARED) != 0;
  }

  /// Returns whether a photo belongs to another.
  public boolean isMember(PhotoId photo) {
    return (flags(photo) & MEMBER) != 0;
  }

  /// Returns the level of sharpness of a photo; 0 if it is not known.
  public int sharpness(PhotoId photo) {
    return isComparable(photo) ? flags(photo) & LEVEL : 0;
  }

  /// Receives photos that are near.
  @FunctionalInterface
  public interface NearConsumer {
    /// Receives a photo.
    ///
    /// @param bits the bits by which they differ
    void accept(PhotoId photo, int bits, long hash, long sketch);
  }

  /// Passes the compared photos near one to a consumer.
  ///
  /// @param hashBits largest number of bits by which hashes differ
  /// @param sketchBits largest number of bits by which sketches differ, unless one is 0
  /// @param penalty number of bits of the hash that a difference of sketches outweighs
  public void near(
      PhotoId photo, int hashBits, int sketchBits, int penalty, NearConsumer consumer) {
    int own = row(photo);
    long hash = hashes[own];
    long sketch = sketches[own];
    int most = sketch == 0 ? -1 : sketchBits;
    for (int row = 0; row < hashes.length; row++) {
      int difference = Long.bitCount(hashes[row] ^ hash);
      int angle = Long.bitCount(sketches[row] ^ sketch);
      if (difference <= hashBits || angle <= most) {
        int state = flags[row];
        if ((state & COMPARED) != 0
            && (state & LEVEL) != 0
            && (state & LEVEL) != PLAIN
            && row != own) {
          boolean hasSketch = most >= 0 && sketches[row] != 0;
          int bits = hasSketch ? Math.min(difference, penalty + angle) : difference;
          if (difference <= hashBits || (hasSketch && angle <= most)) {
            consumer.accept(new PhotoId(row), bits, hashes[row], sketches[row]);
          }
        }
      }
    }
  }
}
