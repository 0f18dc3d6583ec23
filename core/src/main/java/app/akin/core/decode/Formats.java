package app.akin.core.decode;

import app.akin.core.decode.bmp.BmpFormat;
import app.akin.core.decode.bmp.IcoFormat;
import app.akin.core.decode.format.ImageFormat;
import app.akin.core.decode.gif.GifFormat;
import app.akin.core.decode.heif.HeifFormat;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.jpeg.JpegFormat;
import app.akin.core.decode.jxl.JxlFormat;
import app.akin.core.decode.png.PngFormat;
import app.akin.core.decode.pnm.PnmFormat;
import app.akin.core.decode.psd.PsdFormat;
import app.akin.core.decode.raw.RawFormat;
import app.akin.core.decode.tiff.TiffFormat;
import app.akin.core.decode.webp.WebpFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The supported image formats.
final class Formats {
  private static final List<ImageFormat> ALL =
      List.of(
          JpegFormat.FORMAT,
          PngFormat.FORMAT,
          GifFormat.FORMAT,
          BmpFormat.FORMAT,
          TiffFormat.FORMAT,
          WebpFormat.FORMAT,
          HeifFormat.HEIC,
          HeifFormat.AVIF,
          JxlFormat.FORMAT,
          PsdFormat.FORMAT,
          IcoFormat.FORMAT,
          PnmFormat.FORMAT,
          RawFormat.FORMAT);

  /// What programs append to an extension: ExifTool for the original, browsers for a size.
  private static final Pattern SUFFIX =
      Pattern.compile("[_-](original|orig|large|medium|small|thumb|\\d+)$");

  private static final Map<String, ImageFormat> BY_EXTENSION = new HashMap<>();

  static {
    for (ImageFormat format : ALL) {
      format.extensions().forEach(extension -> BY_EXTENSION.put(extension, format));
    }
  }

  private Formats() {}

  /// Returns all formats, in the order in which signatures are tested.
  static List<ImageFormat> all() {
    return ALL;
  }

  /// Returns whether a file name has an image extension, ignoring case.
  static boolean hasExtension(String fileName) {
    return BY_EXTENSION.containsKey(extension(fileName));
  }

  /// Returns the format of a file name's extension, or JPEG if the extension is unknown.
  static ImageFormat ofFileName(String fileName) {
    return BY_EXTENSION.getOrDefault(extension(fileName), JpegFormat.FORMAT);
  }

  /// Returns the format with a stored name.
  ///
  /// @throws IllegalArgumentException if there is none
  static ImageFormat named(String name) {
    return ALL.stream()
        .filter(format -> format.name().equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("no format " + name));
  }

  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    String extension = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    return SUFFIX.matcher(extension).replaceFirst("");
  }

  /// Returns the format that matches a file's first bytes. TIFF-based raw files are reported as
  /// TIFF.
  ///
  /// @param length number of valid bytes in `head`; [ImageFormat#HEAD_BYTES] are sufficient
  /// @throws DecodeException if the format is unknown
  static ImageFormat of(byte[] head, int length) throws DecodeException {
    for (ImageFormat format : ALL) {
      if (format.signature().matches(head, length)) {
        return format;
      }
    }
    throw DecodeException.unsupported("not an image of a known format");
  }

  /// Returns the format of a complete file.
  ///
  /// @throws DecodeException if the format is unknown
  static ImageFormat of(byte[] file) throws DecodeException {
    ImageFormat format = of(file, file.length);
    for (ImageFormat other : ALL) {
      if (other.refinement().test(file)) {
        return other;
      }
    }
    return format;
  }
}
