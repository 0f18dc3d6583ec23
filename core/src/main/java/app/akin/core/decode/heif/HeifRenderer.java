package app.akin.core.decode.heif;

import app.akin.core.decode.codec.FrameCodec;
import app.akin.core.decode.codec.VideoFrame;
import app.akin.core.decode.image.Canvas;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.IsoBox;
import app.akin.core.decode.image.ToneMap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws the image items of a HEIF file: single images, grids of tiles, and layers. Not
/// thread-safe.
final class HeifRenderer {
  /// The samples of an image.
  ///
  /// @param samples 3 bytes per pixel, or 1 for alpha
  /// @param opacity whether the samples are alpha
  // Instances are filled once, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Target(byte[] samples, int width, int height, boolean opacity) {}

  /// A frame of a sequence.
  ///
  /// @param rgb 3 bytes per pixel
  /// @param alpha 1 byte per pixel; null if all pixels are opaque
  // Instances are passed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(byte[] rgb, byte @Nullable [] alpha) {}

  private static final byte[] START_CODE = {0, 0, 0, 1};

  /// Allowance for the padding of coded images to whole blocks, which is relevant for small images.
  private static final long PADDING = 1 << 18;

  private static final int UNSPECIFIED = 2;
  private static final int MAX_DEPTH = 4;

  private final ByteBuffer file;
  private final HeifItems items;
  private final FrameCodec codec;
  private final long maxPixels;
  private final @Nullable ToneMap profileToneMap;
  private boolean toneMapped;

  /// @param maxPixels number of pixels of the whole image; no part may have more than twice as many
  /// @param profileToneMap the conversion that the ICC profile states; null for none
  HeifRenderer(
      ByteBuffer file,
      HeifItems items,
      FrameCodec codec,
      long maxPixels,
      @Nullable ToneMap profileToneMap) {
    this.file = file;
    this.items = items;
    this.codec = codec;
    this.maxPixels = maxPixels;
    this.profileToneMap = profileToneMap;
  }

  /// Returns whether colors were converted to sRGB, so that no profile applies any more.
  boolean toneMapped() {
    return toneMapped;
  }

  /// Returns the pixels of an item, 3 bytes each.
  byte[] rgb(HeifItem item, int width, int height) throws DecodeException {
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    draw(item, new Target(rgb, width, height, false), 0);
    return rgb;
  }

  /// Returns the alpha values of an auxiliary item.
  byte[] alpha(HeifItem item, int width, int height) throws DecodeException {
    byte[] alpha = new byte[Math.multiplyExact(width, height)];
    draw(item, new Target(alpha, width, height, true), 0);
    return alpha;
  }

  /// Draws the first frame with content of an image sequence. Returns null if there is none of the
  /// given size among the first frames.
  @Nullable Frame firstWithContent(HeifSequence sequence, int width, int height)
      throws DecodeException {
    HeifItem opacity = sequence.alpha();
    try (FrameCodec.Frames colors = frames(sequence.colors());
        FrameCodec.Frames alphas = opacity == null ? null : frames(opacity)) {
      for (int i = 0; i < sequence.colors().extents.size(); i++) {
        @Nullable VideoFrame color = colors.next();
        @Nullable VideoFrame alpha = alphas == null ? null : alphas.next();
        if (color == null || !fits(color, width, height) || (alphas != null && alpha == null)) {
          return null;
        }
        Target image = new Target(new byte[3 * width * height], width, height, false);
        VideoFrame described = withColors(color, sequence.colors(), items.primary());
        draw(converter(described, image), described, image, 0, 0);
        byte @Nullable [] samples = null;
        if (alpha != null && fits(alpha, width, height)) {
          Target mask = new Target(new byte[width * height], width, height, true);
          draw(converter(alpha, mask), alpha, mask, 0, 0);
          samples = mask.samples();
        }
        if (!Canvas.isBlank(image.samples(), samples)) {
          return new Frame(image.samples(), samples);
        }
      }
    }
    return null;
  }

  private static boolean fits(VideoFrame frame, int width, int height) {
    return frame.width() >= width && frame.height() >= height;
  }

