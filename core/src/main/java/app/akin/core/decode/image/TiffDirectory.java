package app.akin.core.decode.image;

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

/// A directory of a TIFF structure (TIFF 6.0, section 2), such as an EXIF block, or of a BigTIFF,
/// in which offsets and counts have eight bytes. Accepts any bytes: entries outside them are
/// absent.
public final class TiffDirectory {
  private static final int BYTE = 1;
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;
  private static final int IFD = 13;
  private static final int LONG8 = 16;
  private static final int IFD8 = 18;
  private static final int BIG_TIFF_MAGIC = 43;

  private static final int SUB_IFDS = 330;
  private static final int EXIF_IFD = 34665;

  /// Limit on the directories of a file; cameras write fewer.
  private static final int MAX_DIRECTORIES = 64;

  private final byte[] bytes;
  private final ByteBuffer tiff;
  private final int base;
  private final boolean big;
  private long offset;
  private long nextOffset;

  /// The offset of each tag's entry; values are read on demand.
  private final Map<Integer, Integer> entries = new HashMap<>();

  private TiffDirectory(byte[] bytes) {
    this(bytes, 0, isBig(bytes));
  }

  private TiffDirectory(byte[] bytes, int base, boolean big) {
    this.bytes = bytes;
    this.base = base;
    this.big = big;
    this.tiff = ByteBuffer.wrap(bytes);
  }

  /// Returns whether a file has the signature of a BigTIFF.
  public static boolean isBig(byte[] bytes) {
    return bytes.length >= 16
        && bytes[0] == bytes[1]
        && ((bytes[0] == 'I' && bytes[2] == BIG_TIFF_MAGIC && bytes[3] == 0)
            || (bytes[0] == 'M' && bytes[2] == 0 && bytes[3] == BIG_TIFF_MAGIC));
  }

  /// Returns the first directory, without entries if the bytes are not a TIFF structure.
  ///
  /// @param bytes not copied and read later; must not be modified
  public static TiffDirectory first(byte[] bytes) {
    TiffDirectory tags = new TiffDirectory(bytes);
    if (bytes.length >= 8) {
      tags.setByteOrder();
      if (tags.big) {
        tags.findEntries(tags.tiff.getLong(8));
      } else if (tags.tiff.getShort(2) == 42) {
        tags.findEntries(tags.unsigned(4));
      }
    }
    return tags;
  }

  /// Returns all directories of a file: the chain of the first directory and their subdirectories.
  /// Empty if the bytes are not a TIFF structure. Magic numbers of camera manufacturers are also
  /// accepted.
  public static List<TiffDirectory> all(byte[] bytes) {
    List<TiffDirectory> found = new ArrayList<>();
    if (bytes.length < 8 || (bytes[0] != 'I' && bytes[0] != 'M') || bytes[1] != bytes[0]) {
      return found;
    }
    Deque<Long> pending = new ArrayDeque<>();
    Set<Long> visited = new HashSet<>();
    TiffDirectory start = new TiffDirectory(bytes);
    start.setByteOrder();
    pending.add(start.big ? start.tiff.getLong(8) : start.unsigned(4));
    while (!pending.isEmpty() && found.size() < MAX_DIRECTORIES) {
      long offset = pending.remove();
      if (offset >= 8 && visited.add(offset)) {
        TiffDirectory tags = new TiffDirectory(bytes);
        tags.setByteOrder();
        tags.findEntries(offset);
        found.add(tags);
        pending.add(tags.nextOffset);
        for (int parentTag : new int[] {SUB_IFDS, EXIF_IFD}) {
          for (long directory : tags.values(parentTag)) {
            pending.add(directory);
          }
        }
      }
    }
    return found;
  }

  /// Returns the directory at an offset of a structure.
  ///
  /// @param base the position to which its offsets are relative
  public static TiffDirectory at(byte[] bytes, long offset, int base) {
    TiffDirectory tags = new TiffDirectory(bytes, base, false);
    tags.setByteOrder();
    tags.findEntries(offset);
    return tags;
  }

