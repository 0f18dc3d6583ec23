package app.akin.core.decode.heif;

import app.akin.core.decode.codec.FrameCodec;
import app.akin.core.decode.codec.FrameCodecLoader;
import app.akin.core.decode.image.Canvas;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.IsoBox;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.PrimariesProfile;
import app.akin.core.decode.image.ToneMap;
import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The primary image of a HEIF file (ISO/IEC 23008-12), coded in HEVC (HEIC) or AV1 (AVIF), as a
/// single image, a grid of tiles, or layers; or the first frame with content of a sequence whose
/// primary image is blank. This class reads the container; [HeifRenderer] draws.
///
/// The container's transforms determine the orientation. The EXIF orientation, which phones also
/// write, applies only to images extracted from the container.
final class HeifFile implements ImageFile {

  private final ByteBuffer file;
  private final HeifItems items;
  private final HeifItem primary;
  private final FrameCodecLoader codecLoader;
  private final int fullWidth;
  private final int fullHeight;
  private final HeifTransforms transforms;

  private HeifFile(ByteBuffer file, HeifItems items, FrameCodecLoader codecLoader)
      throws DecodeException {
    this.file = file;
    this.items = items;
    this.codecLoader = codecLoader;
    this.primary = items.primary();
    IsoBox size = primary.property("ispe");
    if (size == null) {
      throw DecodeException.damaged("has no size");
    }
    fullWidth = file.getInt(size.start() + 4);
    fullHeight = file.getInt(size.start() + 8);
    transforms = HeifTransforms.of(file, primary, fullWidth, fullHeight);
  }

  /// Reads the items.
  static HeifFile open(byte[] bytes, FrameCodecLoader codecLoader) throws DecodeException {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    try {
      return new HeifFile(file, HeifItems.read(file), codecLoader);
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends inside its header");
    }
  }

  @Override
  public int width() {
    // The caller checks both sizes: cropped pixels must be decoded too.
    return transforms.width() <= 0 ? fullWidth : transforms.width();
  }

  @Override
  public int height() {
    return transforms.height() <= 0 ? fullHeight : transforms.height();
  }

  @Override
  public long decodedPixels() {
    return fullWidth <= 0 || fullHeight <= 0 ? 0 : (long) fullWidth * fullHeight;
  }

  @Override
  public int bytesPerPixel() {
    try {
      return HeifSampling.of(file, shownItems().getLast()).bytesPerPixel();
    } catch (DecodeException | IndexOutOfBoundsException e) {
      return 0;
    }
  }

  @Override
  public int orientation() {
    return transforms.orientation();
  }

  @Override
  public byte[] exif() {
    HeifItem item = items.findDescribing(primary, "Exif", "");
    byte[] block = bytesOrEmpty(item);
    if (block.length < 4) {
      return new byte[0];
    }
    long start = (ByteBuffer.wrap(block).getInt() & 0xFFFFFFFFL) + 4;
    return start < block.length
        ? Arrays.copyOfRange(block, (int) start, block.length)
        : new byte[0];
  }

  @Override
  public byte[] xmp() {
    return bytesOrEmpty(items.findDescribing(primary, "mime", "rdf+xml"));
  }

  private byte[] bytesOrEmpty(@Nullable HeifItem item) {
    try {
      return item == null ? new byte[0] : items.bytes(item);
    } catch (DecodeException e) {
      return new byte[0]; // an image without metadata is still valid
    }
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException {
    Optional<FrameCodec> codec = codecLoader.codec();
    if (codec.isEmpty()) {
      throw DecodeException.needsCodec(
          FrameCodecLoader.missingCodec(OperatingSystem.current(), Architecture.current()));
    }
    try {
      byte @Nullable [] icc = iccProfile();
      HeifRenderer renderer =
          new HeifRenderer(file, items, codec.get(), decodedPixels(), ToneMap.of(icc));
      byte[] rgb = renderer.rgb(primary, fullWidth, fullHeight);
      HeifItem opacity = items.findAlpha(primary);
      byte @Nullable [] alpha = null;
      if (opacity != null && hasFullSize(opacity)) {
        alpha = renderer.alpha(opacity, fullWidth, fullHeight);
      }
      HeifSequence sequence = Canvas.isBlank(rgb, alpha) ? HeifSequence.read(file) : null;
      HeifRenderer.Frame later =
          sequence == null ? null : renderer.firstWithContent(sequence, fullWidth, fullHeight);
      if (later != null) {
        rgb = later.rgb();
        alpha = later.alpha();
      }
      if (alpha != null) {
        alpha = transforms.cropSamples(alpha, 1, fullWidth);
      }
      byte[] cropped = transforms.cropSamples(rgb, 3, fullWidth);
      byte @Nullable [] profile = null;
      if (!renderer.toneMapped()) {
        profile = icc == null ? primariesProfile() : icc;
      }
      return new DecodedImage(width(), height(), cropped, false, alpha, null, profile);
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends inside its image data");
    }
  }

  private boolean hasFullSize(HeifItem item) {
    IsoBox size = item.property("ispe");
    return size != null
        && file.getInt(size.start() + 4) == fullWidth
        && file.getInt(size.start() + 8) == fullHeight;
  }

  private byte @Nullable [] iccProfile() throws DecodeException {
    for (HeifItem item : shownItems()) {
      byte @Nullable [] profile = HeifColors.profile(file, item);
      if (profile != null) {
        return profile;
      }
    }
    return null;
  }

  /// Returns the profile of the primaries that the file states by number; null for sRGB.
  private byte @Nullable [] primariesProfile() throws DecodeException {
    for (HeifItem item : shownItems()) {
      IsoBox box = HeifColors.nclx(file, item);
      if (box != null) {
        return PrimariesProfile.of(file.getShort(box.start() + 4) & 0xFFFF);
      }
    }
    return null;
  }

  /// Revision 1 blends transparent images, converts high dynamic range, reads layers, and skips
  /// blank frames. Files without a color description may state it in their streams.
  @Override
  public int revision() {
    try {
      boolean described = false;
      for (HeifItem item : shownItems()) {
        IsoBox box = HeifColors.nclx(file, item);
        described |= box != null || HeifColors.profile(file, item) != null;
        int transfer = box == null ? 0 : file.getShort(box.start() + 6) & 0xFFFF;
        if (ToneMap.of(transfer, 0) != null) {
          return 1;
        }
      }
      boolean changed =
          !described
              || ToneMap.of(iccProfile()) != null
              || items.findAlpha(primary) != null
              || HeifSequence.read(file) != null;
      return changed ? 1 : 0;
    } catch (DecodeException | IndexOutOfBoundsException e) {
      return 1;
    }
  }

  /// Returns the primary item and, if it is derived from others, the first of those.
  private List<HeifItem> shownItems() throws DecodeException {
    return primary.parts.isEmpty()
        ? List.of(primary)
        : List.of(primary, items.require(primary.parts.getFirst()));
  }
}
