package app.akin.core.embed.torchscript;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Writes ZIP files with uncompressed entries aligned to 64 bytes, as in PyTorch's archives. Sizes
/// of 4 GB and more use ZIP64. Equal entries give equal bytes. Not thread-safe.
///
/// `java.util.zip` is not sufficient: it requires the checksum of an entry before its data, so
/// every tensor would be read twice, and does not support alignment.
///
/// Source: PKWARE's APPNOTE 6.3.
final class StoredZip {
  /// Alignment of the data of entries.
  static final int ALIGNMENT = 64;

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_LOCATOR = 0x07064b50;
  private static final int LOCAL_HEADER_BYTES = 30;
  private static final int CENTRAL_HEADER_BYTES = 46;
  private static final int CRC_OFFSET = 14;
  private static final int END_BYTES = 22;
  private static final int END_64_BYTES = 56;
  private static final int LOCATOR_BYTES = 20;

  /// Tag of the extra field with 64-bit sizes, and its size including the header.
  private static final short ZIP64_TAG = 1;

  private static final int EXTRA_HEADER_BYTES = 4;

  /// PyTorch's tag of the padding field.
  private static final short PADDING_TAG = 0x4246;

  private static final short VERSION = 20;
  private static final short VERSION_64 = 45;

  /// 1 January 1980, the first date of the format, so that archives are reproducible.
  private static final short DATE = (1 << 5) + 1;

  private static final long LIMIT = 0xffffffffL;
  private static final int ENTRY_LIMIT = 0xffff;

  /// Bytes written and added to the checksum at a time.
  private static final long CHUNK = 8L << 20;

  private record Entry(String name, int crc, long size, long header) {}

  private final FileChannel channel;
  private final List<Entry> entries = new ArrayList<>();

  /// Writes to the channel, whose position must be 0.
  StoredZip(FileChannel channel) {
    this.channel = channel;
  }

  /// Adds an entry.
  void add(String name, MemorySegment data) throws IOException {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    long header = channel.position();
    write(localHeader(nameBytes, data.byteSize(), header));
    CRC32 crc = new CRC32();
    for (long at = 0; at < data.byteSize(); at += CHUNK) {
      ByteBuffer chunk = data.asSlice(at, Math.min(CHUNK, data.byteSize() - at)).asByteBuffer();
      // Written before the checksum is computed, so that a system call reports a mapped file that
      // shrank.
      write(chunk.duplicate());
      crc.update(chunk);
    }
    int sum = (int) crc.getValue();
    ByteBuffer sumBytes = buffer(Integer.BYTES).putInt(sum).flip();
    channel.write(sumBytes, header + CRC_OFFSET);
    entries.add(new Entry(name, sum, data.byteSize(), header));
  }

  /// Writes the central directory. No entry can be added afterwards.
  void finish() throws IOException {
    long start = channel.position();
    for (Entry entry : entries) {
      write(centralHeader(entry));
    }
    long end = channel.position();
    if (end >= LIMIT || entries.size() >= ENTRY_LIMIT) {
      write(
          buffer(END_64_BYTES + LOCATOR_BYTES)
              .putInt(END_64)
              .putLong(END_64_BYTES - 12)
              .putShort(VERSION_64)
              .putShort(VERSION_64)
              .putInt(0)
              .putInt(0)
              .putLong(entries.size())
              .putLong(entries.size())
              .putLong(end - start)
              .putLong(start)
              .putInt(END_64_LOCATOR)
              .putInt(0)
              .putLong(end)
              .putInt(1)
              .flip());
    }
    short count = (short) Math.min(entries.size(), ENTRY_LIMIT);
    write(
        buffer(END_BYTES)
            .putInt(END)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort(count)
            .putShort(count)
            .putInt((int) Math.min(end - start, LIMIT))
            .putInt((int) Math.min(start, LIMIT))
            .putShort((short) 0)
            .flip());
  }

  /// Returns whether a file ends as written by [#finish] with its directory at the stated position:
  /// false for truncated or extended files. Reads a few hundred bytes.
  static boolean isWhole(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < END_BYTES) {
        return false;
      }
      ByteBuffer end = read(channel, size - END_BYTES, END_BYTES);
      if (end.getInt(0) != END) {
        return false;
      }
      long directoryBytes = end.getInt(12) & LIMIT;
      long directory = end.getInt(16) & LIMIT;
      long directoryEnd = size - END_BYTES;
      long end64 = size - END_BYTES - LOCATOR_BYTES - END_64_BYTES;
      if (end64 > 0) {
        ByteBuffer tail = read(channel, end64, END_64_BYTES + LOCATOR_BYTES);
        if (tail.getInt(0) == END_64 && tail.getInt(END_64_BYTES) == END_64_LOCATOR) {
          directoryBytes = tail.getLong(40);
          directory = tail.getLong(48);
          directoryEnd = end64;
        }
      }
      return directory > 0
          && directoryBytes > 0
          && directory == directoryEnd - directoryBytes
          && read(channel, directory, Integer.BYTES).getInt(0) == CENTRAL_HEADER
          && read(channel, 0, Integer.BYTES).getInt(0) == LOCAL_HEADER;
    }
  }

  private static ByteBuffer localHeader(byte[] name, long size, long position) {
    boolean large = size >= LIMIT;
    int sizes = large ? EXTRA_HEADER_BYTES + 2 * Long.BYTES : 0;
    long unpadded = position + LOCAL_HEADER_BYTES + name.length + sizes + EXTRA_HEADER_BYTES;
    int padding = (int) (-unpadded & (ALIGNMENT - 1));
    int extra = sizes + EXTRA_HEADER_BYTES + padding;
    ByteBuffer header =
        buffer(LOCAL_HEADER_BYTES + name.length + extra)
            .putInt(LOCAL_HEADER)
            .putShort(large ? VERSION_64 : VERSION)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort(DATE)
            .putInt(0)
            .putInt((int) Math.min(size, LIMIT))
            .putInt((int) Math.min(size, LIMIT))
            .putShort((short) name.length)
            .putShort((short) extra)
            .put(name);
    if (large) {
      header.putShort(ZIP64_TAG).putShort((short) (2 * Long.BYTES)).putLong(size).putLong(size);
    }
    header.putShort(PADDING_TAG).putShort((short) padding).put(new byte[padding]);
    return header.flip();
  }

  private static ByteBuffer centralHeader(Entry entry) {
    byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
    boolean largeSize = entry.size >= LIMIT;
    boolean largeOffset = entry.header >= LIMIT;
    int fields = (largeSize ? 2 * Long.BYTES : 0) + (largeOffset ? Long.BYTES : 0);
    int extra = fields == 0 ? 0 : EXTRA_HEADER_BYTES + fields;
    short version = fields == 0 ? VERSION : VERSION_64;
    ByteBuffer header =
        buffer(CENTRAL_HEADER_BYTES + name.length + extra)
            .putInt(CENTRAL_HEADER)
            .putShort(version)
            .putShort(version)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort(DATE)
            .putInt(entry.crc)
            .putInt((int) Math.min(entry.size, LIMIT))
            .putInt((int) Math.min(entry.size, LIMIT))
            .putShort((short) name.length)
            .putShort((short) extra)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putInt(0)
            .putInt((int) Math.min(entry.header, LIMIT))
            .put(name);
    if (extra > 0) {
      header.putShort(ZIP64_TAG).putShort((short) fields);
    }
    if (largeSize) {
      header.putLong(entry.size).putLong(entry.size);
    }
    if (largeOffset) {
      header.putLong(entry.header);
    }
    return header.flip();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer buffer = buffer(count);
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {}
    return buffer;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
