package app.akin.core.embed.checkpoint;

import java.util.Optional;

/// Number formats of tensors in safetensors files, as named by the format.
public enum TensorType {
  /// Booleans, one byte each.
  BOOL(1),
  /// Unsigned bytes.
  U8(1),
  /// Signed bytes.
  I8(1),
  /// Unsigned 16-bit integers.
  U16(2),
  /// Signed 16-bit integers.
  I16(2),
  /// IEEE 754 half floats.
  F16(2),
  /// bfloat16.
  BF16(2),
  /// Unsigned 32-bit integers.
  U32(4),
  /// Signed 32-bit integers.
  I32(4),
  /// 32-bit floats.
  F32(4),
  /// Unsigned 64-bit integers.
  U64(8),
  /// Signed 64-bit integers.
  I64(8),
  /// 64-bit floats.
  F64(8);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /// Returns the size of an element in bytes.
  public int bytes() {
    return bytes;
  }

  /// Returns the type for a name; empty if unknown, such as 8-bit floats.
  static Optional<TensorType> ofName(String word) {
    for (TensorType type : values()) {
      if (type.name().equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
