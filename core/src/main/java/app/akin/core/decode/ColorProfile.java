package app.akin.core.decode;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/// Converts colors of an ICC profile to sRGB with the JDK's color management. Stateless.
final class ColorProfile {
  private ColorProfile() {}

  /// Converts samples to sRGB, 3 bytes per pixel. Returns null if the profile is invalid or has
  /// another number of channels.
  ///
  /// @param samples interleaved, with the number of channels that the profile must have: 1, 3 or 4
  static byte @Nullable [] toSrgb(byte[] samples, int width, int height, byte[] profile) {
    int channels = samples.length / (width * height);
    try {
      ICC_Profile from = ICC_Profile.getInstance(profile);
      if (from.getNumComponents() != channels || hasUnsupportedSpace(from)) {
        return null;
      }
      ICC_Profile to = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
      byte[] rgb = new byte[3 * width * height];
      new ColorConvertOp(new ICC_Profile[] {from, to}, null)
          .filter(raster(samples, width, height, channels), raster(rgb, width, height, 3));
      return rgb;
    } catch (IllegalArgumentException | CMMException e) {
      return null;
    }
  }

  private static boolean hasUnsupportedSpace(ICC_Profile profile) {
    int type = profile.getColorSpaceType();
    return type != ColorSpace.TYPE_RGB
        && type != ColorSpace.TYPE_GRAY
        && type != ColorSpace.TYPE_CMYK;
  }

  private static WritableRaster raster(byte[] samples, int width, int height, int channels) {
    int[] offsets = new int[channels];
    for (int i = 0; i < channels; i++) {
      offsets[i] = i;
    }
    return Raster.createInterleavedRaster(
        new DataBufferByte(samples, samples.length),
        width,
        height,
        channels * width,
        channels,
        offsets,
        null);
  }
}
