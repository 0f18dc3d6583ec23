package app.akin.core.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A directory of a TIFF structure (TIFF 6.0, section 2), which is also what an EXIF block is, or
/// of a BigTIFF, in which places and counts have eight bytes. Reads any bytes: what lies outside
/// them is absent.
final class TiffTags {
  private static final int BYTE = 1;
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;
  private static final int DIRECTORY = 13;
  private static final int LONG8 = 16;
  private static final int DIRECTORY8 = 18;
  private static final int BIG = 43;

  private static final int SUB_DIRECTORIES = 330;
  private static final int EXIF_DIRECTORY = 34665;

  /// More directories than any camera writes.
  private static final int MOST_DIRECTORIES = 64;

  private final byte[] bytes;
  private final ByteBuffer tiff;
  private final int base;
  private final boolean big;
  private long next;

  /// Where the entry of each tag lies; values are read when asked for.
  private final Map<Integer, Integer> entries = new HashMap<>();

  private TiffTags(byte[] bytes) {
    this(bytes, 0, isBig(bytes));
  }

  private TiffTags(byte[] bytes, int base, boolean big) {
    this.bytes = bytes;
    this.base = base;
    this.big = big;
    this.tiff = ByteBuffer.wrap(bytes);
  }

  /// Whether a file says that it is a BigTIFF.
  static boolean isBig(byte[] bytes) {
    return bytes.length >= 16
        && bytes[0] == bytes[1]
        && ((bytes[0] == 'I' && bytes[2] == BIG && bytes[3] == 0)
            || (bytes[0] == 'M' && bytes[2] == 0 && bytes[3] == BIG));
  }

  /// The first directory; one without entries where the bytes are no TIFF structure.
  ///
  /// @param bytes kept and read later; nobody writes them
  static TiffTags first(byte[] bytes) {
    TiffTags tags = new TiffTags(bytes);
    if (bytes.length >= 8) {
      tags.order();
      if (tags.big) {
        tags.findEntries(tags.tiff.getLong(8));
      } else if (tags.tiff.getShort(2) == 42) {
        tags.findEntries(tags.unsigned(4));
      }
    }
    return tags;
  }

  /// Every directory of a file: the chain of the first, and those below each of them. None where
  /// the bytes are no TIFF structure. Takes the numbers that camera makers put in the place of
  /// TIFF's own as well.
  static List<TiffTags> all(byte[] bytes) {
    List<TiffTags> found = new ArrayList<>();
    if (bytes.length < 8 || (bytes[0] != 'I' && bytes[0] != 'M') || bytes[1] != bytes[0]) {
      return found;
    }
    Deque<Long> open = new ArrayDeque<>();
    Set<Long> known = new HashSet<>();
    TiffTags start = new TiffTags(bytes);
    start.order();
    open.add(start.big ? start.tiff.getLong(8) : start.unsigned(4));
    while (!open.isEmpty() && found.size() < MOST_DIRECTORIES) {
      long place = open.remove();
      if (place >= 8 && known.add(place)) {
        TiffTags tags = new TiffTags(bytes);
        tags.order();
        tags.findEntries(place);
        found.add(tags);
        open.add(tags.next);
        for (int below : new int[] {SUB_DIRECTORIES, EXIF_DIRECTORY}) {
          for (long directory : tags.values(below)) {
            open.add(directory);
          }
        }
      }
    }
    return found;
  }

  /// The directory at a place of a structure.
  ///
  /// @param base what the places that it names are relative to
  static TiffTags at(byte[] bytes, long place, int base) {
    TiffTags tags = new TiffTags(bytes, base, false);
    tags.order();
    tags.findEntries(place);
    return tags;
  }

  private void order() {
    tiff.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  private void findEntries(long start) {
    int head = big ? 8 : 2;
    int entry = big ? 20 : 12;
    if (start < 0 || start > tiff.capacity() - head) {
      return;
    }
    // Nothing has more entries than there are numbers for tags.
    long count =
        big
            ? Math.clamp(tiff.getLong((int) start), 0, 0xFFFF)
            : tiff.getShort((int) start) & 0xFFFF;
    for (int i = 0; i < count; i++) {
      long at = start + head + (long) entry * i;
      if (at > tiff.capacity() - entry) {
        return;
      }
      entries.putIfAbsent(tiff.getShort((int) at) & 0xFFFF, (int) at);
    }
    long end = start + head + entry * count;
    next = end <= tiff.capacity() - place() ? number((int) end, place()) : 0;
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
          case LONG, DIRECTORY -> 4;
          case LONG8, DIRECTORY8 -> big ? 8 : 0;
          default -> 0;
        };
    if (size == 0) {
      return new long[0];
    }
    int from = place(tag, size);
    long[] numbers = new long[from < 0 ? 0 : count(tag)];
    for (int i = 0; i < numbers.length; i++) {
      int at = from + size * i;
      numbers[i] = number(at, size);
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
    int from = blockPlace(tag);
    return from < 0 ? null : Arrays.copyOfRange(bytes, from, from + count(tag));
  }

  /// Where the bytes of a tag that holds a block of them begin, -1 for none.
  int blockPlace(int tag) {
    int type = type(tag);
    return type == UNDEFINED || type == BYTE || type == ASCII ? place(tag, 1) : -1;
  }

  /// How many bytes the block of a tag has that [#blockPlace] found.
  int blockLength(int tag) {
    return count(tag);
  }

  private int type(int tag) {
    Integer at = entries.get(tag);
    return at == null ? 0 : tiff.getShort(at + 2);
  }

  /// How many values [#place] found to be inside the bytes.
  private int count(int tag) {
    return (int) number(entries.getOrDefault(tag, 0) + 4, place());
  }

  /// Where the values of a tag that is there begin, -1 where they lie outside the bytes.
  private int place(int tag, int size) {
    int at = entries.getOrDefault(tag, 0);
    long count = number(at + 4, place());
    if (count < 0 || count > tiff.capacity()) {
      return -1;
    }
    long length = size * count;
    int value = at + 4 + place();
    long from = length <= place() ? value : base + number(value, place());
    return from >= 0 && from <= tiff.capacity() - length ? (int) from : -1;
  }

  /// How many bytes a place has, and a count.
  private int place() {
    return big ? 8 : 4;
  }

  private long number(int at, int size) {
    return switch (size) {
      case 2 -> tiff.getShort(at) & 0xFFFFL;
      case 4 -> unsigned(at);
      default -> tiff.getLong(at);
    };
  }

  private long unsigned(int at) {
    return tiff.getInt(at) & 0xFFFFFFFFL;
  }
}
