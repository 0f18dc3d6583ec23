package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The supported image formats, with their file extensions and signatures.
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

  /// Number of leading bytes that are needed to detect any format.
  static final int HEAD_BYTES = 64;

  private static final byte[] ICO_SIGNATURE = {0, 0, 1, 0};
  private static final byte[] JXL_CODESTREAM = {(byte) 0xFF, 0x0A};
  private static final byte[] JXL_CONTAINER = {
    0, 0, 0, 12, 'J', 'X', 'L', ' ', 13, 10, (byte) 0x87, 10
  };
  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

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

  /// Returns whether a file name has an image extension, ignoring case.
  static boolean hasExtension(String fileName) {
    return EXTENSIONS.containsKey(extension(fileName));
  }

  /// Returns the format of a file name's extension, or JPEG if the extension is unknown.
  static Format ofFileName(String fileName) {
    return EXTENSIONS.getOrDefault(extension(fileName), JPEG);
  }

  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /// Returns the format that matches a file's first bytes. TIFF-based raw files are reported as
  /// TIFF.
  ///
  /// @param length number of valid bytes in `head`; [#HEAD_BYTES] are sufficient
  /// @throws DecodeException if the format is unknown
  static Format of(byte[] head, int length) throws DecodeException {
    for (Format format : values()) {
      if (format.matches(head, length)) {
        return format;
      }
    }
    throw DecodeException.unsupported("not an image of a known format");
  }

  /// Returns the format of a complete file.
  ///
  /// @throws DecodeException if the format is unknown
  static Format of(byte[] file) throws DecodeException {
    Format format = of(file, file.length);
    return format == TIFF && RawFile.isRaw(file) ? RAW : format;
  }

  private boolean matches(byte[] head, int length) {
    return switch (this) {
      case JPEG ->
          length >= 3 && head[0] == (byte) 0xFF && head[1] == (byte) 0xD8 && head[2] == (byte) 0xFF;
      case PNG -> hasBytes(head, length, 0, PNG_SIGNATURE);
      case GIF -> hasBytes(head, length, 0, "GIF87a") || hasBytes(head, length, 0, "GIF89a");
      case BMP -> hasBytes(head, length, 0, "BM") && length >= HEAD_BYTES && isBitmapHeader(head);
      case TIFF ->
          hasBytes(head, length, 0, "II*\0")
              || hasBytes(head, length, 0, "MM\0*")
              || hasBytes(head, length, 0, "II+\0\b\0\0\0")
              || hasBytes(head, length, 0, "MM\0+\0\b\0\0");
      case WEBP -> hasBytes(head, length, 0, "RIFF") && hasBytes(head, length, 8, "WEBP");
      case HEIC -> hasBrand(head, length, HEIC_BRANDS);
      case AVIF -> hasBrand(head, length, AVIF_BRANDS);
      case JXL ->
          hasBytes(head, length, 0, JXL_CODESTREAM) || hasBytes(head, length, 0, JXL_CONTAINER);
      case PSD -> PsdFile.matches(head, length);
      case ICO -> hasBytes(head, length, 0, ICO_SIGNATURE) && length >= 22 && isIconEntry(head);
      case PNM ->
          length >= 3
              && head[0] == 'P'
              && head[1] >= '1'
              && head[1] <= '7'
              && (Character.isWhitespace(head[2]) || head[2] == '#');
      case RAW ->
          hasBytes(head, length, 0, "FUJIFILMCCD-RAW")
              || hasBytes(head, length, 4, "ftypcrx ")
              || hasBytes(head, length, 0, "IIRO")
              || hasBytes(head, length, 0, "IIRS")
              || hasBytes(head, length, 0, "MMOR")
              || hasBytes(head, length, 0, "IIU\0");
    };
  }

  /// Returns whether the size of the second header is valid for a BMP; the two-letter signature
  /// alone is ambiguous.
  private static boolean isBitmapHeader(byte[] head) {
    int size = (head[14] & 255) | (head[15] & 255) << 8 | (head[16] & 255) << 16 | head[17] << 24;
    return switch (size) {
      case 12, 40, 52, 56, 64, 108, 124 -> true;
      default -> false;
    };
  }

  /// Returns whether the first entry is valid for an icon; the four-byte signature alone is
  /// ambiguous.
  private static boolean isIconEntry(byte[] head) {
    int bits = (head[12] & 255) | (head[13] & 255) << 8;
    return head[4] != 0 && head[5] == 0 && head[9] == 0 && head[10] <= 1 && bits <= 32;
  }

  /// Returns whether one of a file's leading brands is in a set. Generic brands do not identify the
  /// codec: a file with only those counts as the first matching format, and its item type selects
  /// the codec.
  private static boolean hasBrand(byte[] head, int length, Set<String> brands) {
    if (!hasBytes(head, length, 4, "ftyp")) {
      return false;
    }
    for (int at = 8; at + 4 <= length && at < (head[3] & 255); at += at == 8 ? 8 : 4) {
      if (brands.contains(new String(head, at, 4, ISO_8859_1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasBytes(byte[] head, int length, int at, String text) {
    return hasBytes(head, length, at, text.getBytes(ISO_8859_1));
  }

  private static boolean hasBytes(byte[] head, int length, int at, byte[] start) {
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
