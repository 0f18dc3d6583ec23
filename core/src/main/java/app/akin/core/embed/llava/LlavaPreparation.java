package app.akin.core.embed.llava;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.image.PixelLevels;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.embed.image.ResampleFilter;
import app.akin.core.embed.image.Resize;
import app.akin.core.photo.Raster;

/// Prepares images as the authors and transformers 4.45.2's `LlavaNextImageProcessor` do: resized
/// to a square regardless of the shape, then the whole image and its tiles, row by row. Immutable
/// and thread-safe.
///
/// @param side side of a tile in pixels
/// @param grid number of tiles along each side of an image
/// @param tokens number of tokens of an image
/// @param levels the values of pixels
record LlavaPreparation(int side, int grid, int tokens, PixelLevels levels) {
  /// Reads `preprocessor_config.json` and checks that it fits the model.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelConfig`
  static LlavaPreparation read(SettingsFile settings, LlavaConfig config) {
    int side = config.vision().side();
    SettingsFile crop = settings.section("crop_size");
    crop.require("height", side, side);
    crop.require("width", side, side);
    settings.section("size").require("shortest_edge", side, side);
    settings.require("resample", 3, 3);
    for (String step : new String[] {"do_resize", "do_center_crop", "do_pad"}) {
      settings.require(step, true);
    }
    if (settings.has("image_grid_pinpoints") && TileGrid.read(settings, side) != config.grid()) {
      throw settings.invalid("image_grid_pinpoints", "selects other tiles than config.json");
    }
    return new LlavaPreparation(
        side, config.grid(), config.imageTokens(), PixelLevels.read(settings));
  }

  /// Returns a prepared image: the whole image and its tiles, each channel by channel, rows from
  /// the top.
  PreparedImage prepare(Raster raster) {
    int edge = TileGrid.SQUARE;
    Raster resized = new Raster(edge, edge, square(edge).window(raster, 0, 0, edge, edge));
    int length = 3 * side * side;
    float[] values = new float[length * (grid * grid + 1)];
    levels.writePlanes(square(side).window(resized, 0, 0, side, side), values, 0);
    Resize whole = square(grid * side);
    int start = length;
    for (int row = 0; row < grid; row++) {
      for (int column = 0; column < grid; column++) {
        byte[] tile = whole.window(resized, column * side, row * side, side, side);
        levels.writePlanes(tile, values, start);
        start += length;
      }
    }
    return new PreparedImage(values, 0, 0, tokens);
  }

  private static Resize square(int side) {
    return new Resize(side, side, ResampleFilter.BICUBIC);
  }
}
