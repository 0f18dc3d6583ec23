package app.akin.core.embed.torchscript;

/// Number formats of tensors in an archive, little-endian.
public enum ElementType {
  /// IEEE 754 half floats.
  HALF("HalfStorage", 2),
  /// bfloat16.
  BFLOAT16("BFloat16Storage", 2),
  /// 32-bit floats.
  FLOAT("FloatStorage", 4);

  private final String storage;
  private final int bytes;

  ElementType(String storage, int bytes) {
    this.storage = storage;
    this.bytes = bytes;
  }

  /// Returns PyTorch's storage class of this type, in module `torch`.
  String storage() {
    return storage;
  }

  /// Returns the size of an element in bytes.
  int bytes() {
    return bytes;
  }
}
