package app.akin.core.embed.checkpoint;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Weight files mapped read-only into memory, for the opening thread only. The opener closes it,
/// which invalidates all segments.
public final class MappedWeights implements AutoCloseable {
  private final Map<Path, Long> lengths;
  private final Map<Path, MemorySegment> mapped = new HashMap<>();
  private final Arena arena = Arena.ofConfined();

  MappedWeights(Map<Path, Long> lengths) {
    this.lengths = lengths;
  }

  /// Returns the bytes of a tensor as stored in its file: little-endian, row-major.
  ///
  /// @throws AkinException `ModelWeights` if the file can't be read or its length changed since its
  ///   header was read
  public MemorySegment bytes(StoredTensor tensor) {
    return mapped
        .computeIfAbsent(tensor.file(), this::mapFile)
        .asSlice(tensor.offset(), tensor.bytes());
  }

  private MemorySegment mapFile(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = channel.size();
      if (!Long.valueOf(length).equals(lengths.get(file))) {
        throw new AkinException(new Problem.ModelWeights(file, "changed while it was in use"));
      }
      return channel.map(MapMode.READ_ONLY, 0, length, arena);
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.ModelWeights(file, "cannot be read: " + e.getMessage()));
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
