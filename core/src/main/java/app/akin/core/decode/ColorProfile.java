package app.akin.core.decode;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/// Colours of an ICC profile as sRGB, by the JDK's own colour management. Stateless.
final class ColorProfile {
  private ColorProfile() {}

  /// The samples in sRGB: 3 bytes a pixel; null where the profile is broken or meant for another
  /// number of samples, so that it says nothing.
  ///
  /// @param samples interleaved, as many channels a pixel as the profile must have: 1, 3 or 4
  static byte @Nullable [] toSrgb(byte[] samples, int width, int height, byte[] profile) {
    int channels = samples.length / (width * height);
    try {
      ICC_Profile from = ICC_Profile.getInstance(profile);
      if (from.getNumComponents() != channels || isLab(from)) {
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

  private static boolean isLab(ICC_Profile profile) {
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
