package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The first picture of a portable anymap: PBM, PGM and PPM, as numbers or as bytes, and PAM (the
/// formats' own pages of Netpbm). Samples of any range are stretched to 8 bits.
final class PnmFile implements ImageFile {
  private static final int BITMAP = 1;
  private static final int BITMAP_BYTES = 4;
  private static final int ARBITRARY = 7;
  private static final int LARGEST_SAMPLE = 65535;
  private static final int LONGEST_LINE = 1000;

  private final byte[] file;
  private final int kind;
  private int at = 2;
  private int width;
  private int height;
  private int channels;
  private int most = 1;

  private PnmFile(byte[] file) {
    this.file = file;
    this.kind = file[1] - '0';
  }

  /// Reads the header.
  static PnmFile open(byte[] bytes) throws RefusedException {
    PnmFile file = new PnmFile(bytes);
    if (file.kind == ARBITRARY) {
      file.arbitrary();
    } else {
      file.width = file.number();
      file.height = file.number();
      file.channels = file.kind % 3 == 0 ? 3 : 1;
      if (file.kind != BITMAP && file.kind != BITMAP_BYTES) {
        file.most = file.number();
      }
      file.at++; // the one blank behind the header
    }
    if (file.most < 1 || file.most > LARGEST_SAMPLE || file.channels < 1 || file.channels > 4) {
      throw RefusedException.damaged("has a broken header");
    }
    return file;
  }

  private void arbitrary() throws RefusedException {
    at = 3;
    while (true) {
      String[] words = line().strip().split("\\s+", 2);
      switch (words[0].toUpperCase(Locale.ROOT)) {
        case "WIDTH" -> width = value(words);
        case "HEIGHT" -> height = value(words);
        case "DEPTH" -> channels = value(words);
        case "MAXVAL" -> most = value(words);
        case "ENDHDR" -> {
          return;
        }
        default -> {}
      }
    }
  }

  private String line() throws RefusedException {
    int start = at;
    while (at < file.length && file[at] != '\n' && at - start < LONGEST_LINE) {
      at++;
    }
    if (at >= file.length || file[at] != '\n') {
      throw RefusedException.damaged("ends inside its header");
    }
    at++;
    return new String(file, start, at - start, ISO_8859_1);
  }

  private static int value(String[] words) throws RefusedException {
    try {
      return Integer.parseInt(words.length < 2 ? "" : words[1]);
    } catch (NumberFormatException e) {
      throw RefusedException.damaged("has a broken header");
    }
  }

  /// The next number, after blanks and comments.
  private int number() throws RefusedException {
    skipBlanks();
    int start = at;
    long value = 0;
    while (at < file.length && Character.isDigit(file[at]) && value < Integer.MAX_VALUE) {
      value = 10 * value + file[at++] - '0';
    }
    if (start == at || value > Integer.MAX_VALUE) {
      throw RefusedException.damaged("has a number that is none");
    }
    return (int) value;
  }

  private void skipBlanks() {
    while (at < file.length && (Character.isWhitespace(file[at]) || file[at] == '#')) {
      if (file[at] == '#') {
        while (at < file.length && file[at] != '\n') {
          at++;
        }
      } else {
        at++;
      }
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public Picture read(Enough enough) throws RefusedException {
    long needed =
        switch (kind) {
          case BITMAP -> (long) width * height;
          case BITMAP_BYTES -> (width + 7L) / 8 * height;
          case 2, 3 -> 2L * channels * width * height - 1;
          default -> (most > 255 ? 2L : 1L) * channels * width * height;
        };
    if (needed > file.length - at) {
      throw RefusedException.damaged("ends before the picture is complete");
    }
    byte[] samples = new byte[Math.multiplyExact(channels, Math.multiplyExact(width, height))];
    int start = at;
    switch (kind) {
      case BITMAP -> digits(samples);
      case BITMAP_BYTES -> bits(samples);
      case 2, 3 -> {
        for (int i = 0; i < samples.length; i++) {
          samples[i] = eight(number());
        }
      }
      default -> bytes(samples);
    }
    at = start; // the picture can be read again
    return picture(samples);
  }

  private byte eight(int value) {
    return (byte) ((Math.min(value, most) * 255 + most / 2) / most);
  }

  /// One is black.
  private void digits(byte[] samples) throws RefusedException {
    for (int i = 0; i < samples.length; i++) {
      skipBlanks();
      if (at >= file.length) {
        throw RefusedException.damaged("ends before the picture is complete");
      }
      samples[i] = (byte) (file[at++] == '1' ? 0 : 255);
    }
  }

  private void bits(byte[] samples) {
    int row = (width + 7) / 8;
    for (int i = 0; i < samples.length; i++) {
      int x = i % width;
      int bit = file[at + i / width * row + x / 8] >> (7 - x % 8) & 1;
      samples[i] = (byte) (bit == 1 ? 0 : 255);
    }
  }

  private void bytes(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          most > 255
              ? eight((file[at + 2 * i] & 255) << 8 | (file[at + 2 * i + 1] & 255))
              : eight(file[at + i] & 255);
    }
  }

  private Picture picture(byte[] samples) {
    if (channels == 3) {
      return Picture.opaque(width, height, samples, null);
    }
    byte[] rgb = new byte[3 * width * height];
    byte @Nullable [] alpha = channels % 2 == 0 ? new byte[width * height] : null;
    for (int i = 0; i < width * height; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = samples[channels * i + (channels < 3 ? 0 : c)];
      }
      if (alpha != null) {
        alpha[i] = samples[channels * i + channels - 1];
      }
    }
    return new Picture(width, height, rgb, channels < 3, alpha, null, null);
  }
}
