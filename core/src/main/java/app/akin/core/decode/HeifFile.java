package app.akin.core.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The primary picture of a HEIF file (ISO/IEC 23008-12), coded in HEVC (HEIC) or AV1 (AVIF), whole
/// or as a grid of tiles. The container is read here; [FrameCodec] decodes each tile.
///
/// How it lies is what the container's transforms say: the EXIF orientation, which phones write as
/// well, is for those who take the picture out of the container.
final class HeifFile implements ImageFile {
  private static final byte[] START_CODE = {0, 0, 0, 1};

  /// Coded pictures are padded to whole blocks, which matters for small ones.
  private static final long PADDING = 1 << 18;

  private static final int UNSPECIFIED = 2;
  private static final int DEPTH = 4;

  private final ByteBuffer file;
  private final HeifItems items;
  private final HeifItem primary;
  private final VideoFrames frames;
  private final int fullWidth;
  private final int fullHeight;
  private final HeifTransforms transforms;

  private HeifFile(ByteBuffer file, HeifItems items, VideoFrames frames) throws RefusedException {
    this.file = file;
    this.items = items;
    this.frames = frames;
    this.primary = items.primary();
    IsoBox size = primary.property("ispe");
    if (size == null) {
      throw RefusedException.damaged("does not say its size");
    }
    fullWidth = file.getInt(size.start() + 4);
    fullHeight = file.getInt(size.start() + 8);
    transforms = HeifTransforms.of(file, primary, fullWidth, fullHeight);
  }

  /// Reads the items.
  static HeifFile open(byte[] bytes, VideoFrames frames) throws RefusedException {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    try {
      return new HeifFile(file, HeifItems.read(file), frames);
    } catch (IndexOutOfBoundsException e) {
      throw RefusedException.damaged("ends inside its header");
    }
  }

  @Override
  public int width() {
    // Both are checked: what is cropped away must be decoded first.
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
    HeifItem item = items.beside(primary, "Exif", "");
    byte[] block = bytes(item);
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
    return bytes(items.beside(primary, "mime", "rdf+xml"));
  }

  private byte[] bytes(@Nullable HeifItem item) {
    try {
      return item == null ? new byte[0] : items.bytes(item);
    } catch (RefusedException e) {
      return new byte[0]; // a picture without its facts is a picture
    }
  }

  @Override
  public Picture read(Enough enough) throws RefusedException {
    Optional<FrameCodec> codec = frames.codec();
    if (codec.isEmpty()) {
      throw RefusedException.needsCodec(
          "needs the HEVC and AV1 decoder, which Akin brings along for x86-64 and for Apple’s and"
              + " Linux’ ARM, and which could not be loaded here");
    }
    try {
      byte[] rgb = new byte[3 * fullWidth * fullHeight];
      draw(codec.get(), primary, rgb, false, 0);
      HeifItem opacity = items.opacity(primary);
      byte @Nullable [] alpha = null;
      if (opacity != null && sameSize(opacity)) {
        alpha = new byte[fullWidth * fullHeight];
        draw(codec.get(), opacity, alpha, true, 0);
        alpha = transforms.cut(alpha, 1, fullWidth);
      }
      byte[] kept = transforms.cut(rgb, 3, fullWidth);
      return new Picture(width(), height(), kept, false, alpha, null, profile());
    } catch (IndexOutOfBoundsException e) {
      throw RefusedException.damaged("ends inside its picture");
    }
  }

  private boolean sameSize(HeifItem item) {
    IsoBox size = item.property("ispe");
    return size != null
        && file.getInt(size.start() + 4) == fullWidth
        && file.getInt(size.start() + 8) == fullHeight;
  }

  /// Draws an item, whole or tile by tile.
  ///
  /// @param target 3 bytes a pixel, or 1 for opacities
  /// @param depth how many items this one is part of
  private void draw(FrameCodec codec, HeifItem item, byte[] target, boolean opacity, int depth)
      throws RefusedException {
    if (depth > DEPTH) {
      throw RefusedException.damaged("is made of itself");
    }
    switch (item.type) {
      case "grid" -> grid(codec, item, target, opacity);
      case "iden" -> {
        if (item.parts.isEmpty()) {
          throw RefusedException.damaged("lacks a part of its picture");
        }
        draw(codec, items.part(item.parts.getFirst()), target, opacity, depth + 1);
      }
      default -> {
        Frame frame = frame(codec, item, item);
        if (frame.width() < fullWidth || frame.height() < fullHeight) {
          throw RefusedException.damaged("has a picture smaller than it says");
        }
        draw(new FrameColors(frame), frame, target, opacity, 0, 0);
      }
    }
  }

  private void draw(
      FrameColors colors, Frame frame, byte[] target, boolean opacity, int left, int top)
      throws RefusedException {
    if (!colors.serve(frame)) {
      throw RefusedException.damaged("has tiles of different kinds");
    }
    if (opacity) {
      colors.drawFirst(frame, target, fullWidth, fullHeight, left, top);
    } else {
      colors.draw(frame, target, fullWidth, fullHeight, left, top);
    }
  }

