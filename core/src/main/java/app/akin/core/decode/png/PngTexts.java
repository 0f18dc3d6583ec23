package app.akin.core.decode.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The text chunks of a PNG file, and the metadata blocks that programs store in them as
/// hexadecimal "raw profiles" (ImageMagick 6, GIMP, darktable). Broken chunks are ignored. Not
/// thread-safe.
final class PngTexts {
  private static final int MAX_CHUNKS = 200;
  private static final int MAX_TEXT_BYTES = 4 << 20;
  private static final String XMP = "XML:com.adobe.xmp";
  private static final String PROFILE = "Raw profile type ";
  private static final byte[] NONE = {};
  private static final byte[] EXIF_PREFIX = "Exif\0\0".getBytes(ISO_8859_1);
  private static final byte[] XMP_PREFIX = "http://ns.adobe.com/xap/1.0/\0".getBytes(ISO_8859_1);
  private static final byte[] PHOTOSHOP_PREFIX = "Photoshop 3.0\0".getBytes(ISO_8859_1);

  private final Map<String, String> texts = new HashMap<>();
  private byte[] xmp = NONE;
  private int chunks;

  /// Adds a `tEXt`, `zTXt` or `iTXt` chunk; the first of a keyword counts.
  void add(String type, byte[] chunk) {
    int end = indexOfZero(chunk, 0);
    if (end < 0 || ++chunks > MAX_CHUNKS) {
      return;
    }
    String keyword = new String(chunk, 0, end, ISO_8859_1);
    byte[] value;
    Charset charset = ISO_8859_1;
    switch (type) {
      case "tEXt" -> value = Arrays.copyOfRange(chunk, end + 1, chunk.length);
      case "zTXt" -> value = inflate(chunk, Math.min(end + 2, chunk.length));
      default -> {
        // Two bytes for the compression, the language and the translated keyword.
        int language = indexOfZero(chunk, Math.min(end + 3, chunk.length));
        int translated = language < 0 ? -1 : indexOfZero(chunk, language + 1);
        if (translated < 0) {
          return;
        }
        charset = UTF_8;
        value =
            chunk[end + 1] == 0
                ? Arrays.copyOfRange(chunk, translated + 1, chunk.length)
                : inflate(chunk, translated + 1);
      }
    }
    if (keyword.equals(XMP)) {
      xmp = xmp.length == 0 ? value : xmp;
    } else {
      texts.putIfAbsent(keyword, new String(value, charset));
    }
  }

  /// Returns the texts by keyword, without metadata blocks.
  Map<String, String> texts() {
    Map<String, String> plain = new HashMap<>(texts);
    plain.keySet().removeIf(keyword -> keyword.startsWith(PROFILE));
    return plain;
  }

  /// Returns the EXIF block of a raw profile, starting with its TIFF header; empty for none.
  byte[] exif() {
    byte[] block = profile("exif");
    block = block.length == 0 ? withPrefix("APP1", EXIF_PREFIX) : block;
    return withoutPrefix(block, EXIF_PREFIX);
  }

  /// Returns the XMP packet of its own chunk, or of a raw profile; empty for none.
  byte[] xmp() {
    if (xmp.length > 0) {
      return xmp;
    }
    byte[] packet = profile("xmp");
    return packet.length > 0 ? packet : withoutPrefix(withPrefix("APP1", XMP_PREFIX), XMP_PREFIX);
  }

  /// Returns the Photoshop image resources of a raw profile; empty for none.
  byte[] imageResources() {
    byte[] block = profile("iptc");
    return withoutPrefix(block.length == 0 ? profile("8bim") : block, PHOTOSHOP_PREFIX);
  }

  private byte[] withPrefix(String type, byte[] prefix) {
    byte[] block = profile(type);
    return startsWith(block, prefix) ? block : NONE;
  }

  private static byte[] withoutPrefix(byte[] block, byte[] prefix) {
    return startsWith(block, prefix)
        ? Arrays.copyOfRange(block, prefix.length, block.length)
        : block;
  }

  private static boolean startsWith(byte[] block, byte[] prefix) {
    return block.length >= prefix.length
        && Arrays.equals(block, 0, prefix.length, prefix, 0, prefix.length);
  }

  /// Decodes a raw profile: a line with its name, a line with its length, and hexadecimal digits in
  /// lines.
  private byte[] profile(String type) {
    String text = texts.get(PROFILE + type);
    if (text == null) {
      return NONE;
    }
    String[] lines = text.strip().split("\\s*\\n\\s*", 3);
    if (lines.length < 3 || !lines[1].matches("\\d{1,8}")) {
      return NONE;
    }
    byte[] block = new byte[Math.min(Integer.parseInt(lines[1]), lines[2].length() / 2 + 1)];
    int digits = 0;
    for (int i = 0; i < lines[2].length() && digits / 2 < block.length; i++) {
      int digit = Character.digit(lines[2].charAt(i), 16);
      if (digit >= 0) {
        block[digits / 2] = (byte) (block[digits / 2] << 4 | digit);
        digits++;
      }
    }
    return Arrays.copyOf(block, digits / 2);
  }

  private static int indexOfZero(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  /// Returns the inflated rest of a chunk; empty if it is broken.
  static byte[] inflate(byte[] chunk, int from) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk, from, chunk.length - from);
      byte[] inflated = new byte[Math.min(MAX_TEXT_BYTES, 1100 * (chunk.length - from) + 64)];
      return Arrays.copyOf(inflated, inflater.inflate(inflated));
    } catch (DataFormatException e) {
      return NONE;
    } finally {
      inflater.end();
    }
  }
}
