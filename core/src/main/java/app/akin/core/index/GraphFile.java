package app.akin.core.index;

import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.NodeAtLevel;
import io.github.jbellis.jvector.graph.NodesIterator;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/// A graph file of little-endian 32-bit integers: rows, degree, number of upper levels, entry row;
/// for each upper level from the lowest: number of rows, and for each row its number, a count and
/// its neighbours; then the bottom level: for each row a count and space for `degree` neighbours.
/// Length and checksum are in the manifest.
final class GraphFile {
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int BUFFER = 1 << 20;

  private GraphFile() {}

  /// Length and CRC-32C of a written file.
  record Written(long bytes, int checksum) {}

  /// Writes a graph over rows 0 to `rows` and forces it to disk.
  static Written write(Path file, ImmutableGraphIndex graph, int rows) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        ImmutableGraphIndex.View view = graph.getView()) {
      Output out = new Output(channel);
      NodeAtLevel entry = view.entryNode();
      int degree =
          IntStream.range(0, rows).map(row -> neighbours(view, 0, row).size()).max().orElse(0);
      out.put(rows);
      out.put(degree);
      out.put(entry.level);
      out.put(entry.node);
      for (int level = 1; level <= entry.level; level++) {
        int[] nodes = sorted(graph.getNodes(level));
        out.put(nodes.length);
        for (int row : nodes) {
          out.put(row);
          out.putList(neighbours(view, level, row));
        }
      }
      for (int row = 0; row < rows; row++) {
        NodesIterator list = neighbours(view, 0, row);
        int length = list.size();
        out.putList(list);
        for (int i = length; i < degree; i++) {
          out.put(0);
        }
      }
      out.flush();
      channel.force(true);
      return new Written(channel.position(), (int) out.crc.getValue());
    }
  }

  /// Maps and verifies a file.
  ///
  /// @throws IOException if it is missing or damaged
  static Graph open(Path file, Written written) throws IOException {
    MappedFile mapping = MappedFile.map(file, written.bytes);
    try {
      MemorySegment segment = mapping.segment();
      CRC32C crc = new CRC32C();
      for (long at = 0; at < segment.byteSize(); at += BUFFER) {
        crc.update(segment.asSlice(at, Math.min(BUFFER, segment.byteSize() - at)).asByteBuffer());
      }
      if ((int) crc.getValue() != written.checksum) {
        throw new IOException(file.getFileName() + " does not match its checksum");
      }
      return read(mapping);
    } catch (IOException | RuntimeException e) {
      mapping.release();
      throw e;
    }
  }

  private static Graph read(MappedFile mapping) {
    Input in = new Input(mapping.segment());
    int rows = in.next();
    int degree = in.next();
    Graph.Level[] upperLevels = new Graph.Level[in.next()];
    int entry = in.next();
    for (int level = 0; level < upperLevels.length; level++) {
      int[] nodes = new int[in.next()];
      int[][] neighbours = new int[nodes.length][];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = in.next();
        neighbours[i] = in.nextList();
      }
      upperLevels[level] = new Graph.Level(nodes, neighbours);
    }
    return new Graph(mapping, in.remaining(), rows, degree, upperLevels, entry);
  }

  private static int[] sorted(NodesIterator nodes) {
    int[] sorted = new int[nodes.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = nodes.nextInt();
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /// Returns the neighbours of a row without copying; empty if the level lacks the row.
  private static NodesIterator neighbours(ImmutableGraphIndex.View view, int level, int row) {
    return view.contains(level, row)
        ? view.getNeighborsIterator(level, row)
        : NodesIterator.EMPTY_NODE_ITERATOR;
  }

  private static final class Output {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();

    Output(FileChannel channel) {
      this.channel = channel;
    }

    void put(int value) throws IOException {
      if (!buffer.hasRemaining()) {
        flush();
      }
      buffer.putInt(value);
    }

    void putList(NodesIterator list) throws IOException {
      put(list.size());
      while (list.hasNext()) {
        put(list.nextInt());
      }
    }

    void flush() throws IOException {
      buffer.flip();
      crc.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    }
  }

  private static final class Input {
    private final MemorySegment segment;
    private long at;

    Input(MemorySegment segment) {
      this.segment = segment;
    }

    int next() {
      int value = segment.get(INT, at);
      at += Integer.BYTES;
      return value;
    }

    int[] nextList() {
      int[] list = new int[next()];
      for (int i = 0; i < list.length; i++) {
        list[i] = next();
      }
      return list;
    }

    MemorySegment remaining() {
      return segment.asSlice(at);
    }
  }
}