  private FrameCodec.Frames frames(HeifItem track) throws DecodeException {
    List<byte[]> packets = new ArrayList<>();
    for (HeifItem.Extent sample : track.extents) {
      packets.add(stream(track, HeifSequence.bytes(file, sample), packets.isEmpty()));
    }
    return codec.frames(kind(track), packets.iterator(), 2 * maxPixels + PADDING);
  }

  /// @param depth nesting depth of derived items
  private void draw(HeifItem item, Target target, int depth) throws DecodeException {
    if (depth > MAX_DEPTH) {
      throw DecodeException.damaged("contains itself");
    }
    switch (item.type) {
      case "grid" -> drawGrid(item, target);
      case "iovl" -> drawLayers(item, target, depth);
      case "iden" -> {
        if (item.parts.isEmpty()) {
          throw DecodeException.damaged("lacks a part of its image");
        }
        draw(items.require(item.parts.getFirst()), target, depth + 1);
      }
      default -> {
        VideoFrame frame = decodeFrame(item, item);
        if (!fits(frame, target.width(), target.height())) {
          throw DecodeException.damaged("has an image smaller than stated");
        }
        draw(converter(frame, target), frame, target, 0, 0);
      }
    }
  }

  private YuvConverter converter(VideoFrame frame, Target target) {
    ToneMap toneMap = null;
    if (!target.opacity()) {
      toneMap = ToneMap.of(frame.transfer(), frame.primaries());
      if (toneMap == null && frame.transfer() == UNSPECIFIED) {
        toneMap = profileToneMap;
      }
      toneMapped |= toneMap != null;
    }
    return new YuvConverter(frame, toneMap);
  }

  private static void draw(YuvConverter colors, VideoFrame frame, Target target, int left, int top)
      throws DecodeException {
    if (!colors.supports(frame)) {
      throw DecodeException.damaged("has tiles of different kinds");
    }
    if (target.opacity()) {
      colors.drawAlpha(frame, target.samples(), target.width(), target.height(), left, top);
    } else {
      colors.draw(frame, target.samples(), target.width(), target.height(), left, top);
    }
  }

  /// Draws images over each other (ISO/IEC 23008-12, section 6.6.2.2).
  private void drawLayers(HeifItem overlay, Target target, int depth) throws DecodeException {
    ByteBuffer layout = ByteBuffer.wrap(items.bytes(overlay));
    boolean large = (layout.get(1) & 1) != 0;
    int offset = 10 + (large ? 8 : 4);
    if (target.opacity() || layout.capacity() < offset + overlay.parts.size() * (large ? 8 : 4)) {
      throw DecodeException.damaged("has no valid layers");
    }
    Canvas canvas = new Canvas(target.width(), target.height());
    // The high bytes of the fill color.
    canvas.fill(layout.get(2), layout.get(4), layout.get(6), layout.get(8));
    for (int part : overlay.parts) {
      HeifItem layer = items.require(part);
      int left = large ? layout.getInt(offset) : layout.getShort(offset);
      int top = large ? layout.getInt(offset + 4) : layout.getShort(offset + 2);
      offset += large ? 8 : 4;
      HeifSize size = HeifSize.of(file, layer);
      if (size.pixels() > 2 * maxPixels + PADDING) {
        throw DecodeException.damaged("has a layer larger than its image");
      }
      Target image =
          new Target(
              new byte[Math.toIntExact(3 * size.pixels())], size.width(), size.height(), false);
      draw(layer, image, depth + 1);
      HeifItem opacity = items.findAlpha(layer);
      byte @Nullable [] alpha =
          opacity != null && HeifSize.of(file, opacity).equals(size)
              ? alpha(opacity, size.width(), size.height())
              : null;
      canvas.draw(
          Canvas.rgba(image.samples(), alpha),
          new Canvas.Area(left, top, size.width(), size.height()),
          true);
    }
    System.arraycopy(canvas.toImage(null).rgb(), 0, target.samples(), 0, target.samples().length);
  }

