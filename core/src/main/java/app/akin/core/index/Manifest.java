package app.akin.core.index;

import app.akin.core.index.IndexState.LoadResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32C;

/// The content of an index folder. The manifest is the only file that is replaced; others are
/// created or appended to. Files it does not name do not belong to the index.
///
/// Format: magic number, version, the fields below, and the CRC-32C of all preceding bytes;
/// big-endian.
///
/// @param fingerprint the model of the vectors
/// @param dimension number of components of a vector
/// @param lastSequence the sequence number of the catalogue up to which all changes are included
/// @param generation the number of the files
/// @param rows number of valid rows; anything after them is from an unfinished save
/// @param checksums the [RowCoder#checksum] of the coarse part of each full block; must not be
///   modified. The rows of the last block, which may grow, have their own
/// @param mean the mean that the [RowCoder] subtracts; must not be modified
/// @param dead removed or replaced rows; must not be modified
// Manifests are compared by their checksums, never by these arrays.
@SuppressWarnings("ArrayRecordComponent")
record Manifest(
    String fingerprint,
    int dimension,
    long lastSequence,
    long generation,
    int rows,
    int[] checksums,
    float[] mean,
    BitSet dead) {

  private static final long MAGIC = 0x414b494e494e4458L;
  private static final int VERSION = 2;

  /// Returns the manifest as bytes.
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(MAGIC);
      out.writeInt(VERSION);
      out.writeUTF(fingerprint);
      out.writeInt(dimension);
      out.writeLong(lastSequence);
      out.writeLong(generation);
      out.writeInt(rows);
      out.writeInt(checksums.length);
      for (int checksum : checksums) {
        out.writeInt(checksum);
      }
      for (float component : mean) {
        out.writeFloat(component);
      }
      long[] words = dead.toLongArray();
      out.writeInt(words.length);
      for (long word : words) {
        out.writeLong(word);
      }
      out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  /// Reads the bytes of [#bytes].
  ///
  /// @throws Unusable if it is damaged, or of another version or model
  static Manifest read(byte[] bytes, String fingerprint, int dimension) throws UnusableException {
    int body = bytes.length - Integer.BYTES;
    if (body < Long.BYTES + Integer.BYTES
        || ByteBuffer.wrap(bytes).getInt(body) != checksum(bytes, body)) {
      throw new UnusableException(LoadResult.DAMAGED, "the manifest does not match its checksum");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body))) {
      if (in.readLong() != MAGIC) {
        throw new UnusableException(LoadResult.DAMAGED, "the manifest has a wrong magic number");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new UnusableException(LoadResult.OTHER_VERSION, "version " + version);
      }
      Manifest manifest = readFields(in);
      if (!manifest.fingerprint.equals(fingerprint) || manifest.dimension != dimension) {
        throw new UnusableException(
            LoadResult.OTHER_MODEL,
            "vectors of " + manifest.fingerprint + " in " + manifest.dimension + " dimensions");
      }
      return manifest;
    } catch (IOException e) {
      throw new UnusableException(LoadResult.DAMAGED, "the manifest cannot be read: " + e);
    }
  }

  private static Manifest readFields(DataInputStream in) throws IOException {
    String fingerprint = in.readUTF();
    int dimension = in.readInt();
    long lastSequence = in.readLong();
    long generation = in.readLong();
    int rows = in.readInt();
    int[] checksums = new int[in.readInt()];
    for (int i = 0; i < checksums.length; i++) {
      checksums[i] = in.readInt();
    }
    float[] mean = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = in.readFloat();
    }
    long[] words = new long[in.readInt()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readLong();
    }
    return new Manifest(
        fingerprint,
        dimension,
        lastSequence,
        generation,
        rows,
        checksums,
        mean,
        BitSet.valueOf(words));
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /// Returns whether the bytes equal those of this manifest.
  boolean matches(byte[] bytes) {
    return Arrays.equals(bytes, bytes());
  }

  /// Thrown for an unusable manifest.
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final LoadResult result;

    UnusableException(LoadResult found, String detail) {
      super(detail);
      this.result = found;
    }

    LoadResult result() {
      return result;
    }
  }
}
