package app.akin.core.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/// Builds an EXIF block: set the values, then call [#bytes].
///
/// The layout follows EXIF 2.32: TIFF header, IFD0, Exif IFD, GPS IFD. Not thread-safe.
public final class ExifBlock {
  private static final int EXIF_POINTER = 0x8769;
  private static final int GPS_POINTER = 0x8825;
  private static final int BYTE = 1;
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;

  private final ByteOrder order;
  private final TreeMap<Integer, Entry> main = new TreeMap<>();
  private final TreeMap<Integer, Entry> exif = new TreeMap<>();
  private final TreeMap<Integer, Entry> gps = new TreeMap<>();

  // Created once and only read.
  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(int type, int count, byte[] value) {}

  /// Creates an empty big-endian block, as most cameras write it.
  public ExifBlock() {
    this(ByteOrder.BIG_ENDIAN);
  }

  /// Creates an empty block in a byte order.
  public ExifBlock(ByteOrder order) {
    this.order = order;
  }

  /// Sets the orientation; 1 to 8 are valid.
  public ExifBlock orientation(int orientation) {
    main.put(0x0112, new Entry(SHORT, 1, number(2, orientation)));
    return this;
  }

  /// Sets the date taken, such as `2024:05:06 07:08:09`.
  public ExifBlock taken(String text) {
    exif.put(0x9003, ascii(text));
    return this;
  }

  /// Sets the fraction of the second, such as `25` for a quarter.
  public ExifBlock subSeconds(String digits) {
    exif.put(0x9291, ascii(digits));
    return this;
  }

  /// Sets the UTC offset of the camera, such as `+02:00`.
  public ExifBlock offset(String text) {
    exif.put(0x9011, ascii(text));
    return this;
  }

  /// Sets the date of the last change, such as `2024:05:06 07:08:09`.
  public ExifBlock changed(String text) {
    main.put(0x0132, ascii(text));
    return this;
  }

  /// Sets maker and model of the camera.
  public ExifBlock camera(String make, String model) {
    main.put(0x010F, ascii(make));
    main.put(0x0110, ascii(model));
    return this;
  }

  /// Sets the lens model.
  public ExifBlock lens(String model) {
    exif.put(0xA434, ascii(model));
    return this;
  }

  /// Sets the location in degrees, north and east positive.
  public ExifBlock place(double latitude, double longitude) {
    gps.put(1, ascii(latitude < 0 ? "S" : "N"));
    gps.put(2, degrees(Math.abs(latitude)));
    gps.put(3, ascii(longitude < 0 ? "W" : "E"));
    gps.put(4, degrees(Math.abs(longitude)));
    return this;
  }

  /// Sets the altitude in metres.
  public ExifBlock altitude(double metres) {
    gps.put(5, new Entry(BYTE, 1, new byte[] {(byte) (metres < 0 ? 1 : 0)}));
    gps.put(6, rationals(Math.round(Math.abs(metres) * 100), 100));
    return this;
  }

  /// Sets when the photo was digitised, such as `2024:05:06 07:08:09`.
  public ExifBlock digitized(String text) {
    exif.put(0x9004, ascii(text));
    return this;
  }

  /// Sets day and time of the satellites, in UTC.
  public ExifBlock satelliteTime(String day, int hour, int minute, int second) {
    gps.put(7, rationals(hour, 1, minute, 1, second, 1));
    gps.put(29, ascii(day));
    return this;
  }

  /// Sets the exposure.
  ///
  /// @param seconds numerator of the exposure time
  /// @param fraction its denominator
  /// @param aperture ten times the f-number
  /// @param millimetres focal length
  public ExifBlock exposure(int seconds, int fraction, int aperture, int iso, int millimetres) {
    exif.put(0x829A, rationals(seconds, fraction));
    exif.put(0x829D, rationals(aperture, 10));
    exif.put(0x8827, new Entry(SHORT, 1, number(2, iso)));
    exif.put(0x920A, rationals(millimetres, 1));
    return this;
  }

  /// Sets the comment, in ASCII.
  public ExifBlock comment(String text) {
    byte[] value = ("ASCII\0\0\0" + text).getBytes(ISO_8859_1);
    exif.put(0x9286, new Entry(UNDEFINED, value.length, value));
    return this;
  }

