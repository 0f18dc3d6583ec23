package app.akin.core.decode.heif;

import app.akin.core.decode.codec.FrameCodec;
import app.akin.core.decode.codec.FrameCodecLoader;
import app.akin.core.decode.codec.VideoFrame;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.IsoBox;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.PrimariesProfile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The primary image of a HEIF file (ISO/IEC 23008-12), coded in HEVC (HEIC) or AV1 (AVIF), as a
/// single image or a grid of tiles. This class reads the container; [FrameCodec] decodes each tile.
///
/// The container's transforms determine the orientation. The EXIF orientation, which phones also
/// write, applies only to images extracted from the container.
final class HeifFile implements ImageFile {
  private static final byte[] START_CODE = {0, 0, 0, 1};

  /// Allowance for the padding of coded images to whole blocks, which is relevant for small images.
  private static final long PADDING = 1 << 18;

  private static final int UNSPECIFIED = 2;
  private static final int MAX_DEPTH = 4;

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
          "needs the HEVC and AV1 decoder, which Akin includes for x86-64 and for ARM on macOS"
              + " and Linux, and which could not be loaded");
    }
    try {
      byte[] rgb = new byte[3 * fullWidth * fullHeight];
      draw(codec.get(), primary, rgb, false, 0);
      HeifItem opacity = items.findAlpha(primary);
      byte @Nullable [] alpha = null;
      if (opacity != null && hasFullSize(opacity)) {
        alpha = new byte[fullWidth * fullHeight];
        draw(codec.get(), opacity, alpha, true, 0);
        alpha = transforms.cropSamples(alpha, 1, fullWidth);
      }
      byte[] cropped = transforms.cropSamples(rgb, 3, fullWidth);
      return new DecodedImage(width(), height(), cropped, false, alpha, null, profile());
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

  /// Draws an item, either a single image or a grid of tiles.
  ///
  /// @param target 3 bytes per pixel, or 1 for alpha
  /// @param depth nesting depth of derived items
  private void draw(FrameCodec codec, HeifItem item, byte[] target, boolean opacity, int depth)
      throws DecodeException {
    if (depth > MAX_DEPTH) {
      throw DecodeException.damaged("contains itself");
    }
    switch (item.type) {
      case "grid" -> drawGrid(codec, item, target, opacity);
      case "iden" -> {
        if (item.parts.isEmpty()) {
          throw DecodeException.damaged("lacks a part of its image");
        }
        draw(codec, items.require(item.parts.getFirst()), target, opacity, depth + 1);
      }
      default -> {
        VideoFrame frame = decodeFrame(codec, item, item);
        if (frame.width() < fullWidth || frame.height() < fullHeight) {
          throw DecodeException.damaged("has an image smaller than stated");
        }
        draw(new YuvConverter(frame), frame, target, opacity, 0, 0);
      }
    }
  }

  private void draw(
      YuvConverter colors, VideoFrame frame, byte[] target, boolean opacity, int left, int top)
      throws DecodeException {
    if (!colors.supports(frame)) {
      throw DecodeException.damaged("has tiles of different kinds");
    }
    if (opacity) {
      colors.drawAlpha(frame, target, fullWidth, fullHeight, left, top);
    } else {
      colors.draw(frame, target, fullWidth, fullHeight, left, top);
    }
  }

  private void drawGrid(FrameCodec codec, HeifItem grid, byte[] target, boolean opacity)
      throws DecodeException {
    byte[] layout = items.bytes(grid);
    if (layout.length < 8) {
      throw DecodeException.damaged("has no valid tile layout");
    }
    int rows = 1 + (layout[2] & 255);
    int columns = 1 + (layout[3] & 255);
    if (grid.parts.size() < rows * columns) {
      throw DecodeException.damaged("lacks tiles");
    }
    int tileWidth = 0;
    int tileHeight = 0;
    @Nullable YuvConverter colors = null;
    for (int i = 0; i < rows * columns; i++) {
      VideoFrame frame = decodeFrame(codec, items.require(grid.parts.get(i)), grid);
      if (colors == null) {
        colors = new YuvConverter(frame);
        tileWidth = frame.width();
        tileHeight = frame.height();
        // The tiles must cover the image, without tiles entirely outside it.
        boolean covers =
            (long) tileWidth * columns >= fullWidth
                && (long) tileHeight * rows >= fullHeight
                && (long) tileWidth * (columns - 1) < fullWidth
                && (long) tileHeight * (rows - 1) < fullHeight;
        if (!covers) {
          throw DecodeException.damaged("has tiles that do not match its size");
        }
      } else if (frame.width() != tileWidth || frame.height() != tileHeight) {
        throw DecodeException.damaged("has tiles of different sizes");
      }
      draw(colors, frame, target, opacity, i % columns * tileWidth, i / columns * tileHeight);
    }
  }

  /// @param colorSource the item whose color description applies if `item` has none
  private VideoFrame decodeFrame(FrameCodec codec, HeifItem item, HeifItem colorSource)
      throws DecodeException {
    byte[] stream;
    FrameCodec.Kind kind;
    switch (item.type) {
      case "hvc1", "hev1" -> {
        kind = FrameCodec.Kind.HEVC;
        stream = hevcStream(item);
      }
      case "av01" -> {
        kind = FrameCodec.Kind.AV1;
        stream = av1Stream(item);
      }
      default -> throw DecodeException.unsupported("HEIF image coded as " + item.type.strip());
    }
    IsoBox size = item.property("ispe");
    long pixels =
        size == null
            ? decodedPixels()
            : (file.getInt(size.start() + 4) & 0xFFFFFFFFL)
                * (file.getInt(size.start() + 8) & 0xFFFFFFFFL);
    long maxPixels = 2 * Math.min(pixels < 0 ? Long.MAX_VALUE : pixels, decodedPixels()) + PADDING;
    @Nullable VideoFrame frame = codec.decode(kind, stream, maxPixels);
    if (frame == null) {
      throw DecodeException.damaged("is corrupt");
    }
    IsoBox colors = nclxBox(item);
    if (colors == null) {
      colors = nclxBox(colorSource);
    }
    if (colors == null) {
      return frame;
    }
    int matrix = file.getShort(colors.start() + 8) & 0xFFFF;
    boolean full = (file.get(colors.start() + 10) & 0x80) != 0;
    return frame.withColorInfo(full, matrix == UNSPECIFIED ? frame.matrix() : matrix);
  }

  private @Nullable IsoBox nclxBox(HeifItem item) {
    return colorBox(item, List.of("nclx"));
  }

  private @Nullable IsoBox colorBox(HeifItem item, List<String> kinds) {
    for (IsoBox property : item.properties) {
      if (property.type().equals("colr")
          && property.length() >= 4
          && kinds.contains(IsoBox.text(file, property.start()))) {
        return property;
      }
    }
    return null;
  }

  /// Returns the stream in byte stream format: parameter sets first, a start code before each unit
  /// (ITU-T H.265, annex B).
  private byte[] hevcStream(HeifItem item) throws DecodeException {
    IsoBox config = item.property("hvcC");
    if (config == null) {
      throw DecodeException.damaged("lacks its decoder configuration");
    }
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int lengthBytes = 1 + (file.get(config.start() + 21) & 3);
    int arrays = file.get(config.start() + 22) & 255;
    int at = config.start() + 23;
    for (int i = 0; i < arrays; i++) {
      int units = file.getShort(at + 1) & 0xFFFF;
      at += 3;
      for (int j = 0; j < units; j++) {
        byte[] unit = new byte[file.getShort(at) & 0xFFFF];
        file.get(at + 2, unit);
        stream.writeBytes(START_CODE);
        stream.writeBytes(unit);
        at += 2 + unit.length;
      }
    }
    byte[] data = items.bytes(item);
    int from = 0;
    while (from + lengthBytes <= data.length) {
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | (data[from + i] & 255);
      }
      from += lengthBytes;
      if (length > data.length - from) {
        throw DecodeException.damaged("ends inside its image data");
      }
      stream.writeBytes(START_CODE);
      stream.write(data, from, (int) length);
      from += (int) length;
    }
    return stream.toByteArray();
  }

  private byte[] av1Stream(HeifItem item) throws DecodeException {
    IsoBox config = item.property("av1C");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    if (config != null && config.length() > 4) {
      byte[] units = new byte[config.length() - 4];
      file.get(config.start() + 4, units);
      stream.writeBytes(units);
    }
    stream.writeBytes(items.bytes(item));
    return stream.toByteArray();
  }

  /// Returns the file's ICC profile, or a profile for its color primaries; null for neither.
  private byte @Nullable [] profile() throws DecodeException {
    for (HeifItem item : shownItems()) {
      IsoBox box = colorBox(item, List.of("prof", "rICC"));
      if (box != null) {
        byte[] profile = new byte[box.length() - 4];
        file.get(box.start() + 4, profile);
        return profile;
      }
    }
    for (HeifItem item : shownItems()) {
      IsoBox box = nclxBox(item);
      if (box != null) {
        return PrimariesProfile.of(file.getShort(box.start() + 4) & 0xFFFF);
      }
    }
    return null;
  }

  /// Returns the primary item and, if it is derived from others, the first of those.
  private List<HeifItem> shownItems() throws DecodeException {
    return primary.parts.isEmpty()
        ? List.of(primary)
        : List.of(primary, items.require(primary.parts.getFirst()));
  }
}
