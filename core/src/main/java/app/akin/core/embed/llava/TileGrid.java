package app.akin.core.embed.llava;

import app.akin.core.embed.config.SettingsFile;
import java.util.List;

/// Selects the number of tiles along each side of an image. All images have the same shape, because
/// they are resized to a square first, so the number depends on the model only.
///
/// Source: transformers' `select_best_resolution`.
final class TileGrid {
  /// The side in pixels to which every image is resized first, regardless of its shape.
  static final int SQUARE = 512;

  private static final String KEY = "image_grid_pinpoints";

  private TileGrid() {}

  /// Returns the number of tiles along each side.
  ///
  /// @param settings an object with the sizes `image_grid_pinpoints`, each height and width
  /// @param side the side of a tile
  /// @throws app.akin.core.photo.AkinException `ModelConfig` if the best size for a square is not a
  ///   square of whole tiles
  static int read(SettingsFile settings, int side) {
    List<SettingsFile.Pair> sizes = settings.pairs(KEY);
    if (sizes.isEmpty()) {
      throw settings.invalid(KEY, "is empty");
    }
    SettingsFile.Pair best = best(sizes);
    if (best.first() != best.second() || best.first() % side != 0) {
      throw settings.invalid(
          KEY,
          "the best size for a square is %d by %d, not a square of tiles of %d"
              .formatted(best.first(), best.second(), side));
    }
    return best.first() / side;
  }

  /// Returns the size that keeps the most pixels, then the one that wastes the fewest.
  private static SettingsFile.Pair best(List<SettingsFile.Pair> sizes) {
    SettingsFile.Pair best = sizes.getFirst();
    long most = -1;
    long least = 0;
    for (SettingsFile.Pair size : sizes) {
      double scale = Math.min(size.second() / (double) SQUARE, size.first() / (double) SQUARE);
      long scaled = (long) (SQUARE * scale);
      long useful = Math.min(scaled * scaled, (long) SQUARE * SQUARE);
      long waste = (long) size.first() * size.second() - useful;
      if (useful > most || (useful == most && waste < least)) {
        best = size;
        most = useful;
        least = waste;
      }
    }
    return best;
  }
}
