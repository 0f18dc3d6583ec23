package app.akin.core.decode.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Converts pictures of high dynamic range to sRGB by a fixed curve: reference white (203 cd/m²,
/// ITU-R BT.2408) becomes nearly white, and highlights above it are compressed. Immutable.
public final class ToneMap {
  /// The largest code value: 255 with four more bits.
  public static final int MAX_CODE = 255 << 4;

  // ITU-T H.273, TransferCharacteristics
  private static final int PQ = 16;
  private static final int HLG = 18;

  // ITU-T H.273, ColourPrimaries
  private static final int UNSPECIFIED = 2;
  private static final int BT_2020 = 9;
  private static final int DCI_P3 = 11;
  private static final int DISPLAY_P3 = 12;

  private static final double REFERENCE_WHITE = 203;
  private static final double HLG_PEAK = 1000;

  /// Light relative to reference white above which highlights are compressed.
  private static final float KNEE = 0.8f;

  private static final int STEPS = 4095;

  private static final double[][] FROM_2020 = {
    {1.660491, -0.587641, -0.072850},
    {-0.124550, 1.132900, -0.008349},
    {-0.018151, -0.100579, 1.118730}
  };
  private static final double[][] FROM_P3 = {
    {1.224940, -0.224940, 0}, {-0.042057, 1.042057, 0}, {-0.019638, -0.078636, 1.098274}
  };
  private static final double[][] FROM_SRGB = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  /// The sRGB byte of the square root of a linear value.
  private static final byte[] SRGB = new byte[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      double light = (double) i / STEPS * i / STEPS;
      double tone = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
      SRGB[i] = (byte) Math.round(255 * tone);
    }
  }

  private final boolean hlg;
  private final double[][] matrix;

  /// Light of each code value: relative to reference white for PQ, scene light for HLG.
  private final float[] light = new float[MAX_CODE + 1];

  /// For HLG, the factor from scene light to light relative to reference white, by luminance.
  private final float[] systemGain;

  private ToneMap(boolean hlg, int primaries) {
    this.hlg = hlg;
    this.matrix =
        switch (primaries) {
          case BT_2020, UNSPECIFIED -> FROM_2020;
          case DCI_P3, DISPLAY_P3 -> FROM_P3;
          default -> FROM_SRGB;
        };
    for (int i = 0; i <= MAX_CODE; i++) {
      double tone = (double) i / MAX_CODE;
      light[i] = (float) (hlg ? hlgSceneLight(tone) : pqNits(tone) / REFERENCE_WHITE);
    }
    systemGain = new float[hlg ? STEPS + 1 : 0];
    for (int i = 0; i < systemGain.length; i++) {
      systemGain[i] =
          (float) (HLG_PEAK / REFERENCE_WHITE * Math.pow((double) i / STEPS, 0.2)); // gamma 1.2
    }
  }

  /// Returns the conversion for a color description by numbers (ITU-T H.273), or null if the
  /// picture has a standard dynamic range.
  public static @Nullable ToneMap of(int transfer, int primaries) {
    return transfer == PQ || transfer == HLG ? new ToneMap(transfer == HLG, primaries) : null;
  }

  /// Returns the conversion for an ICC profile with a `cicp` tag (ICC.1:2022), or null.
  public static @Nullable ToneMap of(byte @Nullable [] profile) {
    if (profile == null || profile.length < 132) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(profile);
    int tags = buffer.getInt(128);
    for (int i = 0; i < tags && 132 + 12 * (i + 1) <= profile.length; i++) {
      int entry = 132 + 12 * i;
      long start = buffer.getInt(entry + 4) & 0xFFFFFFFFL;
      if (new String(profile, entry, 4, ISO_8859_1).equals("cicp")
          && start + 12 <= profile.length) {
        return of(profile[(int) start + 9] & 255, profile[(int) start + 8] & 255);
      }
    }
    return null;
  }

  /// SMPTE ST 2084.
  private static double pqNits(double tone) {
    double power = Math.pow(tone, 1 / 78.84375);
    double ratio = Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power);
    return 10_000 * Math.pow(ratio, 1 / 0.1593017578125);
  }

  /// ITU-R BT.2100, the inverse of the camera's curve.
  private static double hlgSceneLight(double tone) {
    return tone <= 0.5
        ? tone * tone / 3
        : (Math.exp((tone - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  }

  /// Converts one pixel.
  ///
  /// @param red code value from 0 to [#MAX_CODE]
  /// @param target receives three bytes at `at`
  public void convert(int red, int green, int blue, byte[] target, int at) {
    float r = light[red];
    float g = light[green];
    float b = light[blue];
    if (hlg) {
      float luminance = 0.2627f * r + 0.678f * g + 0.0593f * b;
      float gain = systemGain[(int) (Math.min(1, luminance) * STEPS + 0.5f)];
      r *= gain;
      g *= gain;
      b *= gain;
    }
    float x = (float) Math.max(0, matrix[0][0] * r + matrix[0][1] * g + matrix[0][2] * b);
    float y = (float) Math.max(0, matrix[1][0] * r + matrix[1][1] * g + matrix[1][2] * b);
    float z = (float) Math.max(0, matrix[2][0] * r + matrix[2][1] * g + matrix[2][2] * b);
    float highest = Math.max(x, Math.max(y, z));
    if (highest > KNEE) {
      // The curve continues with slope one and approaches one.
      float compressed = (float) (1 - (1 - KNEE) * Math.exp((KNEE - highest) / (1 - KNEE)));
      float scale = compressed / highest;
      x *= scale;
      y *= scale;
      z *= scale;
    }
    target[at] = srgb(x);
    target[at + 1] = srgb(y);
    target[at + 2] = srgb(z);
  }

  private static byte srgb(float linear) {
    return SRGB[(int) (Math.sqrt(Math.min(1, linear)) * STEPS + 0.5)];
  }

  /// Converts an image with 8-bit code values in place. Returns it without its profile.
  public DecodedImage convert(DecodedImage image) {
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      convert((rgb[i] & 255) << 4, (rgb[i + 1] & 255) << 4, (rgb[i + 2] & 255) << 4, rgb, i);
    }
    return new DecodedImage(
        image.width(), image.height(), rgb, image.grey(), image.alpha(), null, null);
  }
}
