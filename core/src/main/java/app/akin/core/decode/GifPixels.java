package app.akin.core.decode;

/// The compressed indices of a GIF frame: LZW codes of growing length, lowest bit first, in blocks
/// of up to 255 bytes (GIF89a, section 22 and appendix F). Used by one thread.
final class GifPixels {
  private static final int MOST_CODES = 4096;

  private final byte[] file;
  private final int smallest;
  private final int clear;
  private int at;
  private int blockLeft;
  private int bits;
  private int bitCount;

  /// @param at where the frame's pixels begin: the byte with the smallest code's length
  GifPixels(byte[] file, int at) throws RefusedException {
    this.file = file;
    this.at = at + 1;
    this.smallest = at < file.length ? file[at] : -1;
    if (smallest < 1 || smallest > 8) {
      throw RefusedException.damaged("has no valid pixels in its first frame");
    }
    this.clear = 1 << smallest;
  }

  /// Reads so many indices.
  byte[] read(int count) throws RefusedException {
    byte[] pixels = new byte[count];
    // A code stands for a run seen before: where it lies in the pixels, and how long it is.
    int[] start = new int[MOST_CODES];
    int[] length = new int[MOST_CODES];
    int next = clear + 2;
    int width = smallest + 1;
    int previous = -1;
    int filled = 0;
    while (filled < count) {
      int code = code(width);
      if (code == clear) {
        next = clear + 2;
        width = smallest + 1;
        previous = -1;
        continue;
      }
      if (code < 0 || code == clear + 1) {
        throw RefusedException.damaged("ends after " + filled + " pixels of " + count);
      }
      boolean known = code < clear || code < next;
      if (!known && (code > next || previous < 0 || next >= MOST_CODES)) {
        throw RefusedException.damaged("has a broken code after " + filled + " pixels");
      }
      if (previous >= 0 && next < MOST_CODES) {
        // The run before, and the pixel that follows it here.
        start[next] = filled - runLength(length, previous);
        length[next] = runLength(length, previous) + 1;
        next++;
        if (next == 1 << width && width < 12) {
          width++;
        }
      }
      int run = Math.min(runLength(length, code), count - filled);
      if (code < clear) {
        pixels[filled] = (byte) code;
      } else {
        // Byte by byte: the run may reach into itself.
        int from = start[code];
        for (int i = 0; i < run; i++) {
          pixels[filled + i] = pixels[from + i];
        }
      }
      filled += run;
      previous = code;
    }
    return pixels;
  }

  private int runLength(int[] length, int code) {
    return code < clear ? 1 : length[code];
  }

  /// The next code, -1 where the data ends.
  private int code(int width) {
    while (bitCount < width) {
      if (blockLeft == 0) {
        blockLeft = at < file.length ? file[at++] & 255 : 0;
        if (blockLeft == 0) {
          return -1;
        }
      }
      if (at >= file.length) {
        return -1;
      }
      bits |= (file[at++] & 255) << bitCount;
      bitCount += 8;
      blockLeft--;
    }
    int code = bits & ((1 << width) - 1);
    bits >>>= width;
    bitCount -= width;
    return code;
  }
}
