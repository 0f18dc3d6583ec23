package app.akin.core.embed.checkpoint;

import java.util.Optional;

/// The number formats a tensor of a safetensors file can have, by the words the format uses.
public enum TensorType {
  /// Truth values, a byte each.
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
  /// The upper half of 32-bit floats.
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

  /// The bytes of one element.
  public int bytes() {
    return bytes;
  }

  /// The type of a word, empty for words this reader does not know (such as the 8-bit floats).
  static Optional<TensorType> ofWord(String word) {
    for (TensorType type : values()) {
      if (type.name().equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
