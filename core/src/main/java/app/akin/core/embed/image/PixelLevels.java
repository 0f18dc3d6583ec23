package app.akin.core.embed.image;

import app.akin.core.embed.config.SettingsFile;
import java.util.Collections;
import java.util.List;

/// The prepared value of each 8-bit level of each channel, from the members `do_rescale`,
/// `rescale_factor`, `do_normalize`, `image_mean` and `image_std` of `preprocessor_config.json`.
/// Immutable.
public final class PixelLevels {
  private static final List<Double> DEFAULT_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
  private static final List<Double> DEFAULT_DEVIATION = List.of(0.26862954, 0.26130258, 0.27577711);

  private final float[][] levels;

  private PixelLevels(float[][] levels) {
    this.levels = levels;
  }

  /// Reads the settings; missing keys get the defaults of transformers. Computes as transformers
  /// does: a rescale in double precision stored as a float, then the normalization in floats.
  public static PixelLevels read(SettingsFile settings) {
    boolean rescale = settings.flag("do_rescale", true);
    boolean normalize = settings.flag("do_normalize", true);
    double factor = settings.has("rescale_factor") ? settings.number("rescale_factor") : 1 / 255.0;
    List<Double> mean = channels(settings, "image_mean", DEFAULT_MEAN);
    List<Double> deviation = channels(settings, "image_std", DEFAULT_DEVIATION);
    if (deviation.contains(0.0)) {
      throw settings.invalid("image_std", "holds a zero");
    }
    float[][] levels = new float[3][256];
    for (int channel = 0; channel < 3; channel++) {
      for (int level = 0; level < 256; level++) {
        float value = rescale ? (float) (level * factor) : level;
        levels[channel][level] =
            normalize
                ? (value - mean.get(channel).floatValue()) / deviation.get(channel).floatValue()
                : value;
      }
    }
    return new PixelLevels(levels);
  }

  /// Returns the values of the 256 levels of a channel; shared, must not be modified.
  public float[] ofChannel(int channel) {
    return levels[channel];
  }

  /// Writes an image as planes: channel by channel, rows from the top.
  ///
  /// @param rgb interleaved pixels
  /// @param prepared receives `rgb.length` values from `start`
  public void writePlanes(byte[] rgb, float[] prepared, int start) {
    int pixels = rgb.length / 3;
    for (int channel = 0; channel < 3; channel++) {
      float[] level = levels[channel];
      int out = start + channel * pixels;
      for (int in = channel; in < rgb.length; in += 3) {
        prepared[out] = level[rgb[in] & 0xff];
        out++;
      }
    }
  }

  private static List<Double> channels(SettingsFile settings, String key, List<Double> absent) {
    if (!settings.has(key)) {
      return absent;
    }
    if (!settings.hasList(key)) {
      return Collections.nCopies(3, settings.number(key));
    }
    List<Double> channels = settings.numbers(key);
    if (channels.size() != 3) {
      throw settings.invalid(key, "has " + channels.size() + " numbers, not 3");
    }
    return channels;
  }
}