  private void setByteOrder() {
    tiff.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  private void findEntries(long start) {
    int head = big ? 8 : 2;
    int entry = big ? 20 : 12;
    if (start < 0 || start > tiff.capacity() - head) {
      return;
    }
    offset = start;
    // A directory has at most one entry per tag number.
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
    nextOffset = end <= tiff.capacity() - offsetSize() ? number((int) end, offsetSize()) : 0;
  }

  /// Returns the offset of the directory, 0 if it has no entries.
  public long offset() {
    return offset;
  }

  /// Returns a copy of the structure in which this directory is the first one and some values are
  /// replaced.
  ///
  /// @param replacements for each tag, the new value of all its integers
  public byte[] withFirst(Map<Integer, Integer> replacements) {
    byte[] copy = bytes.clone();
    System.arraycopy(headerWithFirst(), 0, copy, 0, headerLength());
    ByteBuffer out = ByteBuffer.wrap(copy).order(tiff.order());
    replacements.forEach(
        (tag, value) -> {
          int size = type(tag) == SHORT ? 2 : type(tag) == LONG ? 4 : 0;
          int from = size == 0 ? -1 : valueOffset(tag, size);
          for (int i = 0; from >= 0 && i < count(tag); i++) {
            if (size == 2) {
              out.putShort(from + 2 * i, value.shortValue());
            } else {
              out.putInt(from + 4 * i, value);
            }
          }
        });
    return copy;
  }

  /// Returns whether the numbers of the structure are big-endian.
  public boolean isBigEndian() {
    return tiff.order() == ByteOrder.BIG_ENDIAN;
  }

  /// Returns the header of a structure in which this directory is the first one.
  public byte[] headerWithFirst() {
    ByteBuffer header = ByteBuffer.allocate(headerLength()).order(tiff.order());
    header.put(bytes, 0, headerLength());
    if (big) {
      return header.putLong(8, offset).array();
    }
    return header.putShort(2, (short) 42).putInt(4, (int) offset).array();
  }

  private int headerLength() {
    return big ? 16 : 8;
  }

  /// Returns whether the directory contains the tag, regardless of its value.
  public boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /// Returns the integers of a tag, empty if it is absent or of another type.
  public long[] values(int tag) {
    int size =
        switch (type(tag)) {
          case SHORT -> 2;
          case LONG, IFD -> 4;
          case LONG8, IFD8 -> big ? 8 : 0;
          default -> 0;
        };
    if (size == 0) {
      return new long[0];
    }
    int from = valueOffset(tag, size);
    long[] numbers = new long[from < 0 ? 0 : count(tag)];
    for (int i = 0; i < numbers.length; i++) {
      int at = from + size * i;
      numbers[i] = number(at, size);
    }
    return numbers;
  }

  /// Returns the first integer of a tag, clamped to a non-negative int.
  public int value(int tag, int absent) {
    long[] numbers = values(tag);
    return numbers.length == 0 ? absent : Math.clamp(numbers[0], 0, Integer.MAX_VALUE);
  }

  /// Returns the bytes of a tag, or null if it is absent or not of a byte type.
  public byte @Nullable [] block(int tag) {
    int from = blockOffset(tag);
    return from < 0 ? null : Arrays.copyOfRange(bytes, from, from + count(tag));
  }

  /// Returns the offset of the bytes of a tag, or -1 if it is absent or not of a byte type.
  public int blockOffset(int tag) {
    int type = type(tag);
    return type == UNDEFINED || type == BYTE || type == ASCII ? valueOffset(tag, 1) : -1;
  }

  /// Returns the number of bytes of a tag for which [#blockOffset] returned an offset.
  public int blockLength(int tag) {
    return count(tag);
  }

  private int type(int tag) {
    Integer at = entries.get(tag);
    return at == null ? 0 : tiff.getShort(at + 2);
  }

  /// Returns the number of values of a tag for which [#valueOffset] returned an offset.
  private int count(int tag) {
    return (int) number(entries.getOrDefault(tag, 0) + 4, offsetSize());
  }

  /// Returns the offset of the values of a present tag, or -1 if they are outside the bytes.
  private int valueOffset(int tag, int size) {
    int at = entries.getOrDefault(tag, 0);
    long count = number(at + 4, offsetSize());
    if (count < 0 || count > tiff.capacity()) {
      return -1;
    }
    long length = size * count;
    int value = at + 4 + offsetSize();
    long from = length <= offsetSize() ? value : base + number(value, offsetSize());
    return from >= 0 && from <= tiff.capacity() - length ? (int) from : -1;
  }

  /// Returns the size of an offset and of a count in bytes.
  private int offsetSize() {
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
