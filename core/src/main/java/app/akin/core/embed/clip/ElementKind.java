package app.akin.core.embed.clip;

/// A number format by the number that TorchScript calls it by. Source: c10's `ScalarType`.
enum ElementKind {
  FLOAT16(5),
  FLOAT32(6),
  BFLOAT16(15);

  private final int number;

  ElementKind(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
