package app.akin.core.decode.gif;

import app.akin.core.decode.image.DecodeException;

/// Decodes the palette indices of a GIF frame: LZW codes of variable length, least significant bit
/// first, in sub-blocks of up to 255 bytes (GIF89a, section 22 and appendix F). Not thread-safe.
final class GifLzwDecoder {
  private static final int MAX_CODES = 4096;

  private final byte[] file;
  private final int minCodeSize;
  private final int clearCode;
  private int at;
  private int blockRemaining;
  private int bits;
  private int bitCount;

  /// @param at the offset of the frame's image data, which starts with the minimum code size
  GifLzwDecoder(byte[] file, int at) throws DecodeException {
    this.file = file;
    this.at = at + 1;
    this.minCodeSize = at < file.length ? file[at] : -1;
    if (minCodeSize < 1 || minCodeSize > 8) {
      throw DecodeException.damaged("has no valid pixels in its first frame");
    }
    this.clearCode = 1 << minCodeSize;
  }

  /// Reads the given number of indices.
  byte[] read(int count) throws DecodeException {
    byte[] pixels = new byte[count];
    // Each code refers to an earlier run: its start in the pixels and its length.
    int[] start = new int[MAX_CODES];
    int[] length = new int[MAX_CODES];
    int next = clearCode + 2;
    int width = minCodeSize + 1;
    int previous = -1;
    int filled = 0;
    while (filled < count) {
      int code = nextCode(width);
      if (code == clearCode) {
        next = clearCode + 2;
        width = minCodeSize + 1;
        previous = -1;
        continue;
      }
      if (code < 0 || code == clearCode + 1) {
        throw DecodeException.damaged("ends after " + filled + " pixels of " + count);
      }
      boolean known = code < clearCode || code < next;
      if (!known && (code > next || previous < 0 || next >= MAX_CODES)) {
        throw DecodeException.damaged("has a broken code after " + filled + " pixels");
      }
      if (previous >= 0 && next < MAX_CODES) {
        // The previous run plus the pixel that follows it.
        start[next] = filled - runLength(length, previous);
        length[next] = runLength(length, previous) + 1;
        next++;
        if (next == 1 << width && width < 12) {
          width++;
        }
      }
      int run = Math.min(runLength(length, code), count - filled);
      if (code < clearCode) {
        pixels[filled] = (byte) code;
      } else {
        // Copied byte by byte: the run may overlap its own output.
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
    return code < clearCode ? 1 : length[code];
  }

  /// Returns the next code, or -1 at the end of the data.
  private int nextCode(int width) {
    while (bitCount < width) {
      if (blockRemaining == 0) {
        blockRemaining = at < file.length ? file[at++] & 255 : 0;
        if (blockRemaining == 0) {
          return -1;
        }
      }
      if (at >= file.length) {
        return -1;
      }
      bits |= (file[at++] & 255) << bitCount;
      bitCount += 8;
      blockRemaining--;
    }
    int code = bits & ((1 << width) - 1);
    bits >>>= width;
    bitCount -= width;
    return code;
  }
}
