package app.akin.core.embed.qwen;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.image.PixelLevels;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.embed.image.ResampleFilter;
import app.akin.core.embed.image.Resize;
import app.akin.core.photo.Raster;

/// Prepares images as transformers 4.51.3's `Qwen2VLImageProcessor` does: resized to whole blocks
/// in nearly their shape, then cut into patches. The image stands for two equal frames. Immutable
/// and thread-safe.
///
/// The reference refuses sides shorter than a block and very long images. Here each side has at
/// least one block. The largest size is limited, because time grows with it.
///
/// @param patch side of a patch in pixels
/// @param minPixels smallest area of a resized image
/// @param maxPixels largest area of a resized image
/// @param levels the values of pixels
record QwenPreparation(int patch, int minPixels, int maxPixels, PixelLevels levels) {
  /// The largest area, 1280 blocks: about the time of a photo in the other models of the family.
  static final int LIMIT = 1_003_520;

  private static final int DEFAULT_MIN = 3136;
  private static final int DEFAULT_MAX = 12_845_056;

  /// Reads `preprocessor_config.json`.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelConfig`
  static QwenPreparation read(SettingsFile settings) {
    int patch = settings.size("patch_size", 14);
    settings.require("temporal_patch_size", QwenConfig.PAIR, QwenConfig.PAIR);
    settings.require("merge_size", QwenConfig.PAIR, QwenConfig.PAIR);
    settings.require("resample", 3, 3);
    settings.require("do_resize", true);
    // Newer versions name the areas like edges.
    SettingsFile size = settings.section("size");
    int min = settings.size("min_pixels", size.size("shortest_edge", DEFAULT_MIN));
    int max = Math.min(LIMIT, settings.size("max_pixels", size.size("longest_edge", DEFAULT_MAX)));
    int block = QwenConfig.PAIR * patch;
    if (min > max || max < block * block) {
      throw settings.invalid("max_pixels", max + " is less than a block or min_pixels " + min);
    }
    return new QwenPreparation(patch, min, max, PixelLevels.read(settings));
  }

  /// Returns the largest number of tokens of an image.
  int maxTokens() {
    return maxPixels / (block() * block());
  }

  /// Returns a prepared image: the patches block by block, rows first, of each patch the values by
  /// channel, frame, row and column.
  PreparedImage prepare(Raster raster) {
    Blocks size = blocks(raster.height(), raster.width());
    int height = size.rows() * block();
    int width = size.columns() * block();
    byte[] rgb = new Resize(width, height, ResampleFilter.BICUBIC).whole(raster);
    float[] values = new float[QwenConfig.PAIR * rgb.length];
    int out = 0;
    for (int row = 0; row < height; row += block()) {
      for (int column = 0; column < width; column += block()) {
        for (int y = row; y < row + block(); y += patch) {
          for (int x = column; x < column + block(); x += patch) {
            out = writePatch(rgb, width, y, x, values, out);
          }
        }
      }
    }
    return new PreparedImage(values, size.rows(), size.columns(), size.rows() * size.columns());
  }

  private int block() {
    return QwenConfig.PAIR * patch;
  }

  /// Writes a patch and returns the position after it.
  private int writePatch(byte[] rgb, int width, int top, int left, float[] values, int start) {
    int frame = patch * patch;
    int out = start;
    for (int channel = 0; channel < 3; channel++) {
      float[] level = levels.ofChannel(channel);
      for (int y = top; y < top + patch; y++) {
        int in = 3 * (y * width + left) + channel;
        for (int x = 0; x < patch; x++) {
          float value = level[rgb[in] & 0xff];
          values[out] = value;
          values[out + frame] = value;
          out++;
          in += 3;
        }
      }
      out += frame;
    }
    return out;
  }

  /// The size of an image in blocks.
  private record Blocks(int rows, int columns) {}

  /// Source: `smart_resize`.
  private Blocks blocks(int height, int width) {
    double block = block();
    double rows = Math.rint(height / block);
    double columns = Math.rint(width / block);
    double area = rows * block * columns * block;
    double pixels = (double) height * width;
    if (area > maxPixels) {
      double shrink = Math.sqrt(pixels / maxPixels);
      rows = Math.floor(height / shrink / block);
      columns = Math.floor(width / shrink / block);
    } else if (area < minPixels) {
      double grow = Math.sqrt(minPixels / pixels);
      rows = Math.ceil(height * grow / block);
      columns = Math.ceil(width * grow / block);
    }
    int most = maxTokens();
    int wholeRows = (int) Math.clamp(rows, 1, most);
    int mostColumns = most / wholeRows;
    return new Blocks(wholeRows, (int) Math.clamp(columns, 1, mostColumns));
  }
}
