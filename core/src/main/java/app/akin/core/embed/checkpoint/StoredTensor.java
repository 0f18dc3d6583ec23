package app.akin.core.embed.checkpoint;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a tensor lies in a weights file: little-endian elements in row-major order.
///
/// @param name the tensor's name in the checkpoint
/// @param typeWord the number format as the file calls it, such as `F16`
/// @param shape the sizes, outermost first; empty for a single number
/// @param file the safetensors file that holds it
/// @param offset the first byte, counted from the start of the file
/// @param bytes the number of bytes
public record StoredTensor(
    String name, String typeWord, List<Long> shape, Path file, long offset, long bytes) {
  /// Takes a copy of the shape.
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /// The number format, null where this reader does not know it.
  public @Nullable TensorType type() {
    return TensorType.ofWord(typeWord).orElse(null);
  }

  /// The bytes right after this tensor.
  long end() {
    return offset + bytes;
  }
}
