package app.akin.core.decode.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.ImageFile;
import java.util.Set;
import java.util.function.Predicate;

/// Describes an image format: how its files are named and detected, and how they are opened.
///
/// @param name the stored name
/// @param extensions extensions of its file names, in lower case without the dot
/// @param bytesPerPixel approximate memory for decoding one pixel, including the raster
/// @param revision the highest [ImageFile#revision] of its files; 0 if their pixels never changed
/// @param signature detects a file by its first bytes
/// @param refinement detects a complete file that begins like another format
/// @param opener reads a file's header
/// @param missingCodec whether its files need a codec that is unavailable
public record ImageFormat(
    String name,
    Set<String> extensions,
    int bytesPerPixel,
    int revision,
    Signature signature,
    Predicate<byte[]> refinement,
    Opener opener,
    Predicate<Codecs> missingCodec) {

  /// Number of leading bytes that are sufficient for every signature.
  public static final int HEAD_BYTES = 64;

  /// Detects a format by the first bytes of a file.
  @FunctionalInterface
  public interface Signature {
    /// Returns whether a file begins like this format.
    ///
    /// @param length number of valid bytes in `head`
    boolean matches(byte[] head, int length);
  }

  /// Reads the header of a file.
  @FunctionalInterface
  public interface Opener {
    /// Returns the file, whose pixels are not decoded yet.
    ///
    /// @throws DecodeException if the file is damaged or of an unsupported kind
    ImageFile open(byte[] file, Codecs codecs) throws DecodeException;
  }

  /// Creates a format that needs no native codec and whose signature is unambiguous.
  public ImageFormat(
      String name,
      Set<String> extensions,
      int bytesPerPixel,
      int revision,
      Signature signature,
      Opener opener) {
    this(name, extensions, bytesPerPixel, revision, signature, _ -> false, opener, _ -> false);
  }

  /// Returns whether a file has the given Latin-1 text at an offset.
  public static boolean hasText(byte[] head, int length, int at, String text) {
    return hasBytes(head, length, at, text.getBytes(ISO_8859_1));
  }

  /// Returns whether a file has the given bytes at an offset.
  public static boolean hasBytes(byte[] head, int length, int at, byte[] expected) {
    if (length < at + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (head[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
