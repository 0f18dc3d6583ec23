package app.akin.core.decode;

/// The run-length forms of BMP: pairs of a count and a value, with escapes for the ends of a line
/// and of the picture, for a jump and for pixels as they are. What a jump leaves out is index 0.
final class BmpRuns {
  private final byte[] file;
  private final int width;
  private final boolean half;
  private final byte[] indices;
  private int at;
  private int filled;

  private BmpRuns(byte[] file, int at, int width, int height, boolean half) {
    this.file = file;
    this.at = at;
    this.width = width;
    this.half = half;
    this.indices = new byte[width * height];
  }

  /// The indices, in the order they are stored.
  ///
  /// @param half whether an index takes four bits
  static byte[] read(byte[] file, int at, int width, int height, boolean half)
      throws RefusedException {
    BmpRuns runs = new BmpRuns(file, at, width, height, half);
    try {
      runs.read();
    } catch (IndexOutOfBoundsException e) {
      throw RefusedException.damaged(
          "ends after " + runs.filled + " pixels of " + runs.indices.length);
    }
    return runs.indices;
  }

  private void read() throws RefusedException {
    while (filled < indices.length) {
      int count = next();
      int value = next();
      if (count > 0) {
        run(Math.min(count, width - filled % width), value);
        continue;
      }
      switch (value) {
        case 0 -> filled = (filled + width - 1) / width * width;
        case 1 -> {
          throw RefusedException.damaged("ends after " + filled + " pixels of " + indices.length);
        }
        case 2 -> filled += next() + next() * width;
        default -> plain(value);
      }
    }
  }

  private void run(int count, int value) {
    for (int i = 0; i < count && filled < indices.length; i++) {
      indices[filled++] = (byte) (half ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
    }
  }

  private void plain(int count) {
    int start = at;
    for (int i = 0; i < count && filled < indices.length; i++) {
      int value = half ? file[start + i / 2] >> (i % 2 == 0 ? 4 : 0) & 15 : file[start + i];
      indices[filled++] = (byte) value;
    }
    int bytes = half ? (count + 1) / 2 : count;
    at += bytes + bytes % 2;
  }

  private int next() {
    return file[at++] & 255;
  }
}
