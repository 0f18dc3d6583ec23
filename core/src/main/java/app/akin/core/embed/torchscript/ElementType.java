package app.akin.core.embed.torchscript;

/// The number formats of tensors in an archive, little-endian.
public enum ElementType {
  /// IEEE 754 half floats.
  HALF("HalfStorage", 2),
  /// The upper half of 32-bit floats.
  BFLOAT16("BFloat16Storage", 2),
  /// 32-bit floats.
  FLOAT("FloatStorage", 4);

  private final String storage;
  private final int bytes;

  ElementType(String storage, int bytes) {
    this.storage = storage;
    this.bytes = bytes;
  }

  /// PyTorch's class of a storage of this type, in module `torch`.
  String storage() {
    return storage;
  }

  /// The bytes of one element.
  int bytes() {
    return bytes;
  }
}