  /// Sets how the camera rendered the picture; Apple's 6 is a panorama.
  public ExifBlock rendered(int value) {
    exif.put(0xA401, new Entry(SHORT, 1, number(2, value)));
    return this;
  }

  /// Sets the caption.
  public ExifBlock description(String text) {
    main.put(0x010E, ascii(text));
    return this;
  }

  /// Sets the program that wrote the file.
  public ExifBlock software(String text) {
    main.put(0x0131, ascii(text));
    return this;
  }

  /// Sets a text of Windows.
  ///
  /// @param tag such as 0x9C9B for the title
  public ExifBlock windows(int tag, String text) {
    byte[] value = (text + '\0').getBytes(UTF_16LE);
    main.put(tag, new Entry(BYTE, value.length, value));
    return this;
  }

  /// Sets the rating of Windows as a percentage.
  public ExifBlock ratingPercent(int percent) {
    main.put(0x4749, new Entry(SHORT, 1, number(2, percent)));
    return this;
  }

  /// Returns the block from the TIFF header on, as stored in PNG `eXIf` and WebP `EXIF` chunks and
  /// after `Exif\0\0` in a JPEG.
  public byte[] bytes() {
    int start = 8;
    int afterMain = start + size(main, (exif.isEmpty() ? 0 : 1) + (gps.isEmpty() ? 0 : 1));
    int afterExif = afterMain + (exif.isEmpty() ? 0 : size(exif, 0));
    int end = afterExif + (gps.isEmpty() ? 0 : size(gps, 0));
    TreeMap<Integer, Entry> first = new TreeMap<>(main);
    if (!exif.isEmpty()) {
      first.put(EXIF_POINTER, new Entry(LONG, 1, number(4, afterMain)));
    }
    if (!gps.isEmpty()) {
      first.put(GPS_POINTER, new Entry(LONG, 1, number(4, afterExif)));
    }
    byte[] bytes = new byte[end];
    ByteBuffer block = ByteBuffer.wrap(bytes).order(order);
    block.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1));
    block.putShort((short) 42).putInt(start);
    write(block, first);
    if (!exif.isEmpty()) {
      write(block, exif);
    }
    if (!gps.isEmpty()) {
      write(block, gps);
    }
    return bytes;
  }

  private static int size(SortedMap<Integer, Entry> entries, int pointers) {
    int size = 2 + 12 * (entries.size() + pointers) + 4;
    for (Entry entry : entries.values()) {
      size += entry.value.length > 4 ? even(entry.value.length) : 0;
    }
    return size;
  }

  private static void write(ByteBuffer block, SortedMap<Integer, Entry> entries) {
    int values = block.position() + 2 + 12 * entries.size() + 4;
    block.putShort((short) entries.size());
    for (var item : entries.entrySet()) {
      Entry entry = item.getValue();
      block.putShort(item.getKey().shortValue()).putShort((short) entry.type);
      block.putInt(entry.count);
      if (entry.value.length > 4) {
        block.putInt(values).put(values, entry.value);
        values += even(entry.value.length);
      } else {
        block.put(entry.value).position(block.position() + 4 - entry.value.length);
      }
    }
    block.putInt(0).position(values);
  }

  private static int even(int length) {
    return length + (length & 1);
  }

  private Entry degrees(double value) {
    int whole = (int) value;
    int minutes = (int) ((value - whole) * 60);
    long seconds = Math.round(((value - whole) * 60 - minutes) * 60 * 10000);
    return rationals(whole, 1, minutes, 1, seconds, 10000);
  }

  private Entry rationals(long... values) {
    byte[] bytes = new byte[4 * values.length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    for (long value : values) {
      buffer.putInt((int) value);
    }
    return new Entry(RATIONAL, values.length / 2, bytes);
  }

  private static Entry ascii(String text) {
    byte[] value = (text + '\0').getBytes(ISO_8859_1);
    return new Entry(ASCII, value.length, value);
  }

  private byte[] number(int size, int value) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      int at = order == ByteOrder.BIG_ENDIAN ? size - 1 - i : i;
      bytes[at] = (byte) (value >> (8 * i));
    }
    return bytes;
  }
}
