package app.akin.core.decode.heif;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.IsoBox;
import java.nio.ByteBuffer;

/// The transforms of a HEIF image (ISO/IEC 23008-12, section 6.5): a crop, then rotations and
/// mirroring combined into one EXIF orientation.
///
/// @param left the first column of the crop
/// @param top the first row of the crop
/// @param width columns of the crop
/// @param height rows of the crop
/// @param orientation 1 to 8
record HeifTransforms(int left, int top, int width, int height, int orientation) {
  /// EXIF orientations, indexed by horizontal mirroring (applied first), then by the number of
  /// quarter turns counterclockwise.
  private static final int[][] ORIENTATIONS = {{1, 8, 3, 6}, {2, 5, 4, 7}};

  /// Reads an item's transforms.
  ///
  /// @param width columns of the decoded image
  /// @param height rows of the decoded image
  static HeifTransforms of(ByteBuffer file, HeifItem item, int width, int height)
      throws DecodeException {
    HeifTransforms crop = new HeifTransforms(0, 0, width, height, 1);
    int turns = 0;
    int mirrored = 0;
    for (IsoBox property : item.properties) {
      switch (property.type()) {
        case "clap" -> crop = readCrop(file, property, width, height);
        case "irot" -> turns += file.get(property.start()) & 3;
        case "imir" -> {
          // Axis 1 swaps left and right, axis 0 top and bottom, which adds half a turn.
          boolean horizontal = (file.get(property.start()) & 1) == 1;
          turns = (horizontal ? 0 : 2) - turns;
          mirrored ^= 1;
        }
        default -> {}
      }
    }
    int orientation = ORIENTATIONS[mirrored][Math.floorMod(turns, 4)];
    return new HeifTransforms(crop.left, crop.top, crop.width, crop.height, orientation);
  }

  private static HeifTransforms readCrop(ByteBuffer file, IsoBox box, int width, int height)
      throws DecodeException {
    double[] values = new double[4];
    for (int i = 0; i < 4; i++) {
      int divisor = file.getInt(box.start() + 8 * i + 4);
      values[i] = divisor == 0 ? Double.NaN : (double) file.getInt(box.start() + 8 * i) / divisor;
    }
    double left = values[2] + (width - 1) / 2.0 - (values[0] - 1) / 2;
    double top = values[3] + (height - 1) / 2.0 - (values[1] - 1) / 2;
    int firstColumn = (int) Math.floor(left);
    int firstRow = (int) Math.floor(top);
    int columns = (int) Math.round(values[0]);
    int rows = (int) Math.round(values[1]);
    boolean fits =
        columns > 0
            && rows > 0
            && firstColumn >= 0
            && firstRow >= 0
            && (long) firstColumn + columns <= width
            && (long) firstRow + rows <= height;
    if (!fits) {
      throw DecodeException.damaged("has an invalid crop");
    }
    return new HeifTransforms(firstColumn, firstRow, columns, rows, 1);
  }

  /// Returns the samples inside the crop.
  ///
  /// @param samples interleaved, rows from top to bottom
  /// @param channels samples per pixel
  /// @param fullWidth columns of the decoded image
  byte[] cropSamples(byte[] samples, int channels, int fullWidth) {
    if (samples.length == channels * width * height) {
      return samples;
    }
    byte[] cropped = new byte[channels * width * height];
    for (int y = 0; y < height; y++) {
      int from = channels * ((top + y) * fullWidth + left);
      System.arraycopy(samples, from, cropped, channels * y * width, channels * width);
    }
    return cropped;
  }
}
