package app.akin.core.decode.heif;

import app.akin.core.decode.image.IsoBox;
import java.nio.ByteBuffer;

/// The layout of samples that the decoder configuration of a HEIF item states.
///
/// @param halves chroma samples per pixel, halved: 0 for grey, 1 for 4:2:0, 2 for 4:2:2, 4 for
///   4:4:4
/// @param deep whether samples have more than 8 bits
record HeifSampling(int halves, boolean deep) {
  /// The layout that needs the most memory.
  private static final HeifSampling LARGEST = new HeifSampling(4, true);

  /// Reads the `hvcC` box (ISO/IEC 14496-15) or the `av1C` box (AV1 in ISOBMFF, section 2.3).
  static HeifSampling of(ByteBuffer file, HeifItem item) {
    IsoBox hevc = item.property("hvcC");
    if (hevc != null) {
      int chroma = file.get(hevc.start() + 16) & 3;
      boolean deep = (file.get(hevc.start() + 17) & 7) > 0 || (file.get(hevc.start() + 18) & 7) > 0;
      return new HeifSampling(chroma == 3 ? 4 : chroma, deep);
    }
    IsoBox av1 = item.property("av1C");
    if (av1 != null) {
      int flags = file.get(av1.start() + 2);
      boolean halfWidth = (flags & 8) != 0;
      boolean halfHeight = (flags & 4) != 0;
      int chroma = halfWidth ? (halfHeight ? 1 : 2) : 4;
      return new HeifSampling((flags & 16) != 0 ? 0 : chroma, (flags & 64) != 0);
    }
    return LARGEST;
  }

  /// Returns the approximate memory for decoding one pixel: the frame in the decoder, its output
  /// and our copy, in addition to the decoder's tables and the raster.
  int bytesPerPixel() {
    int frame = (2 + halves) * (deep ? 2 : 1); // in halves of a byte
    return 3 * frame / 2 + 10;
  }
}
