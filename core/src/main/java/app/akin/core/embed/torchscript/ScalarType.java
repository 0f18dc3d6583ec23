package app.akin.core.embed.torchscript;

/// Number formats and their numbers in TorchScript. Source: c10's `ScalarType`.
public enum ScalarType {
  /// IEEE 754 half floats.
  FLOAT16(5),
  /// 32-bit floats.
  FLOAT32(6),
  /// bfloat16.
  BFLOAT16(15);

  private final int number;

  ScalarType(int number) {
    this.number = number;
  }

  /// Returns the number that stands for this format in a program.
  public int number() {
    return number;
  }
}
