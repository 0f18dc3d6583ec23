package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The formats that are read: how files of each are called and how they begin.
enum Format {
  JPEG,
  PNG,
  GIF,
  BMP,
  TIFF,
  WEBP,
  HEIC,
  AVIF,
  JXL,
  PSD,
  ICO,
  PNM,
  RAW;

  /// How many first bytes tell a format.
  static final int HEAD = 64;

  private static final byte[] ICO_START = {0, 0, 1, 0};
  private static final byte[] JXL_STREAM = {(byte) 0xFF, 0x0A};
  private static final byte[] JXL_BOXES = {
    0, 0, 0, 12, 'J', 'X', 'L', ' ', 13, 10, (byte) 0x87, 10
  };
  private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private static final Set<String> HEIC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx");

  private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");

  private static final Map<String, Format> EXTENSIONS =
      Map.ofEntries(
          entry("jpg", JPEG),
          entry("jpeg", JPEG),
          entry("jpe", JPEG),
          entry("jfif", JPEG),
          entry("png", PNG),
          entry("gif", GIF),
          entry("bmp", BMP),
          entry("dib", BMP),
          entry("tif", TIFF),
          entry("tiff", TIFF),
          entry("webp", WEBP),
          entry("heic", HEIC),
          entry("heif", HEIC),
          entry("hif", HEIC),
          entry("avif", AVIF),
          entry("jxl", JXL),
          entry("psd", PSD),
          entry("psb", PSD),
          entry("ico", ICO),
          entry("pnm", PNM),
          entry("pbm", PNM),
          entry("pgm", PNM),
          entry("ppm", PNM),
          entry("pam", PNM),
          entry("cr2", RAW),
          entry("cr3", RAW),
          entry("nef", RAW),
          entry("nrw", RAW),
          entry("arw", RAW),
          entry("dng", RAW),
          entry("orf", RAW),
          entry("rw2", RAW),
          entry("raf", RAW),
          entry("pef", RAW));

  /// Whether a file's name ends as those of an image do, in any case.
  static boolean hasExtension(String fileName) {
    return EXTENSIONS.containsKey(extension(fileName));
  }

  /// The format that a file's name promises; JPEG where it promises none.
  static Format named(String fileName) {
    return EXTENSIONS.getOrDefault(extension(fileName), JPEG);
  }

  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /// The format whose files begin so; TIFF also for a camera's raw file that begins as one.
  ///
  /// @param length how many bytes of the head are the file's; [#HEAD] are enough
  /// @throws RefusedException where it is none of them
  static Format of(byte[] head, int length) throws RefusedException {
    for (Format format : values()) {
      if (format.begins(head, length)) {
        return format;
      }
    }
    throw RefusedException.unsupported("not an image of a known format");
  }

  /// The format of a whole file.
  ///
  /// @throws RefusedException where it is none of them
  static Format of(byte[] file) throws RefusedException {
    Format format = of(file, file.length);
    return format == TIFF && RawFile.isRaw(file) ? RAW : format;
  }

  private boolean begins(byte[] head, int length) {
    return switch (this) {
      case JPEG ->
          length >= 3 && head[0] == (byte) 0xFF && head[1] == (byte) 0xD8 && head[2] == (byte) 0xFF;
      case PNG -> has(head, length, 0, PNG_START);
      case GIF -> has(head, length, 0, "GIF87a") || has(head, length, 0, "GIF89a");
      case BMP -> has(head, length, 0, "BM") && length >= HEAD && bitmapHeader(head);
      case TIFF ->
          has(head, length, 0, "II*\0")
              || has(head, length, 0, "MM\0*")
              || has(head, length, 0, "II+\0\b\0\0\0")
              || has(head, length, 0, "MM\0+\0\b\0\0");
      case WEBP -> has(head, length, 0, "RIFF") && has(head, length, 8, "WEBP");
      case HEIC -> hasBrand(head, length, HEIC_BRANDS);
      case AVIF -> hasBrand(head, length, AVIF_BRANDS);
      case JXL -> has(head, length, 0, JXL_STREAM) || has(head, length, 0, JXL_BOXES);
      case PSD -> PsdFile.begins(head, length);
      case ICO -> has(head, length, 0, ICO_START) && length >= 22 && iconEntry(head);
      case PNM ->
          length >= 3
              && head[0] == 'P'
              && head[1] >= '1'
              && head[1] <= '7'
              && (Character.isWhitespace(head[2]) || head[2] == '#');
      case RAW ->
          has(head, length, 0, "FUJIFILMCCD-RAW")
              || has(head, length, 4, "ftypcrx ")
              || has(head, length, 0, "IIRO")
              || has(head, length, 0, "IIRS")
              || has(head, length, 0, "MMOR")
              || has(head, length, 0, "IIU\0");
    };
  }

  /// Two letters alone would take many a text for a bitmap: the size of its second header decides.
  private static boolean bitmapHeader(byte[] head) {
    int size = (head[14] & 255) | (head[15] & 255) << 8 | (head[16] & 255) << 16 | head[17] << 24;
    return switch (size) {
      case 12, 40, 52, 56, 64, 108, 124 -> true;
      default -> false;
    };
  }

  /// Four bytes of which three are zero begin many a file: the first entry decides.
  private static boolean iconEntry(byte[] head) {
    int bits = (head[12] & 255) | (head[13] & 255) << 8;
    return head[4] != 0 && head[5] == 0 && head[9] == 0 && head[10] <= 1 && bits <= 32;
  }

  /// Whether the brands that a file names first are among these. General ones say nothing of the
  /// codec: where a file names no other, it counts as the more common kind, and its item decides.
  private static boolean hasBrand(byte[] head, int length, Set<String> brands) {
    if (!has(head, length, 4, "ftyp")) {
      return false;
    }
    for (int at = 8; at + 4 <= length && at < (head[3] & 255); at += at == 8 ? 8 : 4) {
      if (brands.contains(new String(head, at, 4, ISO_8859_1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(byte[] head, int length, int at, String text) {
    return has(head, length, at, text.getBytes(ISO_8859_1));
  }

  private static boolean has(byte[] head, int length, int at, byte[] start) {
    if (length < at + start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (head[at + i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
