package app.akin.core.embed;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.image.PixelLevels;
import app.akin.core.embed.image.ResampleFilter;
import app.akin.core.embed.image.Resize;
import app.akin.core.photo.Raster;
import java.util.Arrays;
import java.util.List;

/// Prepares images for the image tower: resize, center crop, rescale and normalize, as transformers
/// 4.45.2's `CLIPImageProcessor` reads `preprocessor_config.json`. Immutable and thread-safe.
final class ImagePreparation {
  private static final String SIZE = "size";
  private static final String CROP_SIZE = "crop_size";
  private static final int DEFAULT_SIZE = 224;

  /// Maximum number of rows or columns of a model's input.
  private static final int MAX_SIDE = 4096;

  private final TargetSize target;
  private final ResampleFilter filter;
  private final int height;
  private final int width;

  private final PixelLevels levels;

  private ImagePreparation(
      TargetSize target, ResampleFilter filter, int height, int width, PixelLevels levels) {
    this.target = target;
    this.filter = filter;
    this.height = height;
    this.width = width;
    this.levels = levels;
  }

  /// The rule for the size of an image before cropping.
  private sealed interface TargetSize {
    /// The rows and columns of a resized image.
    record Size(int height, int width) {}

    /// Returns the resized size of an image.
    Size of(Raster raster);

    /// Resizes the short side to `edge`; the long side follows in proportion and is truncated.
    record ShortestEdge(int edge) implements TargetSize {
      @Override
      public Size of(Raster raster) {
        boolean tall = raster.width() <= raster.height();
        int shortSide = tall ? raster.width() : raster.height();
        int longSide = tall ? raster.height() : raster.width();
        int length = (int) ((double) edge * longSide / shortSide);
        return tall ? new Size(length, edge) : new Size(edge, length);
      }
    }

    /// Always resizes to a fixed size, ignoring the aspect ratio.
    record Fixed(int height, int width) implements TargetSize {
      @Override
      public Size of(Raster raster) {
        return new Size(height, width);
      }
    }

    /// Does not resize.
    record Unchanged() implements TargetSize {
      @Override
      public Size of(Raster raster) {
        return new Size(raster.height(), raster.width());
      }
    }
  }

  /// Reads the settings; missing keys get the defaults of transformers.
  static ImagePreparation read(SettingsFile settings) {
    TargetSize target = target(settings);
    int height;
    int width;
    if (settings.flag("do_center_crop", true)) {
      List<Integer> crop = cropSize(settings);
      height = crop.getFirst();
      width = crop.getLast();
    } else if (target instanceof TargetSize.Fixed fixed) {
      height = fixed.height();
      width = fixed.width();
    } else {
      throw settings.invalid("do_center_crop", "without it images have no common size");
    }
    return new ImagePreparation(
        target, filter(settings), height, width, PixelLevels.read(settings));
  }

  /// Returns the number of rows of a prepared image.
  int height() {
    return height;
  }

  /// Returns the number of columns of a prepared image.
  int width() {
    return width;
  }

  /// Returns the short side of a resized image before cropping; [Integer#MAX_VALUE] if images are
  /// not resized.
  int shortSide() {
    return switch (target) {
      case TargetSize.ShortestEdge(int edge) -> edge;
      case TargetSize.Fixed fixed -> Math.max(fixed.height(), fixed.width());
      case TargetSize.Unchanged _ -> Integer.MAX_VALUE;
    };
  }

  /// Returns a prepared image: `3 * height * width` floats, channel by channel, rows from the top.
  float[] prepare(Raster raster) {
    TargetSize.Size size = target.of(raster);
    // The center crop of transformers, which pads an image smaller than the crop with zeros.
    int left = Math.floorDiv(size.width() - width, 2);
    int top = Math.floorDiv(size.height() - height, 2);
    int fromColumn = Math.max(0, left);
    int fromRow = Math.max(0, top);
    int columns = Math.min(size.width(), left + width) - fromColumn;
    int rows = Math.min(size.height(), top + height) - fromRow;
    byte[] window =
        new Resize(size.width(), size.height(), filter)
            .window(raster, fromColumn, fromRow, columns, rows);
    float[] prepared = new float[3 * height * width];
    for (int channel = 0; channel < 3; channel++) {
      float[] level = levels.ofChannel(channel);
      int plane = channel * height * width;
      if (rows < height || columns < width) {
        Arrays.fill(prepared, plane, plane + height * width, level[0]);
      }
      int in = channel;
      for (int y = 0; y < rows; y++) {
        int out = plane + (fromRow - top + y) * width + fromColumn - left;
        for (int x = 0; x < columns; x++) {
          prepared[out + x] = level[window[in] & 0xff];
          in += 3;
        }
      }
    }
    return prepared;
  }

  private static TargetSize target(SettingsFile settings) {
    if (!settings.flag("do_resize", true)) {
      return new TargetSize.Unchanged();
    }
    if (!settings.has(SIZE)) {
      return new TargetSize.ShortestEdge(DEFAULT_SIZE);
    }
    if (settings.hasList(SIZE)) {
      List<Integer> sides = heightAndWidth(settings, SIZE);
      return new TargetSize.Fixed(sides.getFirst(), sides.getLast());
    }
    if (!settings.hasObject(SIZE)) {
      return new TargetSize.ShortestEdge(settings.integer(SIZE, 1, MAX_SIDE));
    }
    SettingsFile size = settings.object(SIZE);
    if (size.has("shortest_edge")) {
      return new TargetSize.ShortestEdge(size.integer("shortest_edge", 1, MAX_SIDE));
    }
    if (size.has("height") && size.has("width")) {
      return new TargetSize.Fixed(
          size.integer("height", 1, MAX_SIDE), size.integer("width", 1, MAX_SIDE));
    }
    throw settings.invalid(SIZE, "has neither shortest_edge nor height and width");
  }

  /// Returns the height and width of the crop.
  private static List<Integer> cropSize(SettingsFile settings) {
    if (!settings.has(CROP_SIZE)) {
      return List.of(DEFAULT_SIZE, DEFAULT_SIZE);
    }
    if (settings.hasList(CROP_SIZE)) {
      return heightAndWidth(settings, CROP_SIZE);
    }
    if (settings.hasObject(CROP_SIZE)) {
      SettingsFile size = settings.object(CROP_SIZE);
      return List.of(size.integer("height", 1, MAX_SIDE), size.integer("width", 1, MAX_SIDE));
    }
    int side = settings.integer(CROP_SIZE, 1, MAX_SIDE);
    return List.of(side, side);
  }

  private static List<Integer> heightAndWidth(SettingsFile settings, String key) {
    List<Integer> sides = settings.integers(key, 1, MAX_SIDE);
    if (sides.size() != 2) {
      throw settings.invalid(key, "is not a height and a width");
    }
    return sides;
  }

  private static ResampleFilter filter(SettingsFile settings) {
    if (!settings.has("resample")) {
      return ResampleFilter.BICUBIC;
    }
    int number = settings.integer("resample", 0, 5);
    return ResampleFilter.ofNumber(number)
        .orElseThrow(() -> settings.invalid("resample", number + " is not a filter that Akin has"));
  }
}
