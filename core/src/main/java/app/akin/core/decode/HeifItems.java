package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The items of a HEIF file (ISO/IEC 14496-12, section 8.11, and ISO/IEC 23008-12): what its `meta`
/// box says of them. For one thread.
final class HeifItems {
  private static final int FULL = 4;
  private static final int MOST_ITEMS = 20_000;

  private final ByteBuffer file;
  private final Map<Integer, HeifItem> items = new HashMap<>();
  private final @Nullable IsoBox data;
  private int primary;

  private HeifItems(ByteBuffer file, @Nullable IsoBox data) {
    this.file = file;
    this.data = data;
  }

  /// Reads the `meta` box.
  ///
  /// @throws RefusedException where there is none, or what it says makes no sense
  static HeifItems read(ByteBuffer file) throws RefusedException {
    try {
      IsoBox meta = IsoBox.find(IsoBox.list(file, 0, file.capacity()), "meta");
      if (meta == null) {
        throw RefusedException.damaged("has no still picture");
      }
      List<IsoBox> boxes = meta.inside(file, FULL);
      HeifItems items = new HeifItems(file, IsoBox.find(boxes, "idat"));
      items.read(boxes);
      return items;
    } catch (IndexOutOfBoundsException e) {
      throw RefusedException.damaged("ends inside its header");
    }
  }

  private void read(List<IsoBox> boxes) throws RefusedException {
    for (IsoBox box : boxes) {
      switch (box.type()) {
        case "pitm" -> primary = number(box.start() + FULL, version(box) == 0 ? 2 : 4);
        case "iinf" -> information(box);
        case "iloc" -> locations(box);
        case "iref" -> references(box);
        case "iprp" -> properties(box);
        default -> {}
      }
    }
  }

  private int version(IsoBox box) {
    return file.get(box.start()) & 255;
  }

  private int number(int at, int bytes) {
    return Math.clamp(large(at, bytes), 0, Integer.MAX_VALUE);
  }

