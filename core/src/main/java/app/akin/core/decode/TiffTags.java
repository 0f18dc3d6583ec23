package app.akin.core.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The first directory of a TIFF structure (TIFF 6.0, section 2), which is also what an EXIF block
/// is. Reads any bytes: what lies outside them is absent.
final class TiffTags {
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;

  private final byte[] bytes;
  private final ByteBuffer tiff;

  /// Where the entry of each tag lies; values are read when asked for.
  private final Map<Integer, Integer> entries = new HashMap<>();

  private TiffTags(byte[] bytes) {
    this.bytes = bytes;
    this.tiff = ByteBuffer.wrap(bytes);
  }

  /// The first directory; one without entries where the bytes are no TIFF structure.
  ///
  /// @param bytes kept and read later; nobody writes them
  static TiffTags first(byte[] bytes) {
    TiffTags tags = new TiffTags(bytes);
    if (bytes.length >= 8) {
      tags.tiff.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      tags.findEntries();
    }
    return tags;
  }

  private void findEntries() {
    long start = unsigned(4);
    if (tiff.getShort(2) != 42 || start > tiff.capacity() - 2) {
      return;
    }
    int count = tiff.getShort((int) start) & 0xFFFF;
    for (int i = 0; i < count; i++) {
      long at = start + 2 + 12L * i;
      if (at > tiff.capacity() - 12) {
        return;
      }
      entries.putIfAbsent(tiff.getShort((int) at) & 0xFFFF, (int) at);
    }
  }

  /// Whether the directory names the tag, whatever its value.
  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /// The whole numbers of a tag, none where it is absent or of another type.
  long[] values(int tag) {
    int size =
        switch (type(tag)) {
          case SHORT -> 2;
          case LONG -> 4;
          default -> 0;
        };
    if (size == 0) {
      return new long[0];
    }
    int from = place(tag, size);
    long[] numbers = new long[from < 0 ? 0 : count(tag)];
    for (int i = 0; i < numbers.length; i++) {
      int at = from + size * i;
      numbers[i] = size == 2 ? tiff.getShort(at) & 0xFFFFL : unsigned(at);
    }
    return numbers;
  }

  /// The first number of a tag, saturated to an int.
  int value(int tag, int absent) {
    long[] numbers = values(tag);
    return numbers.length == 0 ? absent : Math.clamp(numbers[0], 0, Integer.MAX_VALUE);
  }

  /// The bytes of a tag that holds a block of them, null where it is absent or of another type.
  byte @Nullable [] block(int tag) {
    int from = type(tag) == UNDEFINED ? place(tag, 1) : -1;
    return from < 0 ? null : Arrays.copyOfRange(bytes, from, from + count(tag));
  }

  private int type(int tag) {
    Integer at = entries.get(tag);
    return at == null ? 0 : tiff.getShort(at + 2);
  }

  /// How many values [#place] found to be inside the bytes.
  private int count(int tag) {
    return tiff.getInt(entries.getOrDefault(tag, 0) + 4);
  }

  /// Where the values of a tag that is there begin, -1 where they lie outside the bytes.
  private int place(int tag, int size) {
    int at = entries.getOrDefault(tag, 0);
    long length = size * unsigned(at + 4);
    long from = length <= 4 ? at + 8 : unsigned(at + 8);
    return from + length <= tiff.capacity() ? (int) from : -1;
  }

  private long unsigned(int at) {
    return tiff.getInt(at) & 0xFFFFFFFFL;
  }
}
