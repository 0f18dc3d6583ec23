package app.akin.core.decode.heif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.IsoBox;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The items of a HEIF file, read from its `meta` box (ISO/IEC 14496-12, section 8.11, and ISO/IEC
/// 23008-12). Not thread-safe.
final class HeifItems {
  private static final int FULL_BOX_HEADER = 4;
  private static final int MAX_ITEMS = 20_000;

  private final ByteBuffer file;
  private final Map<Integer, HeifItem> items = new HashMap<>();
  private final @Nullable IsoBox idat;
  private int primary;

  private HeifItems(ByteBuffer file, @Nullable IsoBox data) {
    this.file = file;
    this.idat = data;
  }

  /// Reads the `meta` box.
  ///
  /// @throws DecodeException if the box is missing or invalid
  static HeifItems read(ByteBuffer file) throws DecodeException {
    try {
      IsoBox meta = IsoBox.find(IsoBox.list(file, 0, file.capacity()), "meta");
      if (meta == null) {
        throw DecodeException.damaged("has no still image");
      }
      List<IsoBox> boxes = meta.children(file, FULL_BOX_HEADER);
      HeifItems items = new HeifItems(file, IsoBox.find(boxes, "idat"));
      items.read(boxes);
      return items;
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends inside its header");
    }
  }

  private void read(List<IsoBox> boxes) throws DecodeException {
    for (IsoBox box : boxes) {
      switch (box.type()) {
        case "pitm" -> primary = readInt(box.start() + FULL_BOX_HEADER, version(box) == 0 ? 2 : 4);
        case "iinf" -> readItemInfo(box);
        case "iloc" -> readLocations(box);
        case "iref" -> readReferences(box);
        case "iprp" -> readProperties(box);
        default -> {}
      }
    }
  }

  private int version(IsoBox box) {
    return file.get(box.start()) & 255;
  }

  private int readInt(int at, int bytes) {
    return Math.clamp(readLong(at, bytes), 0, Integer.MAX_VALUE);
  }

  private long readLong(int at, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (file.get(at + i) & 255);
    }
    return value;
  }

  private HeifItem getOrCreate(int id) throws DecodeException {
    if (items.size() > MAX_ITEMS) {
      throw DecodeException.damaged("has too many items");
    }
    return items.computeIfAbsent(id, HeifItem::new);
  }

  private void readItemInfo(IsoBox box) throws DecodeException {
    for (IsoBox entry : box.children(file, FULL_BOX_HEADER + (version(box) == 0 ? 2 : 4))) {
      int version = version(entry);
      if (entry.type().equals("infe") && version >= 2) {
        int idBytes = version == 2 ? 2 : 4;
        int at = entry.start() + FULL_BOX_HEADER;
        HeifItem item = getOrCreate(readInt(at, idBytes));
        item.type = IsoBox.text(file, at + idBytes + 2);
        byte[] rest = new byte[Math.max(0, entry.end() - at - idBytes - 6)];
        file.get(at + idBytes + 6, rest);
        item.contentType = new String(rest, ISO_8859_1);
      }
    }
  }

  private void readLocations(IsoBox box) throws DecodeException {
    int version = version(box);
    int at = box.start() + FULL_BOX_HEADER;
    int sizes = readInt(at, 2);
    int offsetBytes = sizes >> 12 & 15;
    int lengthBytes = sizes >> 8 & 15;
    int baseBytes = sizes >> 4 & 15;
    int indexBytes = version == 0 ? 0 : sizes & 15;
    int idBytes = version < 2 ? 2 : 4;
    int count = readInt(at + 2, idBytes);
    at += 2 + idBytes;
    for (int i = 0; i < count; i++) {
      HeifItem item = getOrCreate(readInt(at, idBytes));
      at += idBytes;
      if (version > 0) {
        item.constructionMethod = readInt(at, 2) & 15;
        at += 2;
      }
      at += 2;
      long base = readLong(at, baseBytes);
      int extents = readInt(at + baseBytes, 2);
      at += baseBytes + 2;
      for (int j = 0; j < extents; j++) {
        at += indexBytes;
        long offset = base + readLong(at, offsetBytes);
        at += offsetBytes;
        item.extents.add(new HeifItem.Extent(offset, readLong(at, lengthBytes)));
        at += lengthBytes;
        if (at > box.end()) {
          throw DecodeException.damaged("ends inside its header");
        }
      }
    }
  }

  private void readReferences(IsoBox box) throws DecodeException {
    int idBytes = version(box) == 0 ? 2 : 4;
    for (IsoBox reference : box.children(file, FULL_BOX_HEADER)) {
      HeifItem from = getOrCreate(readInt(reference.start(), idBytes));
      int count = readInt(reference.start() + idBytes, 2);
      int at = reference.start() + idBytes + 2;
      for (int i = 0; i < count && at < reference.end(); i++) {
        int to = readInt(at, idBytes);
        (reference.type().equals("dimg") ? from.parts : from.describes).add(to);
        at += idBytes;
      }
    }
  }

  private void readProperties(IsoBox box) throws DecodeException {
    IsoBox container = box.find(file, 0, "ipco");
    if (container == null) {
      return;
    }
    List<IsoBox> all = container.children(file, 0);
    for (IsoBox association : box.children(file, 0)) {
      if (!association.type().equals("ipma")) {
        continue;
      }
      int flags = readInt(association.start() + 1, 3);
      int idBytes = version(association) == 0 ? 2 : 4;
      int count = readInt(association.start() + FULL_BOX_HEADER, 4);
      int at = association.start() + FULL_BOX_HEADER + 4;
      for (int i = 0; i < count && at < association.end(); i++) {
        HeifItem item = getOrCreate(readInt(at, idBytes));
        int properties = readInt(at + idBytes, 1);
        at += idBytes + 1;
        for (int j = 0; j < properties; j++) {
          int index = (flags & 1) == 0 ? readInt(at, 1) & 0x7F : readInt(at, 2) & 0x7FFF;
          at += (flags & 1) == 0 ? 1 : 2;
          if (index >= 1 && index <= all.size()) {
            item.properties.add(all.get(index - 1));
          }
        }
      }
    }
  }

  /// Returns the primary item.
  HeifItem primary() throws DecodeException {
    return require(primary);
  }

  /// Returns an item by its ID.
  HeifItem require(int id) throws DecodeException {
    HeifItem item = items.get(id);
    if (item == null) {
      throw DecodeException.damaged("lacks a part of its image");
    }
    return item;
  }

  /// Returns the first item of a type that describes another or refers to no item, or null.
  ///
  /// @param content text that its content type must contain
  @Nullable HeifItem findDescribing(HeifItem item, String type, String content) {
    for (HeifItem other : items.values()) {
      boolean applies = other.describes.isEmpty() || other.describes.contains(item.id);
      if (applies && other.type.equals(type) && other.contentType.contains(content)) {
        return other;
      }
    }
    return null;
  }

  /// Returns the alpha image that belongs to an item, or null.
  @Nullable HeifItem findAlpha(HeifItem item) {
    for (HeifItem other : items.values()) {
      IsoBox kind = other.property("auxC");
      if (kind != null && other.describes.contains(item.id)) {
        byte[] name = new byte[Math.max(0, kind.length() - FULL_BOX_HEADER)];
        file.get(kind.start() + FULL_BOX_HEADER, name);
        String urn = new String(name, ISO_8859_1);
        if (urn.contains("auxiliary:alpha")
            || urn.contains("aux:hevc:2015:auxid:1")
            || urn.contains("hevc:2015:auxid:1")) {
          return other;
        }
      }
    }
    return null;
  }

  /// Returns the bytes of an item.
  ///
  /// @throws DecodeException if they exceed the file or their location is not supported
  byte[] bytes(HeifItem item) throws DecodeException {
    long from = 0;
    long end = file.capacity();
    if (item.constructionMethod == 1 && idat != null) {
      from = idat.start();
      end = idat.end();
    } else if (item.constructionMethod != 0) {
      throw DecodeException.unsupported("HEIF item that is a part of another");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (HeifItem.Extent extent : item.extents) {
      long start = from + extent.offset();
      long length = extent.length() == 0 ? end - start : extent.length();
      boolean fits = start >= from && length >= 0 && length <= end - start;
      if (!fits || bytes.size() + length > file.capacity()) {
        throw DecodeException.damaged(
            "ends after " + file.capacity() + " of " + (start + length) + " bytes");
      }
      byte[] part = new byte[(int) length];
      file.get((int) start, part);
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
