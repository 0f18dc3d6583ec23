package app.akin.core.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Unit vectors as IEEE 754 half floats, little-endian: half the room, and an error far below what
/// tells two pictures apart.
final class HalfFloats {
  private HalfFloats() {}

  static byte[] encode(float[] unit) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * unit.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : unit) {
      bytes.putShort(Float.floatToFloat16(value));
    }
    return bytes.array();
  }

  /// The vector, brought back to length 1 after the rounding; zeros stay zeros.
  static float[] decode(byte[] bytes) {
    short[] halves = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(halves);
    float[] unit = new float[halves.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = Float.float16ToFloat(halves[i]);
    }
    double sum = 0;
    for (float value : unit) {
      sum += (double) value * value;
    }
    if (sum > 0) {
      float scale = (float) (1 / Math.sqrt(sum));
      for (int i = 0; i < unit.length; i++) {
        unit[i] *= scale;
      }
    }
    return unit;
  }
}
