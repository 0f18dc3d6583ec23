package app.akin.core.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Encodes unit vectors as IEEE 754 half-precision floats, little-endian. They need half the space
/// of floats, and the rounding error is far below the difference of two photos.
final class HalfFloats {
  private HalfFloats() {}

  static byte[] encode(float[] unit) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * unit.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : unit) {
      bytes.putShort(Float.floatToFloat16(value));
    }
    return bytes.array();
  }

  /// Returns the vector, normalised to length 1 after the rounding; zeros stay zeros.
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
