package app.akin.core.index;

import app.akin.core.index.IndexState.Found;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What an index folder holds: the one file that is replaced, all others are only ever added to or
/// added. What it does not mention does not exist.
///
/// As bytes: a magic number, the format's version, the fields below, and the CRC-32C of all before,
/// big-endian.
///
/// @param fingerprint the model whose vectors these are
/// @param dimension components of a vector
/// @param lastSequence the catalogue's sequence number up to which everything is in
/// @param generation the number of the flat file
/// @param rows rows of the flat file that count; what follows them is the remains of a save that
///   did not finish
/// @param checksums the [BlockLayout#checksum] of each block
/// @param dead rows removed or replaced; read only
/// @param graph the graph over the flat file's first rows, if there is one
// Manifests are compared by their checksums, never by these arrays.
@SuppressWarnings("ArrayRecordComponent")
record Manifest(
    String fingerprint,
    int dimension,
    long lastSequence,
    long generation,
    int rows,
    int[] checksums,
    BitSet dead,
    @Nullable GraphEntry graph) {

  private static final long MAGIC = 0x414b494e494e4458L;
  private static final int VERSION = 1;

  /// A graph file: its number, length and checksum.
  record GraphEntry(long generation, GraphFile.Written written) {}

  /// The same with another graph.
  Manifest withGraph(GraphEntry other) {
    return new Manifest(
        fingerprint, dimension, lastSequence, generation, rows, checksums, dead, other);
  }

  /// The manifest as it is written.
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
      long[] words = dead.toLongArray();
      out.writeInt(words.length);
      for (long word : words) {
        out.writeLong(word);
      }
      out.writeBoolean(graph != null);
      if (graph != null) {
        out.writeLong(graph.generation);
        out.writeLong(graph.written.bytes());
        out.writeInt(graph.written.checksum());
      }
      out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  /// Reads what [#bytes] wrote.
  ///
  /// @throws Unusable if it is damaged, or of another version or model
  static Manifest read(byte[] bytes, String fingerprint, int dimension) throws Unusable {
    int body = bytes.length - Integer.BYTES;
    if (body < Long.BYTES + Integer.BYTES
        || ByteBuffer.wrap(bytes).getInt(body) != checksum(bytes, body)) {
      throw new Unusable(Found.DAMAGED, "the manifest does not match its checksum");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body))) {
      if (in.readLong() != MAGIC) {
        throw new Unusable(Found.DAMAGED, "the manifest is of another kind");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new Unusable(Found.OTHER_VERSION, "version " + version);
      }
      Manifest manifest = readFields(in);
      if (!manifest.fingerprint.equals(fingerprint) || manifest.dimension != dimension) {
        throw new Unusable(
            Found.OTHER_MODEL,
            "vectors of " + manifest.fingerprint + " in " + manifest.dimension + " dimensions");
      }
      return manifest;
    } catch (IOException e) {
      throw new Unusable(Found.DAMAGED, "the manifest cannot be read: " + e);
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
    long[] words = new long[in.readInt()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readLong();
    }
    GraphEntry graph =
        in.readBoolean()
            ? new GraphEntry(in.readLong(), new GraphFile.Written(in.readLong(), in.readInt()))
            : null;
    return new Manifest(
        fingerprint,
        dimension,
        lastSequence,
        generation,
        rows,
        checksums,
        BitSet.valueOf(words),
        graph);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /// Whether these are the bytes of this manifest.
  boolean isWrittenAs(byte[] bytes) {
    return Arrays.equals(bytes, bytes());
  }

  /// A manifest that is not for us, and why.
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Found found;

    Unusable(Found found, String detail) {
      super(detail);
      this.found = found;
    }

    Found found() {
      return found;
    }
  }
}