  private void drawGrid(HeifItem grid, Target target) throws DecodeException {
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
      VideoFrame frame = decodeFrame(items.require(grid.parts.get(i)), grid);
      if (colors == null) {
        colors = converter(frame, target);
        tileWidth = frame.width();
        tileHeight = frame.height();
        // The tiles must cover the image, without tiles entirely outside it.
        boolean covers =
            (long) tileWidth * columns >= target.width()
                && (long) tileHeight * rows >= target.height()
                && (long) tileWidth * (columns - 1) < target.width()
                && (long) tileHeight * (rows - 1) < target.height();
        if (!covers) {
          throw DecodeException.damaged("has tiles that do not match its size");
        }
      } else if (frame.width() != tileWidth || frame.height() != tileHeight) {
        throw DecodeException.damaged("has tiles of different sizes");
      }
      draw(colors, frame, target, i % columns * tileWidth, i / columns * tileHeight);
    }
  }

  /// @param colorSource the item whose color description applies if `item` has none
  private VideoFrame decodeFrame(HeifItem item, HeifItem colorSource) throws DecodeException {
    FrameCodec.Kind kind = kind(item);
    byte[] stream = stream(item, items.bytes(item), true);
    long pixels = item.property("ispe") == null ? maxPixels : HeifSize.of(file, item).pixels();
    long limit = 2 * Math.min(pixels, maxPixels) + PADDING;
    @Nullable VideoFrame frame = codec.decode(kind, stream, limit);
    if (frame == null) {
      throw DecodeException.damaged("is corrupt");
    }
    return withColors(frame, item, colorSource);
  }

  private static FrameCodec.Kind kind(HeifItem item) throws DecodeException {
    return switch (item.type) {
      // Of a layered stream, the decoder shows the base layer.
      case "hvc1", "hev1", "lhv1" -> FrameCodec.Kind.HEVC;
      case "av01" -> FrameCodec.Kind.AV1;
      default -> throw DecodeException.unsupported("HEIF image coded as " + item.type.strip());
    };
  }

  /// Returns a frame with the color description of its item, or else that of another.
  private VideoFrame withColors(VideoFrame frame, HeifItem item, HeifItem colorSource) {
    IsoBox colors = HeifColors.nclx(file, item);
    if (colors == null) {
      colors = HeifColors.nclx(file, colorSource);
    }
    if (colors == null) {
      return frame;
    }
    int primaries = file.getShort(colors.start() + 4) & 0xFFFF;
    int transfer = file.getShort(colors.start() + 6) & 0xFFFF;
    int matrix = file.getShort(colors.start() + 8) & 0xFFFF;
    boolean full = (file.get(colors.start() + 10) & 0x80) != 0;
    return frame.withColorInfo(
        full,
        matrix == UNSPECIFIED ? frame.matrix() : matrix,
        transfer == UNSPECIFIED ? frame.transfer() : transfer,
        primaries == UNSPECIFIED ? frame.primaries() : primaries);
  }

  /// Returns the stream of an item for the decoder.
  ///
  /// @param first whether parameter sets belong to the stream
  private byte[] stream(HeifItem item, byte[] data, boolean first) throws DecodeException {
    return kind(item) == FrameCodec.Kind.HEVC
        ? hevcStream(item, data, first)
        : first ? av1Stream(item, data) : data;
  }

  /// Returns the stream in byte stream format: parameter sets first, a start code before each unit
  /// (ITU-T H.265, annex B).
  private byte[] hevcStream(HeifItem item, byte[] data, boolean first) throws DecodeException {
    IsoBox config = item.property("hvcC");
    if (config == null) {
      throw DecodeException.damaged("lacks its decoder configuration");
    }
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int lengthBytes = 1 + (file.get(config.start() + 21) & 3);
    int arrays = first ? file.get(config.start() + 22) & 255 : 0;
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

  private byte[] av1Stream(HeifItem item, byte[] data) {
    IsoBox config = item.property("av1C");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    if (config != null && config.length() > 4) {
      byte[] units = new byte[config.length() - 4];
      file.get(config.start() + 4, units);
      stream.writeBytes(units);
    }
    stream.writeBytes(data);
    return stream.toByteArray();
  }
}
