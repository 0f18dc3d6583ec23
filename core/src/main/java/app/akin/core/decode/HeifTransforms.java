package app.akin.core.decode;

import java.nio.ByteBuffer;

/// What a HEIF file does to its decoded picture before it is shown (ISO/IEC 23008-12, section 6.5):
/// a crop, then turns and mirrors, as one EXIF orientation.
///
/// @param left the first column that is kept
/// @param top the first row that is kept
/// @param width columns that are kept
/// @param height rows that are kept
/// @param orientation 1 to 8
record HeifTransforms(int left, int top, int width, int height, int orientation) {
  /// By whether the picture is mirrored left to right first, then by quarter turns to the left.
  private static final int[][] ORIENTATIONS = {{1, 8, 3, 6}, {2, 5, 4, 7}};

  /// Reads an item's transforms.
  ///
  /// @param width columns of the decoded picture
  /// @param height its rows
  static HeifTransforms of(ByteBuffer file, HeifItem item, int width, int height)
      throws RefusedException {
    HeifTransforms crop = new HeifTransforms(0, 0, width, height, 1);
    int turns = 0;
    int mirrored = 0;
    for (IsoBox property : item.properties) {
      switch (property.type()) {
        case "clap" -> crop = crop(file, property, width, height);
        case "irot" -> turns += file.get(property.start()) & 3;
        case "imir" -> {
          // Axis 1 swaps left and right, axis 0 top and bottom, which is half a turn more.
          boolean sideways = (file.get(property.start()) & 1) == 1;
          turns = (sideways ? 0 : 2) - turns;
          mirrored ^= 1;
        }
        default -> {}
      }
    }
    int orientation = ORIENTATIONS[mirrored][Math.floorMod(turns, 4)];
    return new HeifTransforms(crop.left, crop.top, crop.width, crop.height, orientation);
  }

  private static HeifTransforms crop(ByteBuffer file, IsoBox box, int width, int height)
      throws RefusedException {
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
      throw RefusedException.damaged("is cropped to nothing");
    }
    return new HeifTransforms(firstColumn, firstRow, columns, rows, 1);
  }

  /// Cuts the kept part out.
  ///
  /// @param samples interleaved, rows from the top
  /// @param channels samples a pixel
  /// @param fullWidth columns of the decoded picture
  byte[] cut(byte[] samples, int channels, int fullWidth) {
    if (samples.length == channels * width * height) {
      return samples;
    }
    byte[] kept = new byte[channels * width * height];
    for (int y = 0; y < height; y++) {
      int from = channels * ((top + y) * fullWidth + left);
      System.arraycopy(samples, from, kept, channels * y * width, channels * width);
    }
    return kept;
  }
}
