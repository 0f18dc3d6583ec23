package app.akin.core.decode.raw;

import app.akin.core.decode.format.ImageFormat;
import java.util.List;
import java.util.Set;

/// The descriptor of camera raw files. Those that begin like a TIFF are detected by its contents.
public final class RawFormat {
  private static final List<String> SIGNATURES =
      List.of(
          "FUJIFILMCCD-RAW",
          "IIRO",
          "IIRS",
          "MMOR",
          "IIU\0",
          "FOVb",
          "\0MRM",
          "II\u001A\0\0\0HEAPCCDR");

  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "RAW",
          Set.of(
              "cr2", "cr3", "nef", "nrw", "arw", "srf", "sr2", "dng", "orf", "ori", "rw2", "rwl",
              "raf", "pef", "srw", "3fr", "fff", "iiq", "gpr", "x3f", "crw", "mrw", "erf", "mef",
              "mos", "dcr", "kdc"),
          9,
          0, // raw files are large: only failures are read again
          RawFormat::matches,
          RawFile::isRaw,
          (file, codecs) -> RawFile.open(file, codecs.leptonica(), codecs.jdkJpeg().reader()),
          _ -> false);

  private RawFormat() {}

  private static boolean matches(byte[] head, int length) {
    return ImageFormat.hasText(head, length, 4, "ftypcrx ")
        || SIGNATURES.stream().anyMatch(text -> ImageFormat.hasText(head, length, 0, text));
  }
}
