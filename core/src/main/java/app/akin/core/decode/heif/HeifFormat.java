package app.akin.core.decode.heif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptors of HEIC and AVIF, which share their container.
public final class HeifFormat {
  private static final Set<String> HEVC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

  private static final Set<String> AV1_BRANDS = Set.of("avif", "avis");

  /// Brands that leave the codec to the item types.
  private static final Set<String> GENERIC_BRANDS = Set.of("mif1", "mif2", "miaf", "msf1", "MiHE");

  /// HEIC, and files whose brands do not name a codec.
  public static final ImageFormat HEIC =
      new ImageFormat(
          "HEIC",
          Set.of("heic", "heif", "hif", "heics", "heifs"),
          14, // the codec's frame twice, of up to 16 bits
          1,
          (head, length) ->
              hasBrand(head, length, HEVC_BRANDS)
                  || (hasBrand(head, length, GENERIC_BRANDS)
                      && !hasBrand(head, length, AV1_BRANDS)),
          _ -> false,
          (file, codecs) -> HeifFile.open(file, codecs.frames()),
          codecs -> codecs.frames().codec().isEmpty());

  /// AVIF.
  public static final ImageFormat AVIF =
      new ImageFormat(
          "AVIF",
          Set.of("avif", "avifs"),
          14,
          1,
          (head, length) -> hasBrand(head, length, AV1_BRANDS),
          _ -> false,
          (file, codecs) -> HeifFile.open(file, codecs.frames()),
          codecs -> codecs.frames().codec().isEmpty());

  private HeifFormat() {}

  /// Returns whether one of a file's leading brands is in a set.
  private static boolean hasBrand(byte[] head, int length, Set<String> brands) {
    if (!ImageFormat.hasText(head, length, 4, "ftyp")) {
      return false;
    }
    for (int at = 8; at + 4 <= length && at < (head[3] & 255); at += at == 8 ? 8 : 4) {
      if (brands.contains(new String(head, at, 4, ISO_8859_1))) {
        return true;
      }
    }
    return false;
  }
}
