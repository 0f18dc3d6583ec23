package app.akin.core.decode.pnm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The first image of a Netpbm file: PBM, PGM and PPM in plain and raw form, and PAM, as specified
/// in Netpbm's manual. Samples of any range are scaled to 8 bits.
final class PnmFile implements ImageFile {
  private static final int PLAIN_PBM = 1;
  private static final int RAW_PBM = 4;
  private static final int PAM = 7;
  private static final int MAX_SAMPLE = 65535;
  private static final int MAX_LINE_LENGTH = 1000;

  private final byte[] file;
  private final int kind;
  private int at = 2;
  private int width;
  private int height;
  private int channels;
  private int maxValue = 1;

  private PnmFile(byte[] file) {
    this.file = file;
    this.kind = file[1] - '0';
  }

  /// Reads the header.
  static PnmFile open(byte[] bytes) throws DecodeException {
    PnmFile file = new PnmFile(bytes);
    if (file.kind == PAM) {
      file.readPamHeader();
    } else {
      file.width = file.readNumber();
      file.height = file.readNumber();
      file.channels = file.kind % 3 == 0 ? 3 : 1;
      if (file.kind != PLAIN_PBM && file.kind != RAW_PBM) {
        file.maxValue = file.readNumber();
      }
      file.at++; // the single whitespace after the header
    }
    if (file.maxValue < 1 || file.maxValue > MAX_SAMPLE || file.channels < 1 || file.channels > 4) {
      throw DecodeException.damaged("has a broken header");
    }
    return file;
  }

  private void readPamHeader() throws DecodeException {
    at = 3;
    while (true) {
      String[] words = readLine().strip().split("\\s+", 2);
      switch (words[0].toUpperCase(Locale.ROOT)) {
        case "WIDTH" -> width = parseValue(words);
        case "HEIGHT" -> height = parseValue(words);
        case "DEPTH" -> channels = parseValue(words);
        case "MAXVAL" -> maxValue = parseValue(words);
        case "ENDHDR" -> {
          return;
        }
        default -> {}
      }
    }
  }

  private String readLine() throws DecodeException {
    int start = at;
    while (at < file.length && file[at] != '\n' && at - start < MAX_LINE_LENGTH) {
      at++;
    }
    if (at >= file.length || file[at] != '\n') {
      throw DecodeException.damaged("ends inside its header");
    }
    at++;
    return new String(file, start, at - start, ISO_8859_1);
  }

  private static int parseValue(String[] words) throws DecodeException {
    try {
      return Integer.parseInt(words.length < 2 ? "" : words[1]);
    } catch (NumberFormatException e) {
      throw DecodeException.damaged("has a broken header");
    }
  }

  /// Reads the next number after whitespace and comments.
  private int readNumber() throws DecodeException {
    skipBlanks();
    int start = at;
    long value = 0;
    while (at < file.length && Character.isDigit(file[at]) && value < Integer.MAX_VALUE) {
      value = 10 * value + file[at++] - '0';
    }
    if (start == at || value > Integer.MAX_VALUE) {
      throw DecodeException.damaged("has an invalid number");
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

  /// Revision 1 blends transparent images.
  @Override
  public int revision() {
    return channels % 2 == 0 ? 1 : 0;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException {
    long needed =
        switch (kind) {
          case PLAIN_PBM -> (long) width * height;
          case RAW_PBM -> (width + 7L) / 8 * height;
          case 2, 3 -> 2L * channels * width * height - 1;
          default -> (maxValue > 255 ? 2L : 1L) * channels * width * height;
        };
    if (needed > file.length - at) {
      throw DecodeException.damaged("ends before the image is complete");
    }
    byte[] samples = new byte[Math.multiplyExact(channels, Math.multiplyExact(width, height))];
    int start = at;
    switch (kind) {
      case PLAIN_PBM -> readPlainBits(samples);
      case RAW_PBM -> readRawBits(samples);
      case 2, 3 -> {
        for (int i = 0; i < samples.length; i++) {
          samples[i] = toEightBits(readNumber());
        }
      }
      default -> readRawSamples(samples);
    }
    at = start; // allows reading the image again
    return toImage(samples);
  }

  private byte toEightBits(int value) {
    return (byte) ((Math.min(value, maxValue) * 255 + maxValue / 2) / maxValue);
  }

  /// Reads plain PBM pixels; 1 is black.
  private void readPlainBits(byte[] samples) throws DecodeException {
    for (int i = 0; i < samples.length; i++) {
      skipBlanks();
      if (at >= file.length) {
        throw DecodeException.damaged("ends before the image is complete");
      }
      samples[i] = (byte) (file[at++] == '1' ? 0 : 255);
    }
  }

  private void readRawBits(byte[] samples) {
    int row = (width + 7) / 8;
    for (int i = 0; i < samples.length; i++) {
      int x = i % width;
      int bit = file[at + i / width * row + x / 8] >> (7 - x % 8) & 1;
      samples[i] = (byte) (bit == 1 ? 0 : 255);
    }
  }

  private void readRawSamples(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          maxValue > 255
              ? toEightBits((file[at + 2 * i] & 255) << 8 | (file[at + 2 * i + 1] & 255))
              : toEightBits(file[at + i] & 255);
    }
  }

  private DecodedImage toImage(byte[] samples) {
    if (channels == 3) {
      return DecodedImage.opaque(width, height, samples, null);
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
    return new DecodedImage(width, height, rgb, channels < 3, alpha, null, null);
  }
}
