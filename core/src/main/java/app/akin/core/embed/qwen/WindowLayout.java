package app.akin.core.embed.qwen;

import app.akin.core.embed.decoder.InputTensor;
import app.akin.core.embed.image.PreparedImage;
import java.util.Arrays;
import java.util.List;

/// The order of patches in the image tower: block by block, the blocks window by window.
///
/// Source: `get_window_index` and `rot_pos_emb` of transformers' `Qwen2_5_VisionTransformer`.
///
/// @param counts number of patches of each image `[images]`
/// @param groups position before the change of order of each block `[blocks]`
/// @param places row and column of each patch, in the new order `[patches, 2]`
/// @param windows the patches of each window in the new order, filled with -1 `[windows, most]`
record WindowLayout(
    InputTensor counts, InputTensor groups, InputTensor places, InputTensor windows) {
  /// Patches of a block.
  private static final int AREA = QwenConfig.PAIR * QwenConfig.PAIR;

  /// Returns the layout of images that follow each other.
  ///
  /// @param side number of blocks along each side of a window
  static WindowLayout of(List<PreparedImage> images, int side) {
    int blocks = images.stream().mapToInt(PreparedImage::tokens).sum();
    int count =
        images.stream()
            .mapToInt(image -> parts(image.rows(), side) * parts(image.columns(), side))
            .sum();
    int most = AREA * side * side;
    long[] groups = new long[blocks];
    long[] places = new long[2 * AREA * blocks];
    long[] windows = new long[most * count];
    Arrays.fill(windows, -1);
    int first = 0;
    int at = 0;
    int window = 0;
    for (PreparedImage image : images) {
      for (int top = 0; top < image.rows(); top += side) {
        for (int left = 0; left < image.columns(); left += side) {
          int start = AREA * at;
          for (int row = top; row < Math.min(top + side, image.rows()); row++) {
            for (int column = left; column < Math.min(left + side, image.columns()); column++) {
              groups[at] = first + (long) row * image.columns() + column;
              writePlaces(places, 2 * AREA * at, row, column);
              at++;
            }
          }
          for (int i = 0; i < AREA * at - start; i++) {
            windows[most * window + i] = start + (long) i;
          }
          window++;
        }
      }
      first += image.tokens();
    }
    long[] counts = images.stream().mapToLong(image -> (long) AREA * image.tokens()).toArray();
    return new WindowLayout(
        tensor(counts, counts.length),
        tensor(groups, groups.length),
        tensor(places, (long) AREA * blocks, 2),
        tensor(windows, count, most));
  }

  private static void writePlaces(long[] places, int start, int row, int column) {
    int at = start;
    for (int y = 0; y < QwenConfig.PAIR; y++) {
      for (int x = 0; x < QwenConfig.PAIR; x++) {
        places[at] = (long) QwenConfig.PAIR * row + y;
        places[at + 1] = (long) QwenConfig.PAIR * column + x;
        at += 2;
      }
    }
  }

  private static int parts(int length, int side) {
    return (length + side - 1) / side;
  }

  private static InputTensor tensor(long[] values, long... shape) {
    return new InputTensor.Longs(values, Arrays.stream(shape).boxed().toList());
  }
}
