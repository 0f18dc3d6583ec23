package app.akin.core.embed.clip;

/// Number formats and their numbers in TorchScript. Source: c10's `ScalarType`.
enum ScalarType {
  FLOAT16(5),
  FLOAT32(6),
  BFLOAT16(15);

  private final int number;

  ScalarType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
