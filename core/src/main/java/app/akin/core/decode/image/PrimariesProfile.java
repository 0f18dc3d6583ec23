package app.akin.core.decode.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Creates ICC profiles for color primaries that a file states by number instead of embedding a
/// profile (ITU-T H.273, ColourPrimaries). The transfer function is assumed to be sRGB's, as is
/// usual for photos.
public final class PrimariesProfile {
  /// The matrix columns from linear RGB to XYZ, adapted to the profile's white point D50 with the
  /// Bradford transform: red, green and blue, each X, Y and Z.
  private static final double[][] DISPLAY_P3 = {
    {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
  };

  private static final double[][] BT_2020 = {
    {0.67348, 0.27904, -0.00194}, {0.16566, 0.67535, 0.02998}, {0.12505, 0.04561, 0.79686}
  };

  private static final double[] WHITE = {0.9642, 1, 0.8249};
  private static final int HEADER = 128;
  private static final int TAGS = 9;
  private static final int CURVE_POINTS = 1024;

  private PrimariesProfile() {}

  /// Returns the profile of primaries, or null for sRGB's and for unknown ones, which are displayed
  /// unconverted.
  public static byte @Nullable [] of(int primaries) {
    return switch (primaries) {
      case 9 -> build(BT_2020);
      case 11, 12 -> build(DISPLAY_P3);
      default -> null;
    };
  }

  /// Builds a matrix profile (ICC.1:2001-04): header, tag table, tag data.
  private static byte[] build(double[][] matrix) {
    int table = 4 + 12 * TAGS;
    int texts = HEADER + table;
    int curve = texts + 2 * 100 + 20 + 3 * 20;
    int curveBytes = 12 + 2 * CURVE_POINTS;
    ByteBuffer out = ByteBuffer.allocate(curve + curveBytes);
    out.putInt(0, out.capacity());
    out.putInt(8, 0x02400000);
    text(out, 12, "mntrRGB XYZ ");
    text(out, 36, "acsp");
    xyz(out, 68, WHITE);
    out.position(HEADER);
    out.putInt(TAGS);
    entry(out, "desc", texts, 100);
    entry(out, "cprt", texts + 100, 100);
    entry(out, "wtpt", texts + 200, 20);
    for (int i = 0; i < 3; i++) {
      entry(out, "rgb".charAt(i) + "XYZ", texts + 220 + 20 * i, 20);
      entry(out, "rgb".charAt(i) + "TRC", curve, curveBytes);
    }
    text(out, texts, "desc");
    out.putInt(texts + 8, 5);
    text(out, texts + 12, "made");
    text(out, texts + 100, "text\0\0\0\0made\0");
    xyzTag(out, texts + 200, WHITE);
    for (int i = 0; i < 3; i++) {
      xyzTag(out, texts + 220 + 20 * i, matrix[i]);
    }
    text(out, curve, "curv");
    out.putInt(curve + 8, CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++) {
      double tone = i / (CURVE_POINTS - 1.0);
      double light = tone <= 0.04045 ? tone / 12.92 : Math.pow((tone + 0.055) / 1.055, 2.4);
      out.putShort(curve + 12 + 2 * i, (short) Math.round(light * 65535));
    }
    return out.array();
  }

  private static void entry(ByteBuffer out, String name, int at, int length) {
    out.put(name.getBytes(ISO_8859_1)).putInt(at).putInt(length);
  }

  private static void text(ByteBuffer out, int at, String text) {
    out.put(at, text.getBytes(ISO_8859_1));
  }

  private static void xyzTag(ByteBuffer out, int at, double[] values) {
    text(out, at, "XYZ ");
    xyz(out, at + 8, values);
  }

  private static void xyz(ByteBuffer out, int at, double[] values) {
    for (int i = 0; i < 3; i++) {
      out.putInt(at + 4 * i, (int) Math.round(values[i] * 65536));
    }
  }
}
