package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A box of the ISO base media file format (ISO/IEC 14496-12, section 4.2), which HEIF, CR3 and the
/// containers of JPEG XL are made of. Numbers are big-endian.
///
/// @param type four characters
/// @param start where its contents begin in the file
/// @param end behind its last byte, inside the file
record IsoBox(String type, int start, int end) {
  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;

  /// More boxes than any picture has in one place.
  private static final int MOST = 10_000;

  /// The boxes between two places, up to the first that is cut off or makes no sense.
  static List<IsoBox> list(ByteBuffer file, int from, int to) {
    List<IsoBox> boxes = new ArrayList<>();
    int at = from;
    while (at >= 0 && at <= to - HEADER && boxes.size() < MOST) {
      long size = file.getInt(at) & 0xFFFFFFFFL;
      int header = HEADER;
      if (size == 1 && at <= to - LARGE_HEADER) {
        size = file.getLong(at + HEADER);
        header = LARGE_HEADER;
      } else if (size == 0) {
        size = (long) to - at;
      }
      if (size < header || size > to - at) {
        break;
      }
      int end = (int) (at + size);
      boxes.add(new IsoBox(text(file, at + 4), at + header, end));
      at = end;
    }
    return boxes;
  }

  /// The boxes inside this one.
  ///
  /// @param skip bytes before the first, such as 4 for the version and flags of a full box
  List<IsoBox> inside(ByteBuffer file, int skip) {
    return list(file, start + skip, end);
  }

  /// The first box of a type inside this one, null for none.
  @Nullable IsoBox find(ByteBuffer file, int skip, String wanted) {
    return find(inside(file, skip), wanted);
  }

  /// The first box of a type, null for none.
  static @Nullable IsoBox find(List<IsoBox> boxes, String wanted) {
    for (IsoBox box : boxes) {
      if (box.type.equals(wanted)) {
        return box;
      }
    }
    return null;
  }

  /// How many bytes its contents have.
  int length() {
    return end - start;
  }

  /// Four bytes as characters.
  static String text(ByteBuffer file, int at) {
    byte[] four = new byte[4];
    file.get(at, four);
    return new String(four, ISO_8859_1);
  }
}