  private long large(int at, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (file.get(at + i) & 255);
    }
    return value;
  }

  private HeifItem item(int id) throws RefusedException {
    if (items.size() > MOST_ITEMS) {
      throw RefusedException.damaged("has too many items");
    }
    return items.computeIfAbsent(id, HeifItem::new);
  }

  private void information(IsoBox box) throws RefusedException {
    for (IsoBox entry : box.inside(file, FULL + (version(box) == 0 ? 2 : 4))) {
      int version = version(entry);
      if (entry.type().equals("infe") && version >= 2) {
        int idBytes = version == 2 ? 2 : 4;
        int at = entry.start() + FULL;
        HeifItem item = item(number(at, idBytes));
        item.type = IsoBox.text(file, at + idBytes + 2);
        byte[] rest = new byte[Math.max(0, entry.end() - at - idBytes - 6)];
        file.get(at + idBytes + 6, rest);
        item.content = new String(rest, ISO_8859_1);
      }
    }
  }

  private void locations(IsoBox box) throws RefusedException {
    int version = version(box);
    int at = box.start() + FULL;
    int sizes = number(at, 2);
    int offsetBytes = sizes >> 12 & 15;
    int lengthBytes = sizes >> 8 & 15;
    int baseBytes = sizes >> 4 & 15;
    int indexBytes = version == 0 ? 0 : sizes & 15;
    int idBytes = version < 2 ? 2 : 4;
    int count = number(at + 2, idBytes);
    at += 2 + idBytes;
    for (int i = 0; i < count; i++) {
      HeifItem item = item(number(at, idBytes));
      at += idBytes;
      if (version > 0) {
        item.construction = number(at, 2) & 15;
        at += 2;
      }
      at += 2;
      long base = large(at, baseBytes);
      int extents = number(at + baseBytes, 2);
      at += baseBytes + 2;
      for (int j = 0; j < extents; j++) {
        at += indexBytes;
        long offset = base + large(at, offsetBytes);
        at += offsetBytes;
        item.extents.add(new HeifItem.Extent(offset, large(at, lengthBytes)));
        at += lengthBytes;
        if (at > box.end()) {
          throw RefusedException.damaged("ends inside its header");
        }
      }
    }
  }

  private void references(IsoBox box) throws RefusedException {
    int idBytes = version(box) == 0 ? 2 : 4;
    for (IsoBox reference : box.inside(file, FULL)) {
      HeifItem from = item(number(reference.start(), idBytes));
      int count = number(reference.start() + idBytes, 2);
      int at = reference.start() + idBytes + 2;
      for (int i = 0; i < count && at < reference.end(); i++) {
        int to = number(at, idBytes);
        (reference.type().equals("dimg") ? from.parts : from.about).add(to);
        at += idBytes;
      }
    }
  }

  private void properties(IsoBox box) throws RefusedException {
    IsoBox container = box.find(file, 0, "ipco");
    if (container == null) {
      return;
    }
    List<IsoBox> all = container.inside(file, 0);
    for (IsoBox association : box.inside(file, 0)) {
      if (!association.type().equals("ipma")) {
        continue;
      }
      int flags = number(association.start() + 1, 3);
      int idBytes = version(association) == 0 ? 2 : 4;
      int count = number(association.start() + FULL, 4);
      int at = association.start() + FULL + 4;
      for (int i = 0; i < count && at < association.end(); i++) {
        HeifItem item = item(number(at, idBytes));
        int properties = number(at + idBytes, 1);
        at += idBytes + 1;
        for (int j = 0; j < properties; j++) {
          int index = (flags & 1) == 0 ? number(at, 1) & 0x7F : number(at, 2) & 0x7FFF;
          at += (flags & 1) == 0 ? 1 : 2;
          if (index >= 1 && index <= all.size()) {
            item.properties.add(all.get(index - 1));
          }
        }
      }
    }
  }

  /// The picture that the file shows.
  HeifItem primary() throws RefusedException {
    return part(primary);
  }

  /// An item that another needs.
  HeifItem part(int id) throws RefusedException {
    HeifItem item = items.get(id);
    if (item == null) {
      throw RefusedException.damaged("lacks a part of its picture");
    }
    return item;
  }

  /// The first item of a type that stands beside another or describes it, null for none.
  ///
  /// @param content what its `mime` type must contain
  @Nullable HeifItem beside(HeifItem item, String type, String content) {
    for (HeifItem other : items.values()) {
      boolean mine = other.about.isEmpty() || other.about.contains(item.id);
      if (mine && other.type.equals(type) && other.content.contains(content)) {
        return other;
      }
    }
    return null;
  }

  /// The picture of opacities that belongs to another, null for none.
  @Nullable HeifItem opacity(HeifItem item) {
    for (HeifItem other : items.values()) {
      IsoBox kind = other.property("auxC");
      if (kind != null && other.about.contains(item.id)) {
        byte[] name = new byte[Math.max(0, kind.length() - FULL)];
        file.get(kind.start() + FULL, name);
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

  /// The bytes of an item.
  ///
  /// @throws RefusedException where they lie outside the file
  byte[] bytes(HeifItem item) throws RefusedException {
    long from = 0;
    long end = file.capacity();
    if (item.construction == 1 && data != null) {
      from = data.start();
      end = data.end();
    } else if (item.construction != 0) {
      throw RefusedException.unsupported("HEIF item that is cut from another");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (HeifItem.Extent extent : item.extents) {
      long start = from + extent.offset();
      long length = extent.length() == 0 ? end - start : extent.length();
      boolean fits = start >= from && length >= 0 && length <= end - start;
      if (!fits || bytes.size() + length > file.capacity()) {
        throw RefusedException.damaged(
            "ends after " + file.capacity() + " of " + (start + length) + " bytes");
      }
      byte[] part = new byte[(int) length];
      file.get((int) start, part);
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
