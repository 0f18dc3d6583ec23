package app.akin.core.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes TIFF structures of any form; subdirectories precede their parents. Used once.
public final class TiffKit {
  private static final int BYTE = 1;
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int UNDEFINED = 7;
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  /// A directory under construction.
  public static final class Directory {
    private sealed interface Value {}

    // Written once and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Numbers(int type, long[] values) implements Value {}

    // Written once and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Block(int type, byte[] bytes) implements Value {}

    // Written once and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Data(byte[] bytes) implements Value {}

    private record Below(List<Directory> directories) implements Value {}

    private final Map<Integer, Value> values = new TreeMap<>();

    public Directory shorts(int tag, long... numbers) {
      values.put(tag, new Numbers(SHORT, numbers));
      return this;
    }

    public Directory longs(int tag, long... numbers) {
      values.put(tag, new Numbers(LONG, numbers));
      return this;
    }

    /// Adds numbers of another four-byte type.
    public Directory numbers(int tag, int type, long... numbers) {
      values.put(tag, new Numbers(type, numbers));
      return this;
    }

    public Directory bytes(int tag, int... numbers) {
      byte[] block = new byte[numbers.length];
      for (int i = 0; i < block.length; i++) {
        block[i] = (byte) numbers[i];
      }
      values.put(tag, new Block(BYTE, block));
      return this;
    }

    public Directory text(int tag, String text) {
      values.put(tag, new Block(ASCII, (text + '\0').getBytes(ISO_8859_1)));
      return this;
    }

    public Directory block(int tag, byte[] bytes) {
      values.put(tag, new Block(UNDEFINED, bytes));
      return this;
    }

    /// Adds data whose offset and length are in two tags.
    public Directory data(int placeTag, int lengthTag, byte[] bytes) {
      values.put(placeTag, new Data(bytes));
      return longs(lengthTag, bytes.length);
    }

    public Directory below(int tag, Directory... directories) {
      values.put(tag, new Below(List.of(directories)));
      return this;
    }
  }

  private final ByteBuffer out;

  private TiffKit(ByteOrder order) {
    out = ByteBuffer.allocate(1 << 20).order(order);
  }

  /// Returns a file with a chain of directories.
  ///
  /// @param magic the number in place of 42
  /// @param header bytes after the first eight
  public static byte[] file(ByteOrder order, int magic, String header, Directory... chain) {
    TiffKit kit = new TiffKit(order);
    byte[] mark = (order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(ISO_8859_1);
    kit.out.put(mark).putShort((short) magic).putInt(0).put(header.getBytes(ISO_8859_1));
    int pointer = 4;
    for (Directory directory : chain) {
      int place = kit.directory(directory);
      kit.out.putInt(pointer, place);
      pointer = kit.out.position() - 4;
    }
    return kit.bytes();
  }

  /// Returns a maker note with offsets relative to itself.
  ///
  /// @param header its header, followed by its directory
  /// @param first its directory, with inline values only
  /// @param at offset of the rest
  /// @param rest the data it refers to
  static byte[] note(String header, Directory first, int at, byte[] rest) {
    TiffKit kit = new TiffKit(ByteOrder.LITTLE_ENDIAN);
    kit.out.put(header.getBytes(ISO_8859_1));
    kit.entries(first, new ArrayList<>(List.of()));
    kit.out.position(at);
    kit.out.put(rest);
    return kit.bytes();
  }

  private byte[] bytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  /// Writes the data of a directory, then the directory without a successor.
  private int directory(Directory directory) {
    List<Integer> places = new ArrayList<>();
    for (Directory.Value value : directory.values.values()) {
      switch (value) {
        case Directory.Below below -> {
          List<Integer> starts = new ArrayList<>();
          for (Directory one : below.directories()) {
            starts.add(directory(one));
          }
          if (starts.size() == 1) {
            places.add(starts.getFirst());
          } else {
            places.add(even());
            starts.forEach(out::putInt);
          }
        }
        case Directory.Data data -> {
          places.add(even());
          out.put(data.bytes());
        }
        case Directory.Block block when block.bytes().length > 4 -> {
          places.add(even());
          out.put(block.bytes());
        }
        case Directory.Numbers numbers when numbers.values().length * SIZES[numbers.type()] > 4 -> {
          places.add(even());
          numbers(numbers);
        }
        case Directory.Block _, Directory.Numbers _ -> places.add(0);
      }
    }
    int start = even();
    entries(directory, places);
    return start;
  }

  private int even() {
    if (out.position() % 2 == 1) {
      out.put((byte) 0);
    }
    return out.position();
  }

  private void numbers(Directory.Numbers numbers) {
    for (long number : numbers.values()) {
      if (numbers.type() == SHORT) {
        out.putShort((short) number);
      } else {
        out.putInt((int) number);
      }
    }
  }

  private void entries(Directory directory, List<Integer> places) {
    out.putShort((short) directory.values.size());
    int index = 0;
    for (Map.Entry<Integer, Directory.Value> entry : directory.values.entrySet()) {
      int place = places.isEmpty() ? 0 : places.get(index++);
      out.putShort(entry.getKey().shortValue());
      switch (entry.getValue()) {
        case Directory.Below below ->
            out.putShort((short) LONG).putInt(below.directories().size()).putInt(place);
        case Directory.Data _ -> out.putShort((short) LONG).putInt(1).putInt(place);
        case Directory.Block block -> {
          out.putShort((short) block.type()).putInt(block.bytes().length);
          inline(place, () -> out.put(block.bytes()));
        }
        case Directory.Numbers numbers -> {
          out.putShort((short) numbers.type()).putInt(numbers.values().length);
          inline(place, () -> numbers(numbers));
        }
      }
    }
    out.putInt(0);
  }

  private void inline(int place, Runnable value) {
    int end = out.position() + 4;
    if (place > 0) {
      out.putInt(place);
    } else {
      value.run();
    }
    out.position(end);
  }
}