  private void grid(FrameCodec codec, HeifItem grid, byte[] target, boolean opacity)
      throws RefusedException {
    byte[] layout = items.bytes(grid);
    if (layout.length < 8) {
      throw RefusedException.damaged("does not say how its tiles lie");
    }
    int rows = 1 + (layout[2] & 255);
    int columns = 1 + (layout[3] & 255);
    if (grid.parts.size() < rows * columns) {
      throw RefusedException.damaged("lacks tiles");
    }
    int tileWidth = 0;
    int tileHeight = 0;
    @Nullable FrameColors colors = null;
    for (int i = 0; i < rows * columns; i++) {
      Frame frame = frame(codec, items.part(grid.parts.get(i)), grid);
      if (colors == null) {
        colors = new FrameColors(frame);
        tileWidth = frame.width();
        tileHeight = frame.height();
        // Neither holes nor tiles that nobody would see.
        boolean covers =
            (long) tileWidth * columns >= fullWidth
                && (long) tileHeight * rows >= fullHeight
                && (long) tileWidth * (columns - 1) < fullWidth
                && (long) tileHeight * (rows - 1) < fullHeight;
        if (!covers) {
          throw RefusedException.damaged("has tiles that do not make its picture");
        }
      } else if (frame.width() != tileWidth || frame.height() != tileHeight) {
        throw RefusedException.damaged("has tiles of different sizes");
      }
      draw(colors, frame, target, opacity, i % columns * tileWidth, i / columns * tileHeight);
    }
  }

  /// @param shown the item that says what the colours mean, where this one does not
  private Frame frame(FrameCodec codec, HeifItem item, HeifItem shown) throws RefusedException {
    byte[] stream;
    FrameCodec.Kind kind;
    switch (item.type) {
      case "hvc1", "hev1" -> {
        kind = FrameCodec.Kind.HEVC;
        stream = hevc(item);
      }
      case "av01" -> {
        kind = FrameCodec.Kind.AV1;
        stream = av1(item);
      }
      default -> throw RefusedException.unsupported("HEIF picture coded as " + item.type.strip());
    }
    IsoBox size = item.property("ispe");
    long pixels =
        size == null
            ? decodedPixels()
            : (file.getInt(size.start() + 4) & 0xFFFFFFFFL)
                * (file.getInt(size.start() + 8) & 0xFFFFFFFFL);
    long most = 2 * Math.min(pixels < 0 ? Long.MAX_VALUE : pixels, decodedPixels()) + PADDING;
    @Nullable Frame frame = codec.decode(kind, stream, most);
    if (frame == null) {
      throw RefusedException.damaged("is broken inside");
    }
    IsoBox meaning = nclx(item);
    if (meaning == null) {
      meaning = nclx(shown);
    }
    if (meaning == null) {
      return frame;
    }
    int matrix = file.getShort(meaning.start() + 8) & 0xFFFF;
    boolean full = (file.get(meaning.start() + 10) & 0x80) != 0;
    return frame.meaning(full, matrix == UNSPECIFIED ? frame.matrix() : matrix);
  }

  private @Nullable IsoBox nclx(HeifItem item) {
    return color(item, List.of("nclx"));
  }

  private @Nullable IsoBox color(HeifItem item, List<String> kinds) {
    for (IsoBox property : item.properties) {
      if (property.type().equals("colr")
          && property.length() >= 4
          && kinds.contains(IsoBox.text(file, property.start()))) {
        return property;
      }
    }
    return null;
  }

  /// The stream as the decoder takes it without being told anything: parameter sets first, a start
  /// code before each unit (ITU-T H.265, annex B).
  private byte[] hevc(HeifItem item) throws RefusedException {
    IsoBox settings = item.property("hvcC");
    if (settings == null) {
      throw RefusedException.damaged("lacks its decoder’s settings");
    }
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int lengthBytes = 1 + (file.get(settings.start() + 21) & 3);
    int arrays = file.get(settings.start() + 22) & 255;
    int at = settings.start() + 23;
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
        throw RefusedException.damaged("ends inside its picture");
      }
      stream.writeBytes(START_CODE);
      stream.write(data, from, (int) length);
      from += (int) length;
    }
    return stream.toByteArray();
  }

  private byte[] av1(HeifItem item) throws RefusedException {
    IsoBox settings = item.property("av1C");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    if (settings != null && settings.length() > 4) {
      byte[] units = new byte[settings.length() - 4];
      file.get(settings.start() + 4, units);
      stream.writeBytes(units);
    }
    stream.writeBytes(items.bytes(item));
    return stream.toByteArray();
  }

  /// What the colours are: the file's profile, or one of the primaries that it names.
  private byte @Nullable [] profile() throws RefusedException {
    for (HeifItem item : shown()) {
      IsoBox box = color(item, List.of("prof", "rICC"));
      if (box != null) {
        byte[] profile = new byte[box.length() - 4];
        file.get(box.start() + 4, profile);
        return profile;
      }
    }
    for (HeifItem item : shown()) {
      IsoBox box = nclx(item);
      if (box != null) {
        return PrimariesProfile.of(file.getShort(box.start() + 4) & 0xFFFF);
      }
    }
    return null;
  }

  /// The picture and, where it is made of others, the first of those.
  private List<HeifItem> shown() throws RefusedException {
    return primary.parts.isEmpty()
        ? List.of(primary)
        : List.of(primary, items.part(primary.parts.getFirst()));
  }
}
