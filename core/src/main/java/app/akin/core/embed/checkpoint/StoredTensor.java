package app.akin.core.embed.checkpoint;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The location of a tensor in a weight file: little-endian elements in row-major order.
///
/// @param name name of the tensor in the checkpoint
/// @param typeName number format as named in the file, such as `F16`
/// @param shape dimensions, outermost first; empty for a scalar
/// @param file its safetensors file
/// @param offset offset from the start of the file
/// @param bytes size in bytes
public record StoredTensor(
    String name, String typeName, List<Long> shape, Path file, long offset, long bytes) {
  /// Copies the shape.
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /// Returns the number format, or null if unknown.
  public @Nullable TensorType type() {
    return TensorType.ofName(typeName).orElse(null);
  }

  /// Returns the offset after this tensor.
  long end() {
    return offset + bytes;
  }
}
