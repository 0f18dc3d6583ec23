package app.akin.installer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A native library or program of Linux: its name and dependencies, read from the dynamic section
/// (System V ABI, "Dynamic Linking"; 64 bits, little-endian).
///
/// @param name its soname, or empty
/// @param needed names of required libraries
record SharedObject(String name, List<String> needed) {
  private static final int MAGIC = 0x464c457f;
  private static final int SEGMENT_DYNAMIC = 2;
  private static final int SEGMENT_LOAD = 1;
  private static final int TAG_NEEDED = 1;
  private static final int TAG_STRINGS = 5;
  private static final int TAG_NAME = 14;

  /// Reads a file.
  ///
  /// @return empty if it is no ELF file or has no dynamic section
  static Optional<SharedObject> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < 64 || channel.size() > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      ByteBuffer bytes =
          channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
      boolean readable = bytes.getInt(0) == MAGIC && bytes.get(4) == 2 && bytes.get(5) == 1;
      return readable ? parse(bytes) : Optional.empty();
    }
  }

  private static Optional<SharedObject> parse(ByteBuffer bytes) {
    int table = Math.toIntExact(bytes.getLong(32));
    int size = bytes.getShort(54);
    int count = bytes.getShort(56);
    for (int i = 0; i < count; i++) {
      int header = table + i * size;
      if (bytes.getInt(header) == SEGMENT_DYNAMIC) {
        int from = Math.toIntExact(bytes.getLong(header + 8));
        int entries = Math.toIntExact(bytes.getLong(header + 32)) / 16;
        return Optional.of(dynamic(bytes, from, entries, table, size, count));
      }
    }
    return Optional.empty();
  }

  private static SharedObject dynamic(
      ByteBuffer bytes, int from, int entries, int table, int size, int count) {
    int strings = 0;
    for (int i = 0; i < entries; i++) {
      if (bytes.getLong(from + 16 * i) == TAG_STRINGS) {
        strings = fileOffset(bytes, bytes.getLong(from + 16 * i + 8), table, size, count);
      }
    }
    String name = "";
    List<String> needed = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      long tag = bytes.getLong(from + 16 * i);
      int at = strings + (int) bytes.getLong(from + 16 * i + 8);
      if (tag == 0) {
        break;
      } else if (tag == TAG_NEEDED) {
        needed.add(text(bytes, at));
      } else if (tag == TAG_NAME) {
        name = text(bytes, at);
      }
    }
    return new SharedObject(name, List.copyOf(needed));
  }

  /// Returns the file offset of a virtual address.
  private static int fileOffset(ByteBuffer bytes, long address, int table, int size, int count) {
    for (int i = 0; i < count; i++) {
      int header = table + i * size;
      long start = bytes.getLong(header + 16);
      if (bytes.getInt(header) == SEGMENT_LOAD
          && address >= start
          && address < start + bytes.getLong(header + 32)) {
        return Math.toIntExact(address - start + bytes.getLong(header + 8));
      }
    }
    throw new IllegalArgumentException("an address outside the file");
  }

  private static String text(ByteBuffer bytes, int from) {
    int end = from;
    while (bytes.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - from];
    bytes.get(from, text);
    return new String(text, StandardCharsets.US_ASCII);
  }
}
