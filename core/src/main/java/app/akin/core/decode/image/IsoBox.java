package app.akin.core.decode.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A box of the ISO base media file format (ISO/IEC 14496-12, section 4.2), the container structure
/// of HEIF, CR3 and JPEG XL. Numbers are big-endian.
///
/// @param type four-character type
/// @param start offset of its contents in the file
/// @param end offset after its last byte, within the file
public record IsoBox(String type, int start, int end) {
  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;

  /// Limit on the boxes at one level; no real file has as many.
  private static final int MAX_BOXES = 10_000;

  /// Returns the boxes between two offsets, up to the first truncated or invalid one.
  public static List<IsoBox> list(ByteBuffer file, int from, int to) {
    List<IsoBox> boxes = new ArrayList<>();
    int at = from;
    while (at >= 0 && at <= to - HEADER && boxes.size() < MAX_BOXES) {
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

  /// Returns the boxes inside this one.
  ///
  /// @param skip bytes before the first box, such as 4 for the version and flags of a full box
  public List<IsoBox> children(ByteBuffer file, int skip) {
    return list(file, start + skip, end);
  }

  /// Returns the first box of a type inside this one, or null.
  public @Nullable IsoBox find(ByteBuffer file, int skip, String wanted) {
    return find(children(file, skip), wanted);
  }

  /// Returns the first box of a type, or null.
  public static @Nullable IsoBox find(List<IsoBox> boxes, String wanted) {
    for (IsoBox box : boxes) {
      if (box.type.equals(wanted)) {
        return box;
      }
    }
    return null;
  }

  /// Returns the length of its contents in bytes.
  public int length() {
    return end - start;
  }

  /// Returns four bytes as Latin-1 characters.
  public static String text(ByteBuffer file, int at) {
    byte[] four = new byte[4];
    file.get(at, four);
    return new String(four, ISO_8859_1);
  }
}
